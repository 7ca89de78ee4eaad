"""Sequences: progressions, recurrences, chains of steps, texts that grow."""
