"""Measured shares and ratios with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import Any


@dataclass(frozen=True)
class Estimate:
    """A measured value and its interval; ``of`` is the number of items behind it."""

    value: float
    low: float
    high: float
    of: int

    def facts(self) -> dict[str, Any]:
        """The four numbers, as JSON has them."""
        return asdict(self)


def wilson(passed: int, of: int, *, confidence: float = 0.95) -> Estimate:
    """A share with its score interval (Wilson 1927), sound for 0 of n and n of n.

    Raises:
        ValueError: when there are no items, or more passed than there are.
    """
    if not 0 <= passed <= of or of == 0:
        raise ValueError(f"{passed} of {of} is no share")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = passed / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5
    low = 0.0 if passed == 0 else max(0.0, centre - half)
    high = 1.0 if passed == of else min(1.0, centre + half)
    return Estimate(share, low, high, of)


def bootstrap(
    totals: Sequence[float],
    weights: Sequence[float],
    *,
    confidence: float = 0.95,
    draws: int = 10_000,
    seed: int = 0,
) -> Estimate:
    """``Σ totals ÷ Σ weights`` with a percentile interval from resampling the items.

    Args:
        totals: of each item, such as its bits.
        weights: of each item, such as its bytes; 1 each for a plain mean.
        confidence: share of the resamples inside the interval.
        draws: number of resamples.
        seed: fixes them.

    Raises:
        ValueError: when there are no items or their weights sum to zero.
    """
    import numpy as np

    above, below = np.asarray(totals, dtype=float), np.asarray(weights, dtype=float)
    if len(above) != len(below) or below.sum() <= 0:
        raise ValueError("a ratio needs items of positive weight, each with a total")
    rng = np.random.default_rng(seed)
    ratios = []
    for _ in range(0, draws, 1000):  # 1,000 resamples at a time keep memory small
        chosen = rng.integers(0, len(above), size=(min(draws, 1000), len(above)))
        sums = below[chosen].sum(axis=1)
        ratios.append(above[chosen].sum(axis=1)[sums > 0] / sums[sums > 0])
    tail = (1 - confidence) / 2
    low, high = np.quantile(np.concatenate(ratios), [tail, 1 - tail]).tolist()
    return Estimate(float(above.sum() / below.sum()), low, high, len(above))
