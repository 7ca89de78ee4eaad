"""Word problems without a teacher: how fast, how many different ones, and do their programs hold.

    python benchmarks/problems.py                      about three minutes
    python benchmarks/problems.py --drawn 1000000      also whether a million differ
    python benchmarks/problems.py --gsm8k DIRECTORY    also 13-gram hits in GSM8K's test set

Processor time is given beside elapsed time, since other programs may be running.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from hornbook.benchmark import gsm8k
from hornbook.decontaminate.ngram import NgramIndex
from hornbook.generate.problems.author import draws
from hornbook.generate.problems.family import Told, families
from hornbook.generate.problems.proof import BUNDLE, executed
from hornbook.generate.problems.symbolic import reasoning_gym_families
from hornbook.sandbox import Sandbox
from hornbook.similarity.seen import Seen


def told(count: int, families_: Sequence[object]) -> Iterator[Told]:
    """Different problems, those that come to nothing left out."""
    every = draws(families_, count, "benchmark", set())  # type: ignore[arg-type]
    return (each for each in every if isinstance(each, Told))


def row(*cells: object) -> None:
    """A line of a Markdown table."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def drawing(count: int) -> None:
    """Drawing only: problems a second, and whether they differ."""
    begun, used = time.perf_counter(), time.process_time()
    questions, shapes = set[int](), Counter[tuple[str, ...]]()
    refused = 0
    for each in draws(families(), count, "benchmark", set()):
        if isinstance(each, Told):
            questions.add(hash(each.problem.question))
            shapes[each.family, *each.twists] += 1
        else:
            refused += 1
    elapsed, processor = time.perf_counter() - begun, time.process_time() - used
    row("different questions drawn", f"{len(questions):,} of {count:,}")
    row("repeated draws on the way", f"{refused:,}")
    row("ways in which a family's story goes on", f"{len(shapes):,}")
    row(
        "problems drawn a second", f"{count / elapsed:,.0f} ({count / processor:,.0f} a CPU second)"
    )


def proving(count: int, workers: int) -> None:
    """Drawing and executing."""
    begun = time.perf_counter()
    good = 0
    with Sandbox(workers=workers) as sandbox:
        for each, outcome in executed(
            told(count, families()), lambda one: one.problem.text, sandbox, bundle=BUNDLE
        ):
            good += outcome.answer == each.answer
    elapsed = time.perf_counter() - begun
    row("programs that give the stated answer", f"{good:,} of {count:,}")
    row(f"proven problems a second, {workers} workers", f"{count / elapsed:,.0f}")


def repeating(count: int) -> None:
    """Near-duplicates at a Jaccard similarity of 0.8, of whole texts and of questions."""
    problems = [each.problem for each in told(count, families())]
    for what, texts in (
        ("texts", [problem.text for problem in problems]),
        ("questions", [problem.question for problem in problems]),
    ):
        repeats = sum(Seen(threshold=0.8, ngram=5).repeats(texts))
        row(f"near-duplicate {what} at 0.8", f"{repeats / count:.2%} of {count:,}")


def deriving(each: int) -> None:
    """reasoning-gym: the share of problems whose stated solution makes an exact program."""
    drawn = [
        (family, family.draw(f"benchmark/{number}"))
        for family in reasoning_gym_families()
        for number in range(each)
    ]
    found = [one for _, one in drawn if isinstance(one, Told)]
    reasons = Counter(one.reason for _, one in drawn if not isinstance(one, Told))
    exact = 0
    with Sandbox() as sandbox:
        for one, outcome in executed(found, lambda one: one.problem.text, sandbox, bundle=BUNDLE):
            exact += outcome.answer == one.answer
    row("reasoning-gym's problems with an exact program", f"{exact / len(drawn):.1%}")
    for reason, count in reasons.most_common():
        row(f"dropped: {reason}", f"{count / len(drawn):.1%}")
    row("dropped: the program gives another number", f"{(len(found) - exact) / len(drawn):.1%}")


def contaminated(count: int, folder: Path) -> None:
    """13-grams shared with GSM8K's test questions, numbers and punctuation left out."""
    index = NgramIndex(gsm8k.load(folder))
    for name, chosen in (("own families", families()), ("gsm_symbolic", reasoning_gym_families())):
        found = list(islice(told(count, chosen), count))
        hits = index.find([each.problem.question for each in found])
        hit = sum(map(bool, hits))
        row(f"GSM8K test hits, {name}", f"{hit / len(found):.2%} of {len(found):,}")


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawn", type=int, default=100_000)
    parser.add_argument("--proven", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--gsm8k", type=Path)
    given = parser.parse_args(arguments)
    row("what", "how much")
    row("---", "---")
    row("families", len(families()))
    proving(given.proven, given.workers)
    repeating(given.proven)
    deriving(20)
    if given.gsm8k:
        contaminated(given.proven, given.gsm8k)
    drawing(given.drawn)


if __name__ == "__main__":
    main(sys.argv[1:])
