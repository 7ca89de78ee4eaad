"""Prose on common sense and general knowledge (phi-1.5, 2309.05463, §2): topics, then texts."""
