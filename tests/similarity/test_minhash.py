"""Signatures agree as often as the sets do, whatever their size, and bands follow the S-curve."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.similarity.minhash import (
    band_hashes,
    candidate_probability,
    signatures,
    suggest_bands,
)
from hornbook.similarity.shingles import Hashes, Shingles

SLOTS = 120


def as_shingles(sets: list[Hashes]) -> Shingles:
    sizes = [len(one) for one in sets]
    bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return Shingles(np.concatenate(sets), bounds, np.zeros(len(sets), dtype=np.uint64))


def pairs_of_sets(size: int, shared: int, count: int) -> Shingles:
    rng = np.random.default_rng(size)
    sets = []
    for _ in range(count):
        both = rng.integers(0, 2**64, shared, dtype=np.uint64)
        for _ in range(2):
            own = rng.integers(0, 2**64, size - shared, dtype=np.uint64)
            sets.append(np.concatenate([both, own]))
    return as_shingles(sets)


@pytest.mark.parametrize("size", [2, 9, 40, 150, 2000])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_slots_agree_as_often_as_the_sets_do(size: int, share: float) -> None:
    shared = round(size * share)
    similarity = shared / (2 * size - shared)
    signature = signatures(pairs_of_sets(size, shared, 300), SLOTS)
    agreement = (signature[0::2] == signature[1::2]).mean()
    assert agreement == pytest.approx(similarity, abs=0.012)


def test_candidates_follow_the_curve() -> None:
    signature = signatures(pairs_of_sets(300, 180, 600), SLOTS)
    bands = band_hashes(signature, 20, 6)
    found = (bands[0::2] == bands[1::2]).any(axis=1).mean()
    assert found == pytest.approx(candidate_probability(180 / 420, 20, 6), abs=0.06)


@given(
    st.lists(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=30), min_size=1, max_size=6)
)
def test_a_signature_depends_on_nothing_but_its_set(sets: list[list[int]]) -> None:
    arrays = [np.array(one, dtype=np.uint64) for one in sets]
    together = signatures(as_shingles(arrays), 16)
    for row, one in zip(together, arrays, strict=True):
        twice = np.concatenate([one[::-1], one])
        assert signatures(as_shingles([twice]), 16)[0].tolist() == row.tolist()


def test_nothing_to_sign() -> None:
    empty = Shingles(np.empty(0, np.uint64), np.zeros(1, np.int64), np.empty(0, np.uint64))
    assert signatures(empty, 8).shape == (0, 8)


def test_bands_differ_when_any_of_their_slots_does() -> None:
    signature = np.arange(12, dtype=np.uint64).reshape(1, 12)
    other = signature.copy()
    other[0, 5] = 99
    same = band_hashes(signature, 4, 3) == band_hashes(other, 4, 3)
    assert same.tolist() == [[True, False, True, True]]


def test_the_curve_is_the_textbooks() -> None:
    # Mining of Massive Datasets, §3.4.2: 20 bands of 5 rows.
    assert candidate_probability(0.8, 20, 5) == pytest.approx(0.9996, abs=1e-4)
    assert candidate_probability(0.2, 20, 5) == pytest.approx(0.006, abs=1e-3)


@pytest.mark.parametrize("threshold", [0.05, 0.5, 0.7, 0.8, 0.9, 1.0])
def test_suggested_bands_do(threshold: float) -> None:
    bands, rows = suggest_bands(threshold)
    assert bands * rows <= 128
    if threshold >= 0.1:
        assert candidate_probability(threshold, bands, rows) >= 0.99


def test_the_default_of_the_stage_is_what_its_threshold_needs() -> None:
    assert suggest_bands(0.8) == (20, 6)
