"""Encodings: letters as numbers, codes, checksums."""
