"""Whether more rows would still say something new: near-duplicates against sample size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

FEWEST = 64  # rows of the smallest sample on the curve


@dataclass(frozen=True)
class Point:
    """What a sample of ``rows`` holds.

    Attributes:
        rows: its size; each sample holds the smaller ones.
        novel: rows without a near-duplicate before them.
        marginal: the part of novel rows among those that the sample before lacks.
    """

    rows: int
    novel: int
    marginal: float

    @property
    def near_duplicate_rate(self) -> float:
        """The part of the rows that have a near-duplicate before them."""
        return 1 - self.novel / self.rows


@dataclass(frozen=True)
class Fit:
    """Marginal novelty as a power of the sample's size (Heaps' law, differentiated).

    Attributes:
        scale: the novelty of the first row by the law.
        exponent: 0 where novelty doesn't wane; at -0.3 ten times the rows halve it.
    """

    scale: float
    exponent: float

    def novelty(self, rows: float) -> float:
        """The chance that the row after so many says something new, by the law."""
        return min(1.0, self.scale * math.pow(rows, self.exponent))


def curve(repeats: Sequence[bool]) -> list[Point]:
    """Points at sizes that double up to the whole, the smallest first.

    Args:
        repeats: of each row in random order, whether it repeats one before it.
    """
    novel = list(accumulate((not repeat for repeat in repeats), initial=0))
    points: list[Point] = []
    before = 0
    for size in _sizes(len(repeats)):
        fresh = novel[size] - novel[before]
        points.append(Point(size, novel[size], fresh / (size - before)))
        before = size
    return points


def fit(points: Sequence[Point]) -> Fit | None:
    """Least squares on the logarithms, weighted by rows; None with fewer than three points."""
    if len(points) < 3:
        return None
    xs, ys, weights = [], [], []
    before = 0
    for point in points:
        count = point.rows - before
        xs.append(math.log((before + point.rows) / 2))
        ys.append(math.log(max(point.marginal, 0.5 / count)))
        weights.append(count)
        before = point.rows
    total = sum(weights)
    x_mean = sum(w * x for w, x in zip(weights, xs, strict=True)) / total
    y_mean = sum(w * y for w, y in zip(weights, ys, strict=True)) / total
    slope = sum(
        w * (x - x_mean) * (y - y_mean) for w, x, y in zip(weights, xs, ys, strict=True)
    ) / sum(w * (x - x_mean) ** 2 for w, x in zip(weights, xs, strict=True))
    return Fit(math.exp(y_mean - slope * x_mean), slope)


def as_rows(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The curve as data for a plot."""
    return [
        {
            "rows": point.rows,
            "novel": point.novel,
            "near_duplicate_rate": point.near_duplicate_rate,
            "marginal_novelty": point.marginal,
        }
        for point in points
    ]


def _sizes(rows: int) -> list[int]:
    sizes = []
    while rows >= FEWEST:
        sizes.append(rows)
        rows //= 2
    return sizes[::-1] or ([rows] if rows else [])
