"""Measures models: bits per byte, pass@k, and whether a difference is one."""
