"""Tests made harder until faults in the solution don't pass them.

The mutants of an exercise's solution are made and run inside the sandbox, several exercises to a
program. Where a mutant passes, further inputs are looked for that tell it apart, and the tests
grow by them. A mutant that none of them tells apart is *equivalent as far as tried*.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any

from hornbook.corpus.document import document_id

if TYPE_CHECKING:
    from hornbook.generate.exercise import Exercise
    from hornbook.sandbox import Program, Sandbox

BUNDLE = 8
BLOCK = 256  # exercises that are in flight at once
# Further tests of an exercise that mutants are tried on; more_tests gives no more.
More = Callable[["Exercise"], Sequence[str]]


@dataclass(frozen=True)
class Survivor:
    """A mutant that passes the tests.

    Attributes:
        fault: what was done to the program.
        line: where.
        told: the number of the further test that fails on it; -1 for none.
    """

    fault: str
    line: int
    told: int = -1


@dataclass
class Tally:
    """How many mutants there were, by fault.

    Attributes:
        made: all of them.
        passed: those that passed the tests as they were.
        alive: those that no further test told apart either.
        unknown: exercises whose mutants couldn't be tried.
        extended: exercises whose tests have grown.
    """

    made: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    alive: Counter[str] = field(default_factory=Counter)
    unknown: int = 0
    extended: int = 0

    def facts(self) -> dict[str, Any]:
        """Everything for a manifest."""
        return {
            "made": self.made.total(),
            "died": self.made.total() - self.passed.total(),
            "died_of_further_inputs": self.passed.total() - self.alive.total(),
            "equivalent_as_far_as_tried": dict(sorted(self.alive.items())),
            "exercises_extended": self.extended,
            "exercises_not_tried": self.unknown,
        }


@dataclass(frozen=True)
class Trial:
    """What became of an exercise's mutants: how many of each fault, and those that pass."""

    counts: dict[str, int]
    survivors: tuple[Survivor, ...]


def harden(
    exercises: Iterable[Exercise], sandbox: Sandbox, more: More, tally: Tally
) -> Iterator[Exercise]:
    """Yield the exercises in order, their tests extended where mutants passed and can be told.

    Args:
        exercises: which pass their tests.
        sandbox: runs the mutants.
        more: gives further tests of an exercise; asked for only where a mutant passes.
        tally: what is counted.
    """
    source = iter(exercises)
    while block := list(islice(source, BLOCK)):
        first = list(trials([(exercise, ()) for exercise in block], sandbox))
        weak = [n for n, trial in enumerate(first) if trial and trial.survivors]
        further = {n: list(more(block[n])) for n in weak}
        second = trials([(block[n], further[n]) for n in weak], sandbox)
        again = dict(zip(weak, second, strict=True))
        for number, exercise in enumerate(block):
            trial, last = first[number], again.get(number)
            _count(tally, trial, last)
            told = {s.told for s in last.survivors if s.told >= 0} if last else set()
            tally.extended += bool(told)
            yield extended(exercise, [further[number][n] for n in sorted(told)])


def judged(
    exercises: Iterable[Exercise], sandbox: Sandbox, tally: Tally
) -> Iterator[tuple[Exercise, bool]]:
    """Yield the exercises in order, each with whether its tests tell all of its mutants.

    Args:
        exercises: which pass their tests.
        sandbox: runs the mutants.
        tally: what is counted.
    """
    source = iter(exercises)
    while block := list(islice(source, BLOCK)):
        found = trials([(exercise, ()) for exercise in block], sandbox)
        for exercise, trial in zip(block, found, strict=True):
            _count(tally, trial, None)
            yield exercise, trial is not None and not trial.survivors


def _count(tally: Tally, first: Trial | None, last: Trial | None) -> None:
    if first is None:
        tally.unknown += 1
        return
    tally.made.update(first.counts)
    tally.passed.update(survivor.fault for survivor in first.survivors)
    left = last.survivors if last else first.survivors
    tally.alive.update(survivor.fault for survivor in left if survivor.told < 0)


def extended(exercise: Exercise, more: Sequence[str]) -> Exercise:
    """The exercise with further assertions, which stand in ``check`` functions of their own."""
    lines = [line for test in more for line in test.splitlines()[1:]]
    kept = dict.fromkeys(line for line in lines if line.lstrip().startswith("from "))
    known = exercise.tests.splitlines()
    lines = [line for line in lines if line not in kept or line not in known]
    return replace(exercise, tests="\n".join([*known, *lines]) + "\n") if lines else exercise


def trials(
    cases: Sequence[tuple[Exercise, Sequence[str]]], sandbox: Sandbox
) -> Iterator[Trial | None]:
    """Try tests, and further ones, on all mutants; None where that took too long."""
    groups = [cases[start : start + BUNDLE] for start in range(0, len(cases), BUNDLE)]
    verdicts = list(sandbox.execute(map(_program, groups)))
    for group, verdict in zip(groups, verdicts, strict=True):
        if verdict.passed:
            yield from map(_trial, json.loads(verdict.output))
        else:
            for alone in list(sandbox.execute(_program([case]) for case in group)):
                yield _trial(json.loads(alone.output)[0]) if alone.passed else None


def _program(cases: Sequence[tuple[Exercise, Sequence[str]]]) -> Program:
    from hornbook.sandbox import Program

    texts = [(e.text, e.tests, e.name, list(more)) for e, more in cases]
    faults = files("hornbook.generate").joinpath("faults.py").read_text(encoding="utf-8")
    return Program(
        id=document_id("".join(text for text, *_ in texts)),
        program=f"{faults}\nimport json\nCASES = {texts!r}\n",
        test="print(json.dumps([survivors(*case) for case in CASES]))\n",
    )


def _trial(told: tuple[dict[str, int], list[tuple[str, int, int]]]) -> Trial:
    counts, alive = told
    return Trial(counts, tuple(Survivor(*each) for each in alive))
