"""Closures: functions made by functions, and what they remember."""
