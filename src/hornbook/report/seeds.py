"""Means over seeds with intervals that count both the seeds and the items of a test.

Seeds and items are drawn again independently, as in Owen's pigeonhole bootstrap (2007,
https://doi.org/10.1214/07-AOAS122), which errs to the wide side; every resample of items serves all
seeds and all entrants, so that differences are paired. Drawing S seeds out of S understates their
spread, so deviations of the drawn from the mean are stretched by √(S ÷ (S − 1)) (Rao and Wu 1988).
Where seeds differ far more than items, few of them remain few: of simulated intervals from two
seeds 82 % hold the truth instead of 95 %, from three 85 %, from five 91 %; with a moderate spread
96 to 98 % do (``python benchmarks/intervals.py``).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hornbook.evaluate.compare import sign_test
from hornbook.report.item_scores import Scores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 4000
_CHUNK = 500
_TAIL = 0.025


@dataclass(frozen=True)
class Resampled:
    """An entrant's scores on the items of a test, and its value in every resample.

    Attributes:
        names: of the items, in order.
        weights: of the items, in the same order.
        means: of the items, their totals' mean over seeds.
        values: mean over seeds of Σ totals ÷ Σ weights, in each resample.
        seeds: how many there are.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    means: NDArray[np.float64]
    values: NDArray[np.float64]
    seeds: int

    def interval(self) -> tuple[float, float]:
        """The middle 95 % of the resamples."""
        return _middle(self.values)

    def same_items(self, other: Resampled) -> bool:
        """Whether both were measured on the same items, with the same weights."""
        return self.names == other.names and self.weights == other.weights


def resample(scores: Sequence[Scores], stream: int) -> Resampled | None:
    """Draw seeds and items again; None where the seeds weren't measured on the same items.

    Args:
        scores: one a seed.
        stream: another number for every entrant, whose seeds are drawn independently.
    """
    import numpy as np

    names = tuple(sorted(scores[0]))
    weights = tuple(scores[0][name][1] for name in names)
    for each in scores[1:]:
        if each.keys() != scores[0].keys() or any(
            each[name][1] != weight for name, weight in zip(names, weights, strict=True)
        ):
            return None
    totals_SI = np.array([[each[name][0] for name in names] for each in scores])
    weights_I = np.array(weights)
    drawn_DI = _drawn_items(len(names))
    values_DS = np.concatenate(
        [
            (chunk @ totals_SI.T) / (chunk @ weights_I)[:, None]
            for chunk in (
                drawn_DI[at : at + _CHUNK].astype(np.float64) for at in range(0, DRAWS, _CHUNK)
            )
        ]
    )
    values_D = (values_DS * _seed_weights(len(scores), stream)).sum(axis=1)
    return Resampled(names, weights, totals_SI.mean(axis=0), values_D, len(scores))


@dataclass(frozen=True)
class Change:
    """By how much one entrant is ahead of another; see `result_table.Difference`."""

    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    higher: int | None = None
    lower: int | None = None


def change(before: Resampled, after: Resampled) -> Change:
    """The second against the first, on the same items."""
    import numpy as np

    values = after.values - before.values
    low, high = _middle(values)
    # Sums in another order differ by rounding, which is no difference.
    steps = after.means - before.means
    far = np.abs(steps) > 1e-9 * np.maximum(np.abs(after.means), np.abs(before.means))
    higher, lower = int((far & (steps > 0)).sum()), int((far & (steps < 0)).sum())
    if before.seeds == after.seeds == 1:
        chance = sign_test(higher, lower)
    else:
        tails = ((values <= 0).sum() + 1, (values >= 0).sum() + 1)
        chance = min(1.0, 2 * float(min(tails)) / (len(values) + 1))
    return Change(low, high, chance, higher, lower)


def student(values: Sequence[float]) -> tuple[float, float] | None:
    """Student's 95 % interval of a mean; None for a single value."""
    if len(values) < 2:
        return None
    from scipy.stats import ttest_1samp

    with _hardly_varying():
        low, high = ttest_1samp(values, 0.0).confidence_interval(0.95)
    return float(low), float(high)


def welch(before: Sequence[float], after: Sequence[float]) -> Change:
    """Welch's t test of two sets of seeds; empty where either has one, or nothing varies."""
    if min(len(before), len(after)) < 2 or len({*before}) == len({*after}) == 1:
        return Change()
    from scipy.stats import ttest_ind

    with _hardly_varying():
        found = ttest_ind(after, before, equal_var=False)
        low, high = found.confidence_interval(0.95)
    return Change(float(low), float(high), float(found.pvalue))


@contextmanager
def _hardly_varying() -> Iterator[None]:
    """Without scipy's warning that seeds are nearly equal: their narrow interval says so."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield


def _middle(values: NDArray[np.float64]) -> tuple[float, float]:
    import numpy as np

    low, high = np.quantile(values, [_TAIL, 1 - _TAIL])
    return float(low), float(high)


@lru_cache(maxsize=4)
def _drawn_items(items: int) -> NDArray[np.uint8]:
    """How often each item was drawn, by resample: the same for every seed and entrant."""
    import numpy as np

    rng = np.random.default_rng(items)
    chances = np.full(items, 1 / items)
    drawn = [rng.multinomial(items, chances, size=_CHUNK) for _ in range(0, DRAWS, _CHUNK)]
    return np.concatenate([np.minimum(each, 255).astype(np.uint8) for each in drawn])


def _seed_weights(seeds: int, stream: int) -> NDArray[np.float64]:
    import numpy as np

    if seeds == 1:
        return np.ones((DRAWS, 1))
    rng = np.random.default_rng([stream, seeds])
    drawn_DS = rng.multinomial(seeds, np.full(seeds, 1 / seeds), size=DRAWS) / seeds
    stretched: NDArray[np.float64] = 1 / seeds + (seeds / (seeds - 1)) ** 0.5 * (
        drawn_DS - 1 / seeds
    )
    return stretched
