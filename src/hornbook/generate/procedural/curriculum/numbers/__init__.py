"""Single numbers: formulas, comparisons, digits."""
