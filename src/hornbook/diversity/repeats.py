"""Finds the rows of a sample that nearly repeat an earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from hornbook.similarity.minhash import band_hashes, signatures, suggest_bands
from hornbook.similarity.shingles import Hashes, batches, shingle

_SLOTS = 128
_BATCH = 1 << 20  # bytes of text worked on together


def repeats(
    texts: Sequence[str],
    *,
    threshold: float,
    ngram: int,
    advance: Callable[[int], None] | None = None,
) -> list[bool]:
    """Of each text, whether an earlier one that is kept is nearly the same.

    Texts are taken in their order, and one is kept when no kept one before it has its Jaccard
    similarity of word n-grams at ``threshold`` or above. MinHash bands propose pairs (those at
    the threshold with a probability of 99 %), and the full sets of n-grams decide.

    Args:
        texts: in random order.
        threshold: above 0 and up to 1.
        ngram: words in a row that make a shingle.
        advance: told how many more texts are done.
    """
    bands, rows = suggest_bands(threshold, _SLOTS)
    kept: list[Hashes] = []
    buckets: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(bands)]
    found: list[bool] = []
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    for batch in batches(encoded, _BATCH):
        shingles = shingle(batch, ngram=ngram)
        keys_NB = band_hashes(signatures(shingles, bands * rows), bands, rows).tolist()
        for own, keys in zip(shingles.sets(), keys_NB, strict=True):
            held = [bucket[key] for bucket, key in zip(buckets, keys, strict=True) if key in bucket]
            near = any(
                _jaccard(own, kept[place]) >= threshold
                for place in sorted({place for places in held for place in places})
            )
            found.append(near)
            if not near:
                for bucket, key in zip(buckets, keys, strict=True):
                    bucket[key].append(len(kept))
                kept.append(own)
        if advance:
            advance(len(batch))
    return found


def _jaccard(one: Hashes, other: Hashes) -> float:
    """Shared elements over all elements of two sorted arrays without repetition."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (len(one) + len(other) - shared)
