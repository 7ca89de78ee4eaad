"""Runs as wholes: one that works, several side by side, and one that is held to its record."""
