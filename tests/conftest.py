"""What all tests have in common."""

from hypothesis import settings

# How long an example takes says how busy the machine is, nothing about the code.
settings.register_profile("hornbook", deadline=None)
settings.load_profile("hornbook")
