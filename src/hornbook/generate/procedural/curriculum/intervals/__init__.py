"""Intervals as pairs (start, end): lengths, overlaps, unions."""
