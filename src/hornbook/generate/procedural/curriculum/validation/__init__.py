"""Validation: is it well formed, and what is wrong with it?"""
