"""Stacks: brackets, undo, machines."""
