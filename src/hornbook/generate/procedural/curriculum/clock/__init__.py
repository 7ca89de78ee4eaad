"""Clock: times of day, durations, opening hours, timetables."""
