"""GSM8K: school problems in words, with worked answers (https://arxiv.org/abs/2110.14168).

1,319 to test on and 7,473 to learn from. The files are the authors' own, from
https://github.com/openai/grade-school-math. The answers are prose that ends in ``#### 18``, so
the problems have no tests to run.
"""

from __future__ import annotations

from pathlib import Path

from hornbook.benchmark.problem import Problem
from hornbook.benchmark.rows import distinct, find, read_objects, text_of


def load(folder: Path | None = None) -> tuple[Problem, ...]:
    """Load the test set in its published order; ``folder`` holds ``test.jsonl``.

    Raises:
        HornbookError: the file is missing, empty or malformed.
    """
    return _load(folder, "test")


def load_train(folder: Path | None = None) -> tuple[Problem, ...]:
    """Load the training set in its published order; ``folder`` holds ``train.jsonl``.

    Raises:
        HornbookError: the file is missing, empty or malformed.
    """
    return _load(folder, "train")


def _load(folder: Path | None, part: str) -> tuple[Problem, ...]:
    path = find(folder, (f"{part}.jsonl", f"{part}.jsonl.gz"), "GSM8K")
    problems = (
        Problem(
            id=f"GSM8K/{part}/{number}",
            prompt=text_of(row, "question", where) + "\n",
            solution=text_of(row, "answer", where) + "\n",
            tests="",
        )
        for number, (where, row) in enumerate(read_objects(path))
    )
    return distinct(path, problems)
