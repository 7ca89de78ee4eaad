"""What everybody knows, as relations: a file of ``facts/`` each, one line a fact.

Fields stand between ``|``; the first line says what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FACTS = Path(__file__).parent / "facts"


class Tool(NamedTuple):
    """A thing with a use: ``task`` follows "to", ``because`` is a clause, ``cm`` its length."""

    name: str
    task: str
    because: str
    place: str
    cm: int


class Cause(NamedTuple):
    """What comes of what: clauses; ``instead`` follows "one should"."""

    act: str
    result: str
    because: str
    instead: str


class Routine(NamedTuple):
    """Steps in the only sensible order; ``why`` says why step ``then`` needs step ``first``."""

    goal: str
    steps: tuple[str, ...]
    why: str
    first: int
    then: int


class Feeling(NamedTuple):
    """An event, how it makes one feel, why, and what helps; with ``{name}``, ``{they}`` …."""

    event: str
    feeling: str
    because: str
    then: str


def _lines(name: str) -> Iterator[list[str]]:
    for line in (_FACTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [field.strip() for field in line.split("|")]


def _tool(name: str, task: str, because: str, place: str, cm: str) -> Tool:
    return Tool(name, task, because, place, int(cm))


def _routine(goal: str, steps: str, why: str, first: str, then: str) -> Routine:
    return Routine(goal, tuple(steps.split(" / ")), why, int(first), int(then))


TOOLS = tuple(_tool(*fields) for fields in _lines("tools"))
CAUSES = tuple(Cause(*fields) for fields in _lines("causes"))
ROUTINES = tuple(_routine(*fields) for fields in _lines("routines"))
FEELINGS = tuple(Feeling(*fields) for fields in _lines("feelings"))
SIZES = tuple((name, float(cm)) for name, cm in _lines("sizes"))
MATERIALS = {name: (trait, use) for name, trait, use in _lines("materials")}
