"""How alike two texts or programs are: shingles, MinHash signatures, syntax trees."""
