"""Nested data: lists and dictionaries inside each other, as in JSON."""
