"""Functions that take functions, and functions that return them."""
