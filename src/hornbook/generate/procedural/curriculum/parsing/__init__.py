"""Parsing: from text to values."""
