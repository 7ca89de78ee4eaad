"""Sorting: by keys, by rules, by hand."""
