"""Lists of words, and sentences."""
