"""Texts: characters, slices, cases, patterns."""
