"""Dynamic programming: answers built from answers to smaller questions."""
