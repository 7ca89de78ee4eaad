"""What a passage is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One thing to understand.

    Attributes:
        question: a sentence with a question mark.
        answer: the short answer, a clause without a full stop, with a small letter.
        because: the reason, a clause.
        says: question and answer as one statement, a sentence.
    """

    question: str
    answer: str
    because: str
    says: str


@dataclass(frozen=True)
class Scene:
    """Some points with what has to be known first.

    Attributes:
        topic: what kind of common sense it is.
        setting: sentences before the points; may be empty.
        points: in order.
        lesson: what follows from all of them; may be empty.
    """

    topic: str
    setting: str
    points: tuple[Point, ...]
    lesson: str = ""
