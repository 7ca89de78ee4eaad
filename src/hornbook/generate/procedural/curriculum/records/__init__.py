"""Records: lists of dictionaries as the rows of a table."""
