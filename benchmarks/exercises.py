"""Measures the procedural author: speed, diversity, and what the sandbox says.

    python benchmarks/exercises.py --exercises 20000 --mutated 2

Prints a Markdown table; ``docs/results/exercises.md`` holds one.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from hornbook.generate.exercise import Exercise
from hornbook.generate.mutate import mutants
from hornbook.generate.procedural import families
from hornbook.generate.procedural.author import Refused, exercise_author, lesson_author
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.proof import prove
from hornbook.generate.shape import program_shape
from hornbook.sandbox import Limits, Program, Sandbox


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exercises", type=int, default=20_000)
    parser.add_argument("--mutated", type=int, default=2, help="exercises to mutate, per family")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()

    print("| measure | value |\n|---|---|")
    topics = {family.topic for family in families()}
    row("families, topics", f"{len(families())}, {len(topics)}")
    exercises = authored(arguments.exercises)
    diversity(exercises)
    lessons()
    proven(exercises, arguments.workers)
    killed(exercises, arguments.mutated, arguments.workers)


def row(measure: str, value: object) -> None:
    print(f"| {measure} | {value} |", flush=True)


def authored(count: int) -> list[Exercise]:
    started = time.process_time()
    pieces = list(exercise_author("benchmark", Namer()).pieces(families(), count))
    seconds = time.process_time() - started
    exercises = [piece for piece in pieces if not isinstance(piece, Refused)]
    reasons = Counter(piece.reason for piece in pieces if isinstance(piece, Refused))
    row("exercises, all texts distinct", f"{len(exercises):,}")
    row("authored per second of processor time", f"{len(exercises) / seconds:,.0f}")
    for reason, number in reasons.most_common():
        row(f"draws refused: {reason}", f"{number:,} ({number / len(pieces):.1%})")
    return exercises


def diversity(exercises: Sequence[Exercise]) -> None:
    count = len(exercises)
    programs = len({program_shape(exercise.solution) for exercise in exercises})
    pairs = len({program_shape(e.prompt) + program_shape(e.solution) for e in exercises})
    names = len({exercise.name for exercise in exercises})
    row("distinct function names", f"{names:,} ({names / count:.1%})")
    row("distinct solutions up to names", f"{programs:,} ({programs / count:.1%})")
    row("distinct prompt and solution up to names", f"{pairs:,} ({pairs / count:.1%})")
    row("near-duplicates (Jaccard 0.8 over 5 words)", f"{near_duplicates(exercises):.1%}")
    row(
        "mean length of prompt + solution",
        f"{sum(len(e.text) for e in exercises) / count:.0f} characters",
    )
    tests = sum(exercise.tests.count("assert ") for exercise in exercises) / count
    row("mean number of assertions", f"{tests:.1f}")
    modules = Counter(
        module
        for e in exercises
        for module in re.findall(r"^(?:from|import) (\w+)", e.prompt, re.M)
    )
    row(
        "imports",
        ", ".join(f"{name} {number / count:.1%}" for name, number in modules.most_common()),
    )


def near_duplicates(exercises: Sequence[Exercise], threshold: float = 0.8, width: int = 5) -> float:
    """The share of texts that resemble an earlier one of their family.

    Two texts do when the sets of their runs of five words have a Jaccard index of at least
    ``threshold``; computed exactly, with the functions' own names left out.
    """
    earlier: dict[tuple[str, str], list[frozenset[tuple[str, ...]]]] = {}
    found = 0
    for exercise in exercises:
        words = re.findall(r"\w+|[^\w\s]", exercise.text.replace(exercise.name, "_"))
        runs = frozenset(zip(*(words[start:] for start in range(width)), strict=False))
        others = earlier.setdefault((exercise.topic, exercise.family), [])
        found += any(alike(runs, other, threshold) for other in others)
        others.append(runs)
    return found / len(exercises)


def alike(one: frozenset[object], other: frozenset[object], threshold: float) -> bool:
    small, large = sorted((len(one), len(other)))
    if small < threshold * large:
        return False
    shared = len(one & other)
    return shared >= threshold * (small + large - shared)


def lessons() -> None:
    started = time.process_time()
    pages = [
        page
        for page in lesson_author("benchmark", Namer()).pieces(families(), 1000)
        if not isinstance(page, Refused)
    ]
    row("lessons per second of processor time", f"{1000 / (time.process_time() - started):,.0f}")
    row(
        "mean length of a lesson",
        f"{sum(len(page.text) for page in pages) / len(pages):.0f} characters",
    )


def proven(exercises: Sequence[Exercise], workers: int) -> None:
    started = time.monotonic()
    with Sandbox(limits=Limits(), workers=workers) as sandbox:
        outcomes = Counter(outcome for _, outcome, _ in prove(exercises, sandbox))
    seconds = time.monotonic() - started
    row("pass their tests in the sandbox", f"{outcomes['passed'] / len(exercises):.2%}")
    row(f"executed per second, {workers} workers", f"{len(exercises) / seconds:,.0f}")


def killed(exercises: Sequence[Exercise], per_family: int, workers: int) -> None:
    taken: Counter[str] = Counter()
    faults: list[str] = []

    def programs() -> Iterator[Program]:
        for exercise in exercises:
            taken[exercise.family] += 1
            if taken[exercise.family] <= per_family:
                for mutant in mutants(exercise.text, exercise.name):
                    faults.append(mutant.fault.split(" in line")[0])
                    yield Program(
                        id=str(len(faults)),
                        program=mutant.program,
                        test=exercise.tests,
                        entry_point=exercise.name,
                    )

    alive: Counter[str] = Counter()
    with Sandbox(limits=Limits(seconds=1.0), workers=workers) as sandbox:
        for number, verdict in enumerate(sandbox.execute(programs())):
            alive[faults[number]] += verdict.passed
    row(
        "mutants that the tests notice", f"{1 - alive.total() / len(faults):.1%} of {len(faults):,}"
    )
    for fault, number in sorted(Counter(faults).items()):
        row(f"… {fault}", f"{1 - alive[fault] / number:.1%} of {number:,}")


if __name__ == "__main__":
    sys.exit(main())
