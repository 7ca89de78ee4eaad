"""Searching: extremes, positions, halving, pairs."""
