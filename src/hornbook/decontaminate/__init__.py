"""Find and remove benchmark items from training data, with the evidence kept."""
