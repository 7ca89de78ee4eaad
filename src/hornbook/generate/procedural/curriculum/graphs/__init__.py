"""Graphs as dictionaries of neighbours and as lists of edges."""
