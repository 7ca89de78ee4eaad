"""From predicted scores to chances, and how far those can be believed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.curate.model import Calibration

Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]

METHODS = ("sigmoid", "isotonic")
BINS = 10
_POINTS = np.linspace(0.0, 5.0, 101)
_FEWEST = 10
"""Rows above a threshold, from which on their precision says something."""


def calibrate(predicted: Doubles, good: Flags, method: str = "sigmoid") -> Calibration:
    """Fit the chance of being good to predictions that didn't see their row.

    ``sigmoid`` is a logistic curve (Platt 1999): two numbers, so a hundred good rows are enough.
    ``isotonic`` is any rising step function (Zadrozny & Elkan 2002): it needs many more rows.
    """
    if good.all() or not good.any():
        return Calibration(_POINTS, np.full(len(_POINTS), float(good.mean())))
    if method == "isotonic":
        from sklearn.isotonic import IsotonicRegression

        stairs = IsotonicRegression(out_of_bounds="clip").fit(predicted, good.astype(np.float64))
        return Calibration(_POINTS, stairs.predict(_POINTS).astype(np.float64))
    from sklearn.linear_model import LogisticRegression

    curve = LogisticRegression(C=100.0).fit(predicted[:, None], good)
    return Calibration(_POINTS, curve.predict_proba(_POINTS[:, None])[:, 1].astype(np.float64))


def cross_calibrated(
    predicted: Doubles, good: Flags, fold: NDArray[np.intp], method: str = "sigmoid"
) -> Doubles:
    """Chances of out-of-fold predictions, each by a curve fitted to the other folds."""
    chances = np.zeros(len(predicted))
    for number in np.unique(fold):
        here = fold == number
        chances[here] = calibrate(predicted[~here], good[~here], method)(predicted[here])
    return chances


def reliability(chances: Doubles, good: Flags, bins: int = BINS) -> list[dict[str, float]]:
    """What was promised and what was found, in equal bins of the chance; empty ones left out."""
    place = np.minimum((chances * bins).astype(int), bins - 1)
    return [
        {
            "from": float(number / bins),
            "predicted": round(float(chances[place == number].mean()), 4),
            "observed": round(float(good[place == number].mean()), 4),
            "count": int((place == number).sum()),
        }
        for number in np.unique(place)
    ]


def expected_calibration_error(curve: Sequence[dict[str, float]]) -> float:
    """Mean distance between promised and found, weighted by count (Guo et al. 2017, §2)."""
    total = sum(point["count"] for point in curve)
    off = sum(abs(point["predicted"] - point["observed"]) * point["count"] for point in curve)
    return float(off / max(total, 1))


def threshold_for_precision(
    predictions: Sequence[dict[str, Any]], precision: float, good_from: int
) -> dict[str, float] | None:
    """The lowest score from which on out-of-fold predictions are that precise.

    Args:
        predictions: rows of ``metrics.json``: ``predicted`` and annotated ``score``.
        precision: share of good ones wanted among those chosen.
        good_from: the annotated score from which on a row is good.

    Returns:
        ``threshold``, and what it did on the annotations: ``precision`` with its Wilson interval
        (``low``, ``high``, 95 %), ``recall``, ``chosen``; None where no threshold is that precise
        with ten rows or more.
    """
    ranked = sorted(predictions, key=lambda row: -row["predicted"])
    total = sum(row["score"] >= good_from for row in ranked)
    best, hits = None, 0
    for count, row in enumerate(ranked, 1):
        hits += row["score"] >= good_from
        last = count == len(ranked) or ranked[count]["predicted"] < row["predicted"]
        if last and count >= _FEWEST and hits / count >= precision:
            best = (count, hits, row["predicted"])
    if best is None:
        return None
    count, hits, threshold = best
    low, high = wilson(hits, count)
    return {
        "threshold": float(threshold),
        "precision": round(hits / count, 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "recall": round(hits / max(total, 1), 4),
        "chosen": count,
    }


def wilson(hits: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    share = hits / count
    centre = share + z * z / (2 * count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return (centre - half) / scale, (centre + half) / scale
