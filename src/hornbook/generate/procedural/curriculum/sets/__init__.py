"""Sets: what is in, what is missing, what repeats."""
