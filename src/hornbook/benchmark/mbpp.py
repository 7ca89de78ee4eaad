"""MBPP: short Python problems asked in a sentence (Austin et al., https://arxiv.org/abs/2108.07732).

974 problems, of which 11 to 510 are the test set, and the 427 whose questions and tests the
authors went over by hand ("sanitized"). The files are the authors' own, from
https://github.com/google-research/google-research/tree/master/mbpp.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hornbook.benchmark.problem import Problem
from hornbook.benchmark.rows import distinct, find, read_objects, text_of
from hornbook.errors import HornbookError

FILES = ("mbpp.jsonl", "mbpp.jsonl.gz")
SANITIZED_FILES = ("sanitized-mbpp.json",)
TEST_SET = range(11, 511)


def load(folder: Path | None = None) -> tuple[Problem, ...]:
    """Load all 974 problems in their published order.

    Args:
        folder: holds ``mbpp.jsonl`` or ``mbpp.jsonl.gz``.

    Raises:
        HornbookError: the file is missing, empty or malformed, or repeats a ``task_id``.
    """
    path = find(folder, FILES, "MBPP")
    return distinct(path, (_problem(row, where, "text") for where, row in read_objects(path)))


def load_test(folder: Path | None = None) -> tuple[Problem, ...]:
    """Load the 500 problems of the test set; see `load`."""
    wanted = {f"MBPP/{number}" for number in TEST_SET}
    return tuple(problem for problem in load(folder) if problem.id in wanted)


def load_sanitized(folder: Path | None = None) -> tuple[Problem, ...]:
    """Load the 427 problems that were gone over by hand.

    Args:
        folder: holds ``sanitized-mbpp.json``.

    Raises:
        HornbookError: the file is missing, empty or malformed, or repeats a ``task_id``.
    """
    path = find(folder, SANITIZED_FILES, "MBPP, sanitized,")
    rows = _read_array(path)
    return distinct(path, (_problem(row, where, "prompt") for where, row in rows))


def _problem(row: dict[str, Any], where: str, question: str) -> Problem:
    number = row.get("task_id")
    if not isinstance(number, int):
        raise HornbookError(f"{where}: 'task_id' is missing or is not a number.")
    tests = _lines(row, "test_list", where)
    setup = row.get("test_setup_code") or "\n".join(row.get("test_imports") or ())
    name = "MBPP" if question == "text" else "MBPP-sanitized"
    return Problem(
        id=f"{name}/{number}",
        prompt=_docstring(text_of(row, question, where), tests),
        solution=_unix(text_of(row, "code", where)) + "\n",
        tests="\n".join([_unix(str(setup)), *tests]).lstrip() + "\n",
    )


def _docstring(question: str, tests: list[str]) -> str:
    """The question and its tests, as the paper prompts with both (its §3), before the program."""
    text = "\n".join([question.strip(), "", *tests]).replace("\\", "\\\\").replace('"""', "'''")
    return f'"""\n{_unix(text)}\n"""\n'


def _lines(row: dict[str, Any], column: str, where: str) -> list[str]:
    lines = row.get(column)
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise HornbookError(f"{where}: {column!r} is missing or is not a list of texts.")
    return [_unix(line) for line in lines]


def _read_array(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise HornbookError(f"{path} is damaged ({error}); fetch the file again.") from error
    if not isinstance(rows, list) or not rows:
        raise HornbookError(f"{path} holds no problems; fetch the file again.")
    for number, row in enumerate(rows, start=1):
        where = f"{path}, entry {number}"
        if not isinstance(row, dict):
            raise HornbookError(f"{where}: expected an object.")
        yield where, row


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")
