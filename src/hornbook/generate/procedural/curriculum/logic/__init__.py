"""Logic: truth tables, rules with and, or and not, votes, comparisons."""
