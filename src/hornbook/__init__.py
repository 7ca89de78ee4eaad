"""Hornbook turns a corpus and a teacher model into textbook-quality data, and that into a model."""

__version__ = "0.1.0"
