"""Common sense without a teacher: a small knowledge base, and the forms it is told in.

`knowledge` holds the relations, hand-written; `scenes` and `minds` draw a few points from them,
each a question with its answer and the reason; `author` tells the points as an explanation, as
questions and answers, or as a dialogue.
"""
