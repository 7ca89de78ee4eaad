"""Bits per byte, pass@k in the sandbox, and their intervals."""
