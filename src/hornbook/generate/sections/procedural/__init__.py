"""Textbooks without a teacher, from the concepts of the exercises' curriculum.

A book goes through the topics in an order in which each builds on those before; a chapter is a
topic, a section a family. What a section prints was computed by running its code, and is checked
once more in the sandbox, as a teacher's is.
"""
