"""Dictionaries: look up, count, group, filter, merge."""
