"""Recursion: functions that call themselves on something smaller."""
