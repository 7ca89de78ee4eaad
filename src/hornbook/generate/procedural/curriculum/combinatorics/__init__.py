"""Combinatorics: subsets, orders, ways to choose."""
