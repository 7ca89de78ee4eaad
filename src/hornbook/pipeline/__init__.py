"""Stages, artifacts and the runner; knows nothing of text or models."""
