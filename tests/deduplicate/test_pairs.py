"""Candidates: all pairs of a small bucket, a linear number of a large one, none forgotten."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hornbook.deduplicate.pairs import (
    EVERY_PAIR,
    ROUNDS,
    Pairs,
    buckets,
    compare_crowd,
    large_buckets,
    small_pairs,
    unique_pairs,
)


@given(st.lists(st.integers(0, 6), max_size=60))
def test_small_buckets_give_all_their_pairs_and_large_ones_themselves(numbers: list[int]) -> None:
    keys = np.array(numbers, dtype=np.uint64)
    rows, starts = buckets(keys)
    members = {key: [row for row, own in enumerate(numbers) if own == key] for key in set(numbers)}
    expected = {
        pair
        for group in members.values()
        if len(group) <= EVERY_PAIR
        for pair in combinations(group, 2)
    }
    found = [tuple(pair) for pair in small_pairs(rows, starts).tolist()]
    assert sorted(found) == sorted(expected)
    large = [crowd.tolist() for crowd in large_buckets(rows, starts)]
    assert sorted(large) == sorted(group for group in members.values() if len(group) > EVERY_PAIR)


def test_pairs_found_twice_count_once() -> None:
    pairs = np.array([[3, 5], [0, 1]])
    assert unique_pairs([pairs, pairs[:1]], 9).tolist() == [[0, 1], [3, 5]]


class Kinds:
    """Rows alike when of one kind; counts the comparisons."""

    def __init__(self, kinds: NDArray[np.int64]) -> None:
        self.kinds = kinds
        self.compared = 0

    def __call__(self, pairs: Pairs) -> NDArray[np.bool_]:
        self.compared += len(pairs)
        alike: NDArray[np.bool_] = self.kinds[pairs[:, 0]] == self.kinds[pairs[:, 1]]
        return alike


def test_a_crowd_of_a_few_kinds_is_sorted_out_in_linear_time() -> None:
    kinds = np.arange(100_000) % ROUNDS
    compare = Kinds(kinds)
    lost = np.zeros(len(kinds), dtype=bool)
    assert compare_crowd(np.arange(len(kinds)), lost, compare) == 0
    assert np.flatnonzero(~lost).tolist() == list(range(ROUNDS))
    assert compare.compared < ROUNDS * len(kinds)


def test_a_crowd_of_too_many_kinds_says_how_much_it_left() -> None:
    kinds = np.arange(100)
    lost = np.zeros(100, dtype=bool)
    left = 100 - ROUNDS
    assert compare_crowd(np.arange(100), lost, Kinds(kinds)) == left * (left - 1) // 2
    assert not lost.any()


def test_rows_known_to_be_lost_are_not_compared_again() -> None:
    lost = np.array([False, True, True, False])
    compare = Kinds(np.arange(4))
    compare_crowd(np.arange(4), lost, compare)
    assert compare.compared == 1
