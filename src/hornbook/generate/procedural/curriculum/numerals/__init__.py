"""Numerals: Roman and other signs, numbers in words, other bases, columns of sheets."""
