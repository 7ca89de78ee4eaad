"""Sequences of events: states that change, streaks, starts and stops, who leads."""
