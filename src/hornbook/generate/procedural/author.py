"""Writes many distinct exercises and lessons, taking turns between families."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, Protocol, TypeVar

from hornbook.generate.exercise import Exercise
from hornbook.generate.procedural.ahead import ahead
from hornbook.generate.procedural.behaviour import Flaw
from hornbook.generate.procedural.family import Family
from hornbook.generate.procedural.lesson import Lesson, write_lesson
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.write import write_unnamed

# A family that repeats itself so often in a row has no more to give.
PATIENCE = 25
# Fewer pieces aren't worth starting processes for.
MANY = 2_000

Piece = TypeVar("Piece", Exercise, Lesson)
Made = TypeVar("Made", Exercise, Lesson, covariant=True)


class Nameless(Protocol[Made]):
    """A piece that only lacks names."""

    def named(self, namer: Namer) -> Made:
        """The piece with names that weren't used before."""


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
        prepare: makes a piece without names of a family and a seed; a module's function.
        seed: the first part of every seed.
        namer: shared between authors whose functions should have different names.
        patience: how often in a row a family may come to nothing before it is given up.
        turns: how many turns the families of a topic get in each round, if not one.
        workers: processes that prepare many pieces; changes nothing about them.
    """

    prepare: Callable[[Family, str], Nameless[Piece]]
    seed: str
    namer: Namer
    patience: int = PATIENCE
    turns: Mapping[str, int] = field(default_factory=dict)
    workers: int = 1

    def pieces(self, families: Sequence[Family], count: int) -> Iterator[Piece | Refused]:
        """Yield ``count`` distinct pieces, or fewer when no family has more to give.

        Cost: memory holds eight bytes of a digest for every text, as a number in a set.
        """
        failures = {family.path: 0 for family in families}
        seen: set[int] = set()
        turns = self._turns(families, failures)
        workers = self.workers if count >= MANY else 1
        prepared = ahead(self._attempt, turns, workers)
        written = 0
        while written < count and (turn := next(prepared, None)):
            (family, _), result = turn
            if family.path not in failures:  # it was given up while this was under way
                continue
            made = self._admitted(family, result, seen)
            if not isinstance(made, Refused):
                failures[family.path] = 0
                written += 1
            elif failures[family.path] + 1 == self.patience:
                del failures[family.path]
            else:
                failures[family.path] += 1
            yield made
        prepared.close()

    def _turns(
        self, families: Sequence[Family], failures: dict[str, int]
    ) -> Iterator[tuple[Family, str]]:
        """Endless rounds over the families that haven't been given up."""
        for number in itertools.count():
            if not failures:
                return
            for family in families:
                often = self.turns.get(family.topic, 1)
                for turn in range(number * often, (number + 1) * often):
                    if family.path in failures:
                        yield family, f"{self.seed}/{family.path}/{turn}"

    def _attempt(self, family: Family, seed: str) -> Nameless[Piece] | str:
        """What a draw makes, or the reason why nothing comes of it."""
        try:
            return self.prepare(family, seed)
        except Flaw as flaw:
            return str(flaw)

    def _admitted(
        self, family: Family, result: Nameless[Piece] | str, seen: set[int]
    ) -> Piece | Refused:
        """The piece with its names, unless it was refused or written before."""
        if isinstance(result, str):
            return Refused(family, result)
        try:
            piece = result.named(self.namer)
        except Flaw as flaw:
            return Refused(family, str(flaw))
        mark = content_mark(piece)
        if mark in seen:
            return Refused(family, "duplicate", piece.text)
        seen.add(mark)
        return piece

    def __getstate__(self) -> dict[str, object]:
        """What the processes need, which is everything but the names that are taken."""
        return {**vars(self), "namer": Namer()}


def content_mark(piece: Exercise | Lesson) -> int:
    """A number for a piece's text without the names of its functions.

    Names never run out, so texts that differ only in them are the same.
    """
    content = piece.text
    for exercise in piece.exercises:
        content = content.replace(exercise.name, "_")
    return int.from_bytes(hashlib.blake2b(content.encode(), digest_size=8).digest())


@dataclass(frozen=True)
class _LaterLesson:
    """A lesson that is written when it is named: its lines are filled with the names in them."""

    family: Family
    seed: str

    def named(self, namer: Namer) -> Lesson:
        return write_lesson(self.family, self.seed, namer)


def exercise_author(
    seed: str,
    namer: Namer,
    *,
    patience: int = PATIENCE,
    turns: Mapping[str, int] | None = None,
    task_share: float = 0.0,
    workers: int = 1,
) -> Author[Exercise]:
    """An author of exercises, about ``task_share`` of them in the form of tasks."""
    prepare = partial(write_unnamed, task_share=task_share)
    return Author(prepare, seed, namer, patience, turns or {}, workers)


def lesson_author(seed: str, namer: Namer) -> Author[Lesson]:
    """An author of lessons."""
    return Author(_LaterLesson, seed, namer)
