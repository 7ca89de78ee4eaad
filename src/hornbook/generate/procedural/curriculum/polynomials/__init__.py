"""Polynomials as lists or dictionaries of coefficients."""
