"""Proves exercises: their tests pass on the solution, and fail on the solution with a fault in it.

Tests that pass on a faulty solution are extended: other inputs are tried on the solution and on
what survived, and one on which they differ becomes an assertion with the solution's own result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from types import TracebackType
from typing import Self

from hornbook.generate.code_exercises.addition import (
    announced,
    assertable,
    assertion,
    cover,
    differ,
)
from hornbook.generate.code_exercises.exemplars import (
    calls_by_type,
    calls_in_docstring,
    constants_of,
)
from hornbook.generate.code_exercises.inputs import Call, similar_calls
from hornbook.generate.code_exercises.probe import (
    HANGS,
    Seen,
    probing,
    read_calls,
    read_seen,
    recording,
)
from hornbook.generate.exercise import Exercise
from hornbook.generate.mutate import mutants
from hornbook.generate.proof import program_of
from hornbook.sandbox import Limits, Outcome, Program, Sandbox, Verdict

UNSTEADY = "its results differ from run to run"
NO_FAULTS = "no fault can be put into it"
TOO_LITTLE = "tests prove too little"
NOT_PASSED = "{} in the sandbox"

MOST_MUTANTS = 24
LEAST_CALLS = 3  # with different arguments; tests with fewer are extended, too
MOST_ADDED = 8
INPUTS = 64  # that are tried where tests prove too little
LEAST_OF_ALL = 0.5  # of all mutants have to be noticed, those that seem to mean the same included
BLOCK = 64  # exercises that are proven together
SECONDS = 1.0  # of processor time for tests
QUICK = 0.25  # for anything that is done many times; a solution's tests have to make do with it


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What became of an exercise.

    Attributes:
        exercise: with its tests extended, where that was needed.
        reason: why it can't be kept, in words that many share; empty if it can.
        detail: what exactly was wrong.
        mutants: how many faults were put into it.
        killed: how many of them its tests notice.
        killed_at_first: how many its tests noticed before they were extended.
        alike: how many of the others no input told from the solution: they seem to mean the same.
        added: how many assertions were added.
    """

    exercise: Exercise
    reason: str = ""
    detail: str = ""
    mutants: int = 0
    killed: int = 0
    killed_at_first: int = 0
    alike: int = 0
    added: int = 0


@dataclass
class _Case:
    """An exercise under way.

    Attributes:
        alive: the mutants that its tests don't notice.
        tested: the inputs that its tests use.
        calls: other inputs.
        seen: what the solution does with each, where that can be asserted.
        noticed: for each mutant that was alive then, the calls at which it does something else.
    """

    exercise: Exercise
    reason: str = ""
    detail: str = ""
    mutants: list[str] = field(default_factory=list)
    alive: list[str] = field(default_factory=list)
    tested: list[Call] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    seen: list[Seen | None] = field(default_factory=list)
    noticed: dict[str, set[int]] = field(default_factory=dict)
    killed_at_first: int = 0
    added: int = 0

    def reject(self, reason: str, detail: str = "") -> None:
        """Note the first reason."""
        if not self.reason:
            self.reason, self.detail = reason, detail

    def probe(self, program: str, run: int = 0) -> Program:
        """What tells how a program does on the other inputs."""
        return probing(program, self.exercise.name, self.calls, seed=run)

    def picked(self) -> list[int]:
        """The calls to assert: for mutants, and then for different results, until it's enough."""
        picked = cover(list(self.noticed.values()))[:MOST_ADDED]
        results = {right.text for number in picked if (right := self.seen[number])}
        for number, right in enumerate(self.seen):
            if len(picked) + len(self.tested) >= LEAST_CALLS:
                break
            if right and right.text not in results:
                picked.append(number)
                results.add(right.text)
        return sorted(picked)

    def proof(self, least: float) -> Proof:
        """What became of it."""
        total, killed = len(self.mutants), len(self.mutants) - len(self.alive)
        alike = sum(self.noticed.get(each) == set() for each in self.alive)
        if killed < max(least * (total - alike), LEAST_OF_ALL * total):
            self.reject(TOO_LITTLE, f"{killed} of {total} mutants noticed, {alike} seem alike")
        return Proof(
            exercise=self.exercise,
            reason=self.reason,
            detail=self.detail,
            mutants=total,
            killed=killed,
            killed_at_first=self.killed_at_first,
            alike=alike,
            added=self.added,
        )


class Prover:
    """Runs exercises, each in a process of its own, and their mutants; a context manager.

    Args:
        least: the share of mutants that tests have to notice.
        workers: processes.
        weak: of the sandbox.
    """

    def __init__(self, *, least: float = 0.8, workers: int = 2, weak: bool = False) -> None:
        self.least = least
        # Two sandboxes, so that what depends on the hash seed shows.
        self._sandbox = Sandbox(limits=Limits(seconds=SECONDS), workers=workers, weak=weak)
        self._quick = Sandbox(limits=Limits(seconds=QUICK), workers=workers, weak=weak, hash_seed=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._sandbox.close()
        self._quick.close()

    def prove(self, exercises: Iterable[Exercise]) -> Iterator[Proof]:
        """Yield the proof of each exercise, in order; what is proven together changes nothing."""
        source = iter(exercises)
        while cases := [_Case(exercise) for exercise in islice(source, BLOCK)]:
            self._pass_tests(cases)
            self._mutate(_fit(cases))
            self._record(_fit(cases))
            self._find_inputs([case for case in _fit(cases) if case.calls])
            weak = [case for case in _fit(cases) if case.alive or len(case.tested) < LEAST_CALLS]
            self._extend([case for case in weak if any(case.seen)])
            yield from (case.proof(self.least) for case in cases)

    def _pass_tests(self, cases: list[_Case], reason: str = NOT_PASSED) -> None:
        """Reject what doesn't pass its own tests, under either hash seed."""
        for sandbox in (self._sandbox, self._quick):
            asked = [(case, program_of(case.exercise)) for case in _fit(cases)]
            for case, verdict in _run(sandbox, asked):
                if not verdict.passed:
                    # How long a slow one took is different each time.
                    slow = verdict.outcome is Outcome.TIMEOUT
                    case.reject(reason.format(verdict.outcome), "" if slow else verdict.detail)

    def _mutate(self, cases: list[_Case]) -> None:
        """Put faults into the solutions, and run the tests on them."""
        for case in cases:
            case.mutants = case.alive = spread(case.exercise)
            if not case.mutants:
                case.reject(NO_FAULTS)
        self._kill(cases)
        for case in cases:
            case.killed_at_first = len(case.mutants) - len(case.alive)

    def _kill(self, cases: list[_Case]) -> None:
        """Leave those mutants that the tests don't notice."""
        asked = [(case, mutated(case.exercise, each)) for case in cases for each in case.alive]
        for case in cases:
            case.alive = []
        for case, verdict in _run(self._quick, asked):
            if verdict.passed:
                case.alive.append(verdict.id)

    def _record(self, cases: list[_Case]) -> None:
        """Learn the inputs that tests use, and make up others."""
        asked = [(case, recording(case.exercise)) for case in cases]
        for case, verdict in _run(self._sandbox, asked):
            text, name = case.exercise.text, case.exercise.name
            case.tested = read_calls(verdict)
            shown = [*case.tested, *calls_in_docstring(text, name)]
            known = [*shown, *calls_by_type(text, name)]
            case.calls = similar_calls(known, INPUTS, text, constants_of(text, name))

    def _find_inputs(self, cases: list[_Case]) -> None:
        """Try other inputs on the solutions, twice."""
        told = [
            _seen(sandbox, [(case, case.probe(case.exercise.text, run)) for case in cases])
            for run, sandbox in enumerate((self._sandbox, self._quick))
        ]
        for case, first, again in zip(cases, *told, strict=True):
            _compare(case, first, again)

    def _extend(self, cases: list[_Case]) -> None:
        """Add assertions that mutants fail, and run everything again."""
        asked = [(case, case.probe(each)) for case in cases for each in case.alive]
        for (case, program), seen in zip(asked, _seen(self._quick, asked), strict=True):
            pairs = enumerate(zip(case.seen, seen, strict=True))
            case.noticed[program.program] = {
                number
                for number, (right, other) in pairs
                if right and other and differ(right, other)
            }
        for case in cases:
            lines = [
                assertion(case.calls[number], right)
                for number in case.picked()
                if (right := case.seen[number])
            ]
            case.added = len(lines)
            case.exercise = replace(case.exercise, tests=case.exercise.tests + "".join(lines))
        extended = [case for case in cases if case.added]
        self._pass_tests(extended, UNSTEADY)
        self._kill(_fit(extended))


def spread(exercise: Exercise) -> list[str]:
    """Mutants of the solution, as programs: all, or some of every part of it."""
    found = [each.program for each in mutants(exercise.text, exercise.name)]
    if len(found) <= MOST_MUTANTS:
        return found
    last = len(found) - 1
    return [found[number * last // (MOST_MUTANTS - 1)] for number in range(MOST_MUTANTS)]


def mutated(exercise: Exercise, source: str) -> Program:
    """A mutant with the exercise's tests; the program's id is its source."""
    return Program(id=source, program=source, test=exercise.tests, entry_point=exercise.name)


def _fit(cases: list[_Case]) -> list[_Case]:
    return [case for case in cases if not case.reason]


def _run(sandbox: Sandbox, asked: list[tuple[_Case, Program]]) -> Iterator[tuple[_Case, Verdict]]:
    verdicts = sandbox.execute([program for _, program in asked])
    for (case, _), verdict in zip(asked, verdicts, strict=True):
        yield case, verdict


def _seen(sandbox: Sandbox, asked: list[tuple[_Case, Program]]) -> list[list[Seen | None]]:
    return [read_seen(verdict, len(case.calls)) for case, verdict in _run(sandbox, asked)]


def _compare(case: _Case, first: list[Seen | None], again: list[Seen | None]) -> None:
    """Leave of what was seen what was seen twice, and can be asserted."""
    errors = announced(case.exercise.text)
    case.seen = []
    for call, one, other in zip(case.calls, first, again, strict=True):
        slow = one is None or other is None or HANGS in (one, other)
        if not slow and one != other:
            case.reject(UNSTEADY, call.source)
        case.seen.append(one if not slow and one and assertable(one, errors) else None)
