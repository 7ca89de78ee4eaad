"""Trees as nested tuples, dictionaries and lists of parents."""
