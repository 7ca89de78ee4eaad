"""How well scores agree with labels, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.curate.validate import auc, f1, spearman

GOOD = 3
"""Scores from here on count as worth learning from."""

RESAMPLES = 1000

Doubles = NDArray[np.float64]
Indices = NDArray[np.intp]


def agreement(predicted: Doubles, labels: Doubles, groups: Sequence[str]) -> dict[str, Any]:
    """Figures for scores of the same documents, shape (documents,) both.

    Returns:
        ``spearman``, ``auc`` and ``f1`` (of scores from `GOOD` on), ``kappa`` (Cohen's, weighted
        by the square of the difference, of scores rounded to whole ones) and ``mae`` (mean
        absolute error), each with a 95 % ``…_interval`` from resampling groups; None where a
        figure isn't defined, as correlation with a constant isn't.
    """
    figures: dict[str, Any] = {}
    samples = list(_resamples(groups))
    for name, measure in MEASURES.items():
        values = [measure(predicted[rows], labels[rows]) for rows in samples]
        known = [value for value in values if not math.isnan(value)]
        low, high = np.quantile(known, [0.025, 0.975]) if known else (math.nan, math.nan)
        figures[name] = _written(measure(predicted, labels))
        figures[f"{name}_interval"] = [_written(low), _written(high)]
    return figures


def quadratic_kappa(predicted: Doubles, labels: Doubles) -> float:
    """Cohen's kappa with squared weights: one less the squared error, as a share of chance's.

    What chance would give is the mean squared difference of all pairs of a prediction and a label,
    which is the sum of both variances and the squared difference of the means.
    """
    rounded = np.floor(predicted + 0.5)
    chance = rounded.var() + labels.var() + (rounded.mean() - labels.mean()) ** 2
    if chance == 0:
        return math.nan
    return float(1 - ((rounded - labels) ** 2).mean() / chance)


def _spearman(predicted: Doubles, labels: Doubles) -> float:
    constant = np.ptp(predicted) == 0 or np.ptp(labels) == 0
    return math.nan if constant else spearman(predicted, labels)


MEASURES: dict[str, Callable[[Doubles, Doubles], float]] = {
    "spearman": _spearman,
    "auc": lambda predicted, labels: auc(predicted, labels >= GOOD),
    "f1": lambda predicted, labels: f1(predicted >= GOOD, labels >= GOOD),
    "kappa": quadratic_kappa,
    "mae": lambda predicted, labels: float(np.abs(predicted - labels).mean()),
}


def _resamples(groups: Sequence[str]) -> Iterator[Indices]:
    members: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    lists = [np.array(rows) for rows in members.values()]
    generator = np.random.default_rng(0)
    for _ in range(RESAMPLES):
        drawn = generator.integers(len(lists), size=len(lists))
        yield np.concatenate([lists[number] for number in drawn])


def _written(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 4)
