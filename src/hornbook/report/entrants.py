"""From the tests of entrants' models, one a seed, to a table over seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import mean

from hornbook.evaluate.estimate import wilson
from hornbook.evaluate.evaluation import Evaluation
from hornbook.report.item_scores import item_scores
from hornbook.report.measure_kinds import Kind, kind_of
from hornbook.report.result_table import Basis, Cell, Column, Difference, ResultTable
from hornbook.report.results import Trained
from hornbook.report.seeds import Change, Resampled, change, resample, student, welch
from hornbook.report.view import Estimate

BOUNDS = {"share": (0.0, 1.0), "percent": (0.0, 100.0)}
"""What a value of a unit can be."""


def result_table(
    title: str, entrants: Sequence[tuple[str, Sequence[Trained]]], note: str = ""
) -> ResultTable:
    """Every measure of every entrant, with neighbouring rows compared.

    Args:
        title: of the table.
        entrants: names with their models, one a seed.
        note: a sentence about what was equal for all.
    """
    measured = [[model.measured() for model in models] for _, models in entrants]
    keys = dict.fromkeys(key for models in measured for found in models for key in found)
    return ResultTable(
        title=title,
        entrants=tuple(name for name, _ in entrants),
        columns=tuple(
            _column(
                test,
                key,
                [
                    _Result(
                        row,
                        key,
                        tuple(found[test, key] for found in models if (test, key) in found),
                    )
                    for row, models in enumerate(measured)
                ],
            )
            for test, key in keys
        ),
        note=note,
    )


@dataclass(frozen=True)
class _Result:
    """One entrant in one measure: of each seed the estimate and where it is from."""

    row: int
    key: str
    found: tuple[tuple[Estimate, Evaluation], ...]

    @cached_property
    def seeds(self) -> tuple[float, ...]:
        return tuple(estimate.value for estimate, _ in self.found)

    @cached_property
    def resampled(self) -> Resampled | None:
        scores = []
        for estimate, evaluation in self.found:
            read = item_scores(evaluation, self.key, estimate.value)
            if read is None:
                return None
            scores.append(read)
        return resample(scores, self.row) if scores else None


def _column(test: str, key: str, results: Sequence[_Result]) -> Column:
    kind = kind_of(key)
    return Column(
        test=test,
        key=key,
        unit=kind.unit,
        higher_is_better=kind.higher_is_better,
        cells=tuple(_cell(each, kind) if each.found else None for each in results),
        differences=(None, *(_difference(before, after) for before, after in pairwise(results))),
    )


def _cell(result: _Result, kind: Kind) -> Cell:
    value, first = mean(result.seeds), result.found[0][0]
    of = first.of or 0
    if len(result.seeds) == 1:
        basis = Basis.NONE if first.low is None else Basis.ITEMS
        return Cell(value, first.low, first.high, of, result.seeds, basis)
    if result.resampled:
        low, high = _within(kind, result.resampled.interval())
        if low == high and kind.unit == "share" and value in (0.0, 1.0):
            # Nothing varies, and yet other items might: Wilson's interval over the items.
            certain = wilson(round(value * of), of)
            low, high = certain.low, certain.high
        return Cell(value, low, high, of, result.seeds, Basis.BOTH)
    low, high = _within(kind, student(result.seeds) or (value, value))
    return Cell(value, low, high, of, result.seeds, Basis.SEEDS)


def _difference(before: _Result, after: _Result) -> Difference | None:
    if not before.found or not after.found:
        return None
    value = mean(after.seeds) - mean(before.seeds)
    one, other = before.resampled, after.resampled
    if one and other:
        if not one.same_items(other):
            return None
        single = one.seeds == other.seeds == 1
        return _as_difference(value, change(one, other), Basis.ITEMS if single else Basis.BOTH)
    found = welch(before.seeds, after.seeds)
    return _as_difference(value, found, Basis.NONE if found.p_value is None else Basis.SEEDS)


def _as_difference(value: float, found: Change, basis: Basis) -> Difference:
    return Difference(value, found.low, found.high, found.p_value, found.higher, found.lower, basis)


def _within(kind: Kind, ends: tuple[float, float]) -> tuple[float, float]:
    """The interval without what can't be: a share under none or over all."""
    least, most = BOUNDS.get(kind.unit, (float("-inf"), float("inf")))
    low, high = ends
    return max(least, low), min(most, high)
