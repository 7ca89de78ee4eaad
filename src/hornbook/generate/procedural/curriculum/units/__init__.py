"""Units: conversions, measures, quantities in recipes and packs."""
