"""Grids of characters or numbers: neighbours, paths, mazes, areas."""
