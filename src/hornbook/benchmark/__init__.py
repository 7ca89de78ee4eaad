"""Problem sets and their answers, nothing else: a leaf that other packages share."""
