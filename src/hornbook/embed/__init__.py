"""Embedders: texts in, vectors out, each kept by the hash of what it was made from."""
