"""What each item of a test gave, read back from the rows that an evaluation left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import isclose
from typing import Any, TypeAlias

from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.pass_at_k import pass_at_k

Scores: TypeAlias = Mapping[str, tuple[float, float]]
"""By item its total and its weight; the result is the sum of totals over that of weights."""

_Rows: TypeAlias = list[dict[str, Any]]
_COLUMNS = (
    "problem", "family", "outcome", "correct", "verdict", "grade", "bits", "bytes", "passed", "of",
    "similar",
)  # fmt: skip
_POINTS = {"first": 0.0, "equal": 0.5, "swayed": 0.5, "second": 1.0}
_MOST_GRADE = 10


def item_scores(evaluation: Evaluation, key: str, value: float) -> Scores | None:
    """The scores behind one result; None where the rows don't give exactly its value.

    Args:
        evaluation: whose rows are read.
        key: of the result, such as ``pass@1``.
        value: of the result, which the scores must add up to.
    """
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for name, total, weight in _scored(_rows_of(evaluation, key), key):
        totals[name][0] += total
        totals[name][1] += weight
    above = sum(total for total, _ in totals.values())
    below = sum(weight for _, weight in totals.values())
    if below <= 0 or not isclose(above / below, value, rel_tol=1e-6, abs_tol=1e-9):
        return None
    return {name: (total, weight) for name, (total, weight) in totals.items()}


def _rows_of(evaluation: Evaluation, key: str) -> _Rows:
    """The columns of an evaluation's rows that scores are made of."""
    for split in ("items", "completions"):
        if split in evaluation.splits():
            import pyarrow.parquet as pq

            known = pq.read_schema(evaluation.files(split)[0]).names
            wanted = dict.fromkeys((*_COLUMNS, key))
            return list(evaluation.rows(split, [name for name in wanted if name in known]))
    return []


def _scored(rows: _Rows, key: str) -> Iterable[tuple[str, float, float]]:
    """Item, total and weight of each row; nothing where a key's rows aren't known here."""
    known = rows[0].keys() if rows else set()
    if key == "grade" and {"problem", "grade"} <= known:
        return _grades(rows)
    if key == "bits_per_byte" and {"problem", "bits", "bytes"} <= known:
        return ((row["problem"], row["bits"], row["bytes"]) for row in rows)
    if {"problem", "similar", "passed", "of"} <= known:
        part = key.removesuffix("_bits")
        kinds = {"similar": (True,), "other": (False,), "all": (True, False)}.get(part, ())
        chosen = (row for row in rows if row["similar"] in kinds)
        return ((row["problem"], row["passed"] / row["of"], 1.0) for row in chosen)
    if key in known and "problem" in known:
        return ((row["problem"], row[key], 1.0) for row in rows if row[key] is not None)
    if {"problem", "verdict"} <= known:
        return _verdicts(rows, key)
    if {"problem", "correct"} <= known:
        rows = [row | {"outcome": "passed" if row["correct"] else "failed"} for row in rows]
        known = rows[0].keys()
    if {"problem", "outcome"} <= known:
        return _tries(rows, int(key[5:])) if key.startswith("pass@") else _outcomes(rows, key)
    return ()


def _grades(rows: _Rows) -> Iterator[tuple[str, float, float]]:
    for row in rows:
        if row["grade"] is not None:
            yield row["problem"], 100 / _MOST_GRADE * row["grade"], 1.0


def _tries(rows: _Rows, k: int) -> Iterator[tuple[str, float, float]]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        counts[row["problem"]][0] += row["outcome"] == "passed"
        counts[row["problem"]][1] += 1
    for name, (passed, drawn) in counts.items():
        yield name, pass_at_k(drawn, passed, k), 1.0


def _verdicts(rows: _Rows, key: str) -> Iterator[tuple[str, float, float]]:
    for row in rows:
        if key == "preference" and row["verdict"] in _POINTS:
            yield row["problem"], _POINTS[row["verdict"]], 1.0
        elif key != "preference" and row["verdict"] is not None:
            yield row["problem"], float(row["verdict"] == key), 1.0


def _outcomes(rows: _Rows, key: str) -> Iterator[tuple[str, float, float]]:
    """Of one family of items, where the key names one; else of all."""
    families = {row.get("family") for row in rows}
    for row in rows:
        if key not in families or row["family"] == key:
            yield row["problem"], float(row["outcome"] == "passed"), 1.0
