"""Data sets and models for others: Parquet and weights with a card, and the way to the hub."""
