"""MinHash signatures and the bands that similar texts are likely to share.

The signature is Fast Similarity Sketching (Dahlgaard, Knudsen and Thorup 2017,
arXiv:1704.04370): a shingle falls into one slot in each of a few rounds, and only the slots
still empty look at every shingle. It costs a few operations a shingle, where the classical
MinHash costs one for each shingle and slot. As there, two texts agree in a slot with a
probability that is their Jaccard similarity.
"""

from __future__ import annotations

import numpy as np

from hornbook.similarity.shingles import Hashes, Shingles, scramble

_ROUNDS = 12
_HALF = np.uint64(32)
_LOW = np.uint64(2**32 - 1)
_EMPTY = np.uint64(2**64 - 1)


def signatures(shingles: Shingles, slots: int) -> Hashes:
    """MinHash signatures, shape (texts, slots); a text's depends on nothing but its shingles."""
    texts = len(shingles.offsets) - 1
    signature = np.full(texts * slots, _EMPTY)
    factors = _odd_numbers(_ROUNDS + slots)
    hashes = shingles.hashes
    owners = np.repeat(np.arange(texts), np.diff(shingles.offsets))
    for turn in range(_ROUNDS):
        mixed = hashes * factors[turn]
        mixed ^= mixed >> _HALF
        slot = ((mixed >> _HALF) * np.uint64(slots) >> _HALF).astype(np.int64)
        slot += owners * slots
        mixed &= _LOW
        mixed |= np.uint64(turn) << _HALF  # so a slot keeps what an earlier round put there
        np.minimum.at(signature, slot, mixed)
        lacking = (signature == _EMPTY).reshape(texts, slots).any(axis=1)
        if not lacking.any():
            break
        if not lacking.all():
            still = lacking[owners]
            hashes, owners = hashes[still], owners[still]
    else:
        _fill(signature, shingles, factors[_ROUNDS:])
    return signature.reshape(texts, slots)


def _fill(signature: Hashes, shingles: Shingles, factors: Hashes) -> None:
    """Put into each empty slot the least of all shingles, as the classical MinHash does."""
    empty = np.flatnonzero(signature == _EMPTY)
    texts, slots = np.divmod(empty, len(factors))
    sizes = np.diff(shingles.offsets)[texts]
    firsts = np.cumsum(sizes) - sizes
    places = np.arange(sizes.sum()) + np.repeat(shingles.offsets[texts] - firsts, sizes)
    values = shingles.hashes[places] * np.repeat(factors[slots], sizes)
    values ^= values >> _HALF
    values &= _LOW
    values |= np.uint64(_ROUNDS) << _HALF
    signature[empty] = np.minimum.reduceat(values, firsts)


def _odd_numbers(count: int) -> Hashes:
    """Fixed factors that look random."""
    return scramble(np.arange(1, count + 1, dtype=np.uint64)) | np.uint64(1)


def band_hashes(signature: Hashes, bands: int, rows: int) -> Hashes:
    """One number for each band of ``rows`` slots, shape (texts, bands).

    Args:
        signature: shape (texts, bands * rows).
        bands: how many.
        rows: slots in each.
    """
    parts = signature.reshape(len(signature), bands, rows)
    hashes = np.zeros(parts.shape[:2], dtype=np.uint64)
    for row in range(rows):
        hashes = scramble(hashes ^ parts[:, :, row]) + np.uint64(row)
    return hashes


def candidate_probability(similarity: float, bands: int, rows: int) -> float:
    """The S-curve: how likely two texts of this Jaccard similarity share a band.

    1 − (1 − sʳ)ᵇ; see Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*, §3.4.
    """
    return 1 - (1 - similarity**rows) ** bands


def suggest_bands(threshold: float, slots: int = 128, wanted: float = 0.997) -> tuple[int, int]:
    """Bands and rows that find pairs at the threshold with a probability of at least ``wanted``.

    The most rows that do within ``slots``, because rows keep dissimilar pairs apart, and then
    the fewest bands; one row a band where none does.
    """
    for rows in range(slots, 0, -1):
        for bands in range(1, slots // rows + 1):
            if candidate_probability(threshold, bands, rows) >= wanted:
                return bands, rows
    return slots, 1
