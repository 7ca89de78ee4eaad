"""Takes benchmark items out of training data, and proves that it finds them."""
