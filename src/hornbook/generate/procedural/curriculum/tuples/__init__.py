"""Tuples: pairs, records, several results."""
