"""Looks at a machine and says what of Hornbook will work on it, and what to do about the rest."""
