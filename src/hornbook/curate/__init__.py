"""Annotate, classify and filter a corpus by educational value."""
