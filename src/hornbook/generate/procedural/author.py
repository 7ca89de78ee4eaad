"""Writes many distinct exercises and lessons, taking turns between families."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from hornbook.corpus.document import document_id
from hornbook.generate.exercise import Exercise
from hornbook.generate.procedural.behaviour import Flaw
from hornbook.generate.procedural.family import Family
from hornbook.generate.procedural.lesson import Lesson, write_lesson
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.write import write_exercise

# A family that repeats itself so often in a row has no more to give.
PATIENCE = 25

Piece = TypeVar("Piece", Exercise, Lesson)


@dataclass(frozen=True)
class Refused:
    """A draw that came to nothing, and why."""

    family: Family
    reason: str
    text: str = ""


@dataclass
class Author(Generic[Piece]):
    """Takes turns between families, and passes on only what it hasn't written before.

    Attributes:
        write: makes a piece of a family and a seed.
        seed: the first part of every seed.
        namer: shared between authors whose functions should have different names.
    """

    write: Callable[[Family, str, Namer], Piece]
    seed: str
    namer: Namer

    def pieces(self, families: Sequence[Family], count: int) -> Iterator[Piece | Refused]:
        """Yield ``count`` distinct pieces, or fewer when no family has more to give.

        Cost: one draw at a time; memory holds a hash of every text.
        """
        seen: set[str] = set()
        turns = deque((family, 0, 0) for family in families)
        written = 0
        while turns and written < count:
            family, draws, failures = turns.popleft()
            made = self._draw(family, draws, seen)
            failures = failures + 1 if isinstance(made, Refused) else 0
            if failures < PATIENCE:
                turns.append((family, draws + 1, failures))
            written += not isinstance(made, Refused)
            yield made

    def _draw(self, family: Family, number: int, seen: set[str]) -> Piece | Refused:
        try:
            piece = self.write(family, f"{self.seed}/{family.path}/{number}", self.namer)
        except Flaw as flaw:
            return Refused(family, str(flaw))
        # The names of functions never run out, so texts that differ only in them are the same.
        content = piece.text
        for exercise in piece.exercises:
            content = content.replace(exercise.name, "_")
        mark = document_id(content)
        if mark in seen:
            return Refused(family, "duplicate", piece.text)
        seen.add(mark)
        return piece


def exercise_author(seed: str, namer: Namer) -> Author[Exercise]:
    """An author of exercises."""
    return Author(write_exercise, seed, namer)


def lesson_author(seed: str, namer: Namer) -> Author[Lesson]:
    """An author of lessons."""
    return Author(write_lesson, seed, namer)
