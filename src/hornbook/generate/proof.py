"""Runs exercises in the sandbox, many to a program, and each alone where one of them fails.

Starting a confined process costs more than most exercises do. So they are run in bundles: one
program holds several exercises as texts and runs each with its tests in a namespace of its own.
A bundle passes only if all of its exercises do; otherwise each of them is run again alone, and
that verdict counts. A teacher's exercises are strangers to each other and should not share a
process: run those with ``bundle=1``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from hornbook.corpus.document import document_id

if TYPE_CHECKING:
    from hornbook.generate.exercise import Exercise
    from hornbook.sandbox import Program, Sandbox

BUNDLE = 16
# Pieces that are in flight at once: what is kept in memory until their verdicts are known.
BLOCK = 512

_RUN_ALL = """
for program, tests, entry_point in EXERCISES:
    names = {"__name__": "exercise"}
    exec(program, names)
    exec(tests, names)
    names["check"](names[entry_point])
"""


class Piece(Protocol):
    """What is proven by exercises, itself or others: an exercise or a lesson."""

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """What has to pass."""

    def row(self, stage: str) -> dict[str, Any]:
        """The piece as a row."""


P = TypeVar("P", bound=Piece)


def prove(
    pieces: Iterable[P], sandbox: Sandbox, *, bundle: int = BUNDLE
) -> Iterator[tuple[P, str, str]]:
    """Yield each piece with the outcome of its exercises ("passed" …) and a detail, in order.

    The outcome doesn't depend on which pieces are bundled together. Cost: one process for
    ``bundle`` pieces, and one more for each exercise of a bundle that fails.
    """
    source = iter(pieces)
    while True:
        groups: list[list[P]] = []
        verdicts = sandbox.execute(_bundles(islice(source, BLOCK), bundle, groups))
        passed = [verdict.passed for verdict in verdicts]
        if not groups:
            return
        for group, whole in zip(groups, passed, strict=True):
            if whole:
                yield from ((piece, "passed", "") for piece in group)
            else:
                yield from ((piece, *_alone(piece, sandbox)) for piece in group)


def _bundles(pieces: Iterator[P], size: int, groups: list[list[P]]) -> Iterator[Program]:
    """Programs for groups of pieces, which are also put into ``groups``."""
    while group := list(islice(pieces, size)):
        groups.append(group)
        yield bundle_of([exercise for piece in group for exercise in piece.exercises])


def _alone(piece: Piece, sandbox: Sandbox) -> tuple[str, str]:
    for verdict in list(sandbox.execute([program_of(each) for each in piece.exercises])):
        if not verdict.passed:
            return str(verdict.outcome), verdict.detail
    return "passed", ""


def bundle_of(exercises: Sequence[Exercise]) -> Program:
    """One program that runs several exercises with their tests."""
    from hornbook.sandbox import Program

    texts = [(exercise.text, exercise.tests, exercise.name) for exercise in exercises]
    return Program(
        id=document_id("".join(exercise.text for exercise in exercises)),
        program=f"EXERCISES = {texts!r}\n",
        test=_RUN_ALL,
    )


def program_of(exercise: Exercise) -> Program:
    """An exercise as the sandbox takes it: the whole function, with its tests."""
    from hornbook.sandbox import Program

    return Program(
        id=document_id(exercise.text),
        program=exercise.text,
        test=exercise.tests,
        entry_point=exercise.name,
    )
