"""Queues: who comes first is served first; turns, waiting times, what happened last."""
