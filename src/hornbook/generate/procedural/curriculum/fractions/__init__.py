"""Fractions as pairs (numerator, denominator), with denominators above 0."""
