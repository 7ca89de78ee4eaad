"""Which rows to compare: those that share a bucket, few enough to be linear in the rows.

Rows are numbered by preference here: row 0 is the one to keep before all others. In a bucket
of up to `EVERY_PAIR` rows all pairs are compared. In a larger one (boilerplate that a hundred
thousand rows share) the best row is compared with all others, then the best of those that
didn't resemble it with the rest, and so on for `ROUNDS` rounds. A row that resembled a better
one will not be kept, so any two rows that might both be kept have been compared, unless a
bucket holds more than `ROUNDS` rows none of which resembles another; then the rest is left,
and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Nodes = NDArray[np.int64]
Pairs = NDArray[np.int64]
Verify = Callable[[Pairs], NDArray[np.float64]]

EVERY_PAIR = 16
ROUNDS = 8


def buckets(keys: NDArray[np.uint64]) -> tuple[Nodes, Nodes]:
    """Rows that share their key with another, bucket by bucket, and where buckets begin.

    Args:
        keys: one a row.

    Returns:
        The rows, in order within each bucket, and ``starts`` with the end appended.
    """
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    fresh = np.concatenate([[True], ordered[1:] != ordered[:-1], [True]])
    if not len(keys):
        return order, np.zeros(1, dtype=np.int64)
    shared = ~(fresh[:-1] & fresh[1:])
    starts = np.flatnonzero(fresh[:-1][shared])
    return order[shared], np.append(starts, shared.sum())


def small_pairs(rows: Nodes, starts: Nodes) -> Pairs:
    """All pairs within the buckets of up to `EVERY_PAIR` rows, the better row first."""
    sizes = np.diff(starts)
    bucket = np.repeat(np.arange(len(sizes)), sizes)
    small = sizes[bucket] <= EVERY_PAIR
    rows, bucket = rows[small], bucket[small]
    found = [np.empty((0, 2), dtype=np.int64)]
    for lag in range(1, min(EVERY_PAIR, len(rows))):
        together = bucket[lag:] == bucket[:-lag]
        if not together.any():
            break
        found.append(np.stack([rows[:-lag][together], rows[lag:][together]], axis=1))
    return np.concatenate(found)


def large_buckets(rows: Nodes, starts: Nodes) -> Iterator[Nodes]:
    """The rows of each bucket that is too large for comparing all pairs."""
    for number in np.flatnonzero(np.diff(starts) > EVERY_PAIR).tolist():
        yield rows[starts[number] : starts[number + 1]]


def unique_pairs(found: Iterable[Pairs], rows: int) -> Pairs:
    """Pairs without repetition, sorted."""
    codes = np.unique(np.concatenate([pairs[:, 0] * rows + pairs[:, 1] for pairs in found]))
    return np.stack(np.divmod(codes, max(rows, 1)), axis=1)


def compare_crowd(
    crowd: Nodes, lost: NDArray[np.bool_], compare: Callable[[Pairs], NDArray[np.bool_]]
) -> int:
    """Compare the rows of a large bucket with its best rows; returns how many pairs were left.

    Args:
        crowd: rows in order of preference.
        lost: for all rows, whether they resemble a better one; updated.
        compare: tells which pairs are alike, and keeps them.
    """
    left = crowd[~lost[crowd]]
    for _ in range(ROUNDS):
        if len(left) < 2:
            return 0
        others = left[1:]
        alike = compare(np.stack([np.full(len(others), left[0]), others], axis=1))
        lost[others[alike]] = True
        left = others[~alike]
    return len(left) * (len(left) - 1) // 2
