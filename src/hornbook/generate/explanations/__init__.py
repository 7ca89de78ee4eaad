"""Explanation traces (Orca, 2306.02707): ⟨system message, query, response⟩, and their checks."""
