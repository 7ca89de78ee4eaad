"""Measures the procedural author: capacity, speed, what the sandbox says, mutants, diversity.

    python benchmarks/exercises.py capacity
    python benchmarks/exercises.py speed
    python benchmarks/exercises.py sample --store runs/sample --benchmarks humaneval mbpp=data/mbpp
    python benchmarks/exercises.py mutants

Each prints a Markdown table, which ``docs/results/exercises.md`` holds. ``sample`` runs stages and
keeps what they make, so that a second call goes on where the first one ended.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from hornbook.decontaminate.detectors import Ngrams, Trees
from hornbook.decontaminate.problems import Benchmark
from hornbook.decontaminate.stages import Decontaminate
from hornbook.deduplicate.stages import Deduplicate
from hornbook.generate.exercise import Exercise
from hornbook.generate.exercises import COMPOSED_PATIENCE, AuthorExercises
from hornbook.generate.harden import Tally, harden, judged
from hornbook.generate.procedural import Family, families
from hornbook.generate.procedural.author import Refused, exercise_author, lesson_author
from hornbook.generate.procedural.compose import compositions
from hornbook.generate.procedural.inputs import more_tests_of
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.proof import prove
from hornbook.generate.shape import program_shape
from hornbook.pipeline.context import Settings
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.graph import AnyStage, Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.store import Store
from hornbook.sandbox import Limits, Sandbox

T = TypeVar("T")
# Exercises of one step and of several: what two cores do in some minutes.
SIZES = {
    "capacity": (1_000_000, 0),
    "speed": (20_000, 0),
    "sample": (96_000, 4_000),
    "mutants": (2_000, 1_000),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=["capacity", "speed", "sample", "mutants"])
    parser.add_argument("--exercises", type=int)
    parser.add_argument("--composed", type=int, help="of several steps, besides")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--store", type=Path, help="where sample keeps what its stages make")
    parser.add_argument(
        "--benchmarks", nargs="+", default=["humaneval"], help="name, or name=folder"
    )
    arguments = parser.parse_args()
    exercises, composed = SIZES[arguments.part]
    if arguments.exercises is None:
        arguments.exercises = exercises
    if arguments.composed is None:
        arguments.composed = composed
    topics = {family.topic for family in families()}
    print("| measure | value |\n|---|---|")
    row("families, topics", f"{len(families())}, {len(topics)}")
    {"capacity": capacity, "speed": speed, "sample": sample, "mutants": mutants}[arguments.part](
        arguments
    )


def row(measure: str, value: object) -> None:
    print(f"| {measure} | {value} |", flush=True)


def share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({part / max(whole, 1):.2%})"


# --- capacity -------------------------------------------------------------------------------------


def capacity(arguments: argparse.Namespace) -> None:
    """How many distinct exercises there are, drawn one by one and counted."""
    for what, some, patience, count in (
        ("one step", families(), 25, arguments.exercises),
        ("several steps", compositions(families()), COMPOSED_PATIENCE, arguments.composed),
    ):
        if count:
            _count(what, some, patience, count, arguments.workers)


def _count(what: str, some: Sequence[Family], patience: int, count: int, workers: int) -> None:
    started, before = time.monotonic(), processor_seconds()
    reasons: Counter[str] = Counter()
    by_family: Counter[str] = Counter()
    author = exercise_author("capacity", Namer(), patience=patience, workers=workers)
    for piece in author.pieces(some, count):
        if isinstance(piece, Refused):
            reasons[_kind(piece.reason)] += 1
        else:
            by_family[piece.family] += 1
    written = by_family.total()
    seconds, busy = time.monotonic() - started, processor_seconds() - before
    row(f"{what}: distinct contents, names apart", f"{written:,}")
    row(f"{what}: families that wrote them, of all", f"{len(by_family):,}, {len(some):,}")
    for reason, number in reasons.most_common():
        row(f"{what}: draws refused, {reason}", share(number, written + reasons.total()))
    row(f"{what}: seconds, processor seconds", f"{seconds:,.0f}, {busy:,.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row(f"{what}: peak memory of the main process", f"{peak:,.0f} MiB")


def _kind(reason: str) -> str:
    known = (
        "duplicate",
        "all inputs give the same result",
        "the steps don't fit",
        "a mutant passes the tests",
    )
    return reason if reason in known else "solutions disagree or fail"


# --- speed ----------------------------------------------------------------------------------------


def speed(arguments: argparse.Namespace) -> None:
    """The whole stage, and its two sides alone."""
    adopt_orphans()
    author = exercise_author("speed", Namer())
    started = time.process_time()
    exercises = kept(author.pieces(families(), arguments.exercises))
    seconds = time.process_time() - started
    row("authored per second of processor time", f"{len(exercises) / seconds:,.0f}")
    started = time.process_time()
    pages = [p for p in lesson_author("speed", Namer()).pieces(families(), 500)]
    row("lessons per second of processor time", f"{500 / (time.process_time() - started):,.0f}")
    row("mean length of a lesson", f"{sum(len(p.text) for p in pages) / len(pages):.0f} characters")
    wall, before = time.monotonic(), processor_seconds()
    with Sandbox(limits=Limits(), workers=arguments.workers) as sandbox:
        passed = sum(outcome == "passed" for _, outcome, _ in prove(exercises, sandbox))
    wall, busy = time.monotonic() - wall, processor_seconds() - before
    row("pass their tests in the sandbox", share(passed, len(exercises)))
    row(f"executed per second, {arguments.workers} workers", f"{len(exercises) / wall:,.0f}")
    row("executed per second of processor time", f"{len(exercises) / busy:,.0f}")
    stage = AuthorExercises(exercises=arguments.exercises, lessons=0, heldout_exercises=0)
    with tempfile.TemporaryDirectory() as folder:
        wall, before = time.monotonic(), processor_seconds()
        runner(Path(folder), arguments.workers).run(stage)
        wall, busy = time.monotonic() - wall, processor_seconds() - before
    row("verified exercises a second, whole stage", f"{arguments.exercises / wall:,.0f}")
    row("… per second of processor time", f"{arguments.exercises / busy:,.0f}")


def adopt_orphans() -> None:
    """Let the sandbox's processes become ours when their parent ends, to count their time."""
    subreaper = 36  # PR_SET_CHILD_SUBREAPER
    ctypes.CDLL(None).prctl(subreaper, 1, 0, 0, 0)


def processor_seconds() -> float:
    """Processor time of this process and of all that have ended below it."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def kept(pieces: Iterator[Exercise | Refused]) -> list[Exercise]:
    return [piece for piece in pieces if not isinstance(piece, Refused)]


# --- sample ---------------------------------------------------------------------------------------


def runner(root: Path, workers: int) -> Runner:
    return Runner(Store(root), Settings(workers=workers), Progress(quiet=True))


def sample(arguments: argparse.Namespace) -> None:
    """The stages over a big sample: written and proven, near-duplicates, copies of benchmarks."""
    author = AuthorExercises(
        exercises=arguments.exercises,
        composed=arguments.composed,
        lessons=0,
        heldout_exercises=0,
        heldout_share=0.0,
    )
    with tempfile.TemporaryDirectory() as folder:
        run = runner(arguments.store or Path(folder), arguments.workers)
        made = _made(run, author)
        counts = made.counts()
        row("exercises that passed their own tests in the sandbox", f"{counts['train']:,}")
        reasons = Counter(_kind(r["reason"]) for r in made.rows("rejected", ["reason"]))
        for reason, number in reasons.most_common():
            row(f"rejected: {reason}", f"{number:,}")
        _diversity(made)
        source = Split(author, "train")
        total = counts["train"]
        near = _made(run, Deduplicate(source=source)).counts()["dropped"]
        row("near-duplicates (MinHash, Jaccard 0.8 of 5 words)", share(near, total))
        same = _made(run, Deduplicate(source=source, method="ast")).counts()["dropped"]
        row("the same program but for names, docstring and types", share(same, total))
        benchmarks = tuple(_benchmark(each) for each in arguments.benchmarks)
        for detector in (Ngrams(), Trees()):
            clean = Decontaminate(source=source, benchmarks=benchmarks, detectors=(detector,))
            _hits(detector.name, _made(run, clean), total)


def _benchmark(text: str) -> Benchmark:
    name, _, folder = text.partition("=")
    return Benchmark(name=name, folder=folder or None)


def _hits(detector: str, found: Dataset, total: int) -> None:
    row(f"{detector} hits", share(found.counts()["contaminated"], total))
    matched: dict[str, Counter[str]] = {}
    for hit in found.rows("contaminated", ["topic", "family", "matched"]):
        path = f"{hit['topic']}/{hit['family']}"
        matched.setdefault(path, Counter())[hit["matched"]] += 1
    for family, problems in sorted(matched.items(), key=lambda item: -item[1].total()):
        listed = ", ".join(f"{name} {number}" for name, number in problems.most_common(4))
        row(f"… {family}", listed)


def _made(run: Runner, stage: AnyStage) -> Dataset:
    started = time.monotonic()
    print(f"{stage.name} …", file=sys.stderr, flush=True)
    run.run(stage)
    row(f"seconds of {stage.name}", f"{time.monotonic() - started:,.0f}")
    dataset = run.open(stage, Graph.of(stage))
    assert isinstance(dataset, Dataset)
    return dataset


def _diversity(made: Dataset) -> None:
    count = 0
    names, programs, pairs, topics = set[str](), set[str](), set[str](), Counter[str]()
    modules: Counter[str] = Counter()
    characters = assertions = 0
    for each in made.rows("train", ["name", "prompt", "solution", "tests", "topic", "text"]):
        count += 1
        names.add(each["name"])
        shape = program_shape(each["solution"])
        programs.add(shape)
        pairs.add(program_shape(each["prompt"]) + shape)
        topics[each["topic"]] += 1
        characters += len(each["text"])
        assertions += each["tests"].count("assert ")
        modules.update(re.findall(r"^(?:from|import) (\w+)", each["prompt"], re.M))
    row("distinct function names", share(len(names), count))
    row("distinct solutions up to names", share(len(programs), count))
    row("distinct prompt and solution up to names", share(len(pairs), count))
    row("of several steps", share(topics["composed"], count))
    row("mean length of prompt + solution", f"{characters / count:.0f} characters")
    row("mean number of assertions", f"{assertions / count:.1f}")
    shown = ", ".join(f"{name} {number / count:.1%}" for name, number in modules.most_common())
    row("imports", shown)


# --- mutants --------------------------------------------------------------------------------------


def mutants(arguments: argparse.Namespace) -> None:
    """Mutants that the tests notice: of one step before and after, of several steps as kept."""
    workers, started = arguments.workers, time.monotonic()
    author = exercise_author("mutants", Namer(), workers=workers)
    steps = exercise_author("mutants", Namer(), patience=COMPOSED_PATIENCE)
    with Sandbox(limits=Limits(), workers=workers) as sandbox:
        exercises = kept(author.pieces(families(), arguments.exercises))
        tally = Tally()
        hard = list(shown(harden(exercises, sandbox, more_tests_of, tally), len(exercises)))
        _died("one step", len(exercises), tally)
        row("… exercises whose tests were extended", share(tally.extended, len(exercises)))
        passed = sum(outcome == "passed" for _, outcome, _ in prove(hard, sandbox))
        row("… pass the extended tests themselves", share(passed, len(hard)))
        composed = kept(steps.pieces(compositions(families()), arguments.composed))
        for what in ("several steps", "several steps, without those that are rejected"):
            tally, drawn = Tally(), len(composed)
            told = list(shown(judged(composed, sandbox, tally), drawn))
            _died(what, drawn, tally)
            composed = [exercise for exercise, safe in told if safe]
        row("seconds", f"{time.monotonic() - started:,.0f}")


def _died(what: str, exercises: int, tally: Tally) -> None:
    made = tally.made.total()
    row(f"{what}: exercises, mutants", f"{exercises:,}, {made:,}")
    row("… die of the tests as written", share(made - tally.passed.total(), made))
    if tally.extended:
        row("… die of the extended tests", share(made - tally.alive.total(), made))
    row("… exercises whose mutants took too long to try", f"{tally.unknown:,}")
    for fault, number in tally.alive.most_common():
        row(f"… alive: {fault}", share(number, tally.made[fault]))


def shown(pieces: Iterator[T], total: int) -> Iterator[T]:
    """Say how far it is, on the standard error."""
    for number, piece in enumerate(pieces, 1):
        if number % 256 == 0:
            print(f"{number:,} of {total:,}", file=sys.stderr, flush=True)
        yield piece


if __name__ == "__main__":
    main()
