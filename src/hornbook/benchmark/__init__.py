"""Problem sets and their answers, nothing else: a leaf that decontamination and evaluation share."""
