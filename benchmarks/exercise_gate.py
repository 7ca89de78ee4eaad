"""How many exercises a second pass through tests, mutants and the extension of tests.

    python benchmarks/exercise_gate.py [--exercises 400] [--workers 2]

Procedural exercises stand in for a teacher's: as they are, and with their first assertion only.
Each exercise and each mutant runs in a process of its own, as a teacher's do.
"""

from __future__ import annotations

import argparse
import ast
import time
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TypeGuard

from hornbook.generate.code_exercises.strengthen import Proof, Prover
from hornbook.generate.exercise import Exercise
from hornbook.generate.procedural import families
from hornbook.generate.procedural.author import exercise_author
from hornbook.generate.procedural.naming import Namer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exercises", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    drawn = exercise_author("gate", Namer()).pieces(families(), 2 * options.exercises)
    whole = list(islice(filter(is_plain, drawn), options.exercises))
    print(
        "| tests | exercises | kept | mutants | noticed at first | in the end | seem alike |"
        " assertions added | exercises/s |\n|---|" + "---:|" * 8
    )
    for title, exercises in (("all", whole), ("the first", list(map(with_one_test, whole)))):
        started = time.perf_counter()
        with Prover(workers=options.workers) as prover:
            proofs = list(prover.prove(exercises))
        seconds = time.perf_counter() - started
        print(row(title, proofs, seconds), flush=True)
        print(dict(Counter(proof.reason for proof in proofs if proof.reason)))


def is_plain(piece: object) -> TypeGuard[Exercise]:
    """Whether it is a function that is tested by assertions."""
    if not isinstance(piece, Exercise) or f"def {piece.name}(" not in piece.text:
        return False
    (check,) = ast.parse(piece.tests).body[-1:]
    return isinstance(check, ast.FunctionDef) and isinstance(check.body[0], ast.Assert)


def with_one_test(exercise: Exercise) -> Exercise:
    tree = ast.parse(exercise.tests)
    check = tree.body[-1]
    assert isinstance(check, ast.FunctionDef)
    check.body = check.body[:1]
    return replace(exercise, tests=ast.unparse(tree) + "\n")


def row(title: str, proofs: list[Proof], seconds: float) -> str:
    mutants = sum(proof.mutants for proof in proofs)
    first, last, alike = (
        f"{sum(counts) / max(mutants, 1):.1%}"
        for counts in (
            [proof.killed_at_first for proof in proofs],
            [proof.killed for proof in proofs],
            [proof.alike for proof in proofs],
        )
    )
    kept, added = sum(not proof.reason for proof in proofs), sum(proof.added for proof in proofs)
    return (
        f"| {title} | {len(proofs)} | {kept} | {mutants:,} | {first} | {last} | {alike} |"
        f" {added} | {len(proofs) / seconds:.1f} |"
    )


if __name__ == "__main__":
    main()
