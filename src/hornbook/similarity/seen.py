"""Texts that were seen, and whether another nearly repeats one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from hornbook.similarity.minhash import band_hashes, signatures, suggest_bands
from hornbook.similarity.shingles import Hashes, shingle

_SLOTS = 128


class Seen:
    """Kept texts, none of which nearly repeats another.

    A text is new when no kept one has its Jaccard similarity of word n-grams at ``threshold`` or
    above. MinHash bands propose pairs (those at the threshold with a probability of 99.7 %), and
    the full sets of n-grams decide. Cost: about the same for each text, however many are kept;
    memory: 8 bytes a word of what is kept, and some 3 kB a text for its bands.

    Args:
        threshold: above 0 and up to 1.
        ngram: words in a row that make a shingle.
    """

    def __init__(self, *, threshold: float, ngram: int) -> None:
        self.threshold = threshold
        self.ngram = ngram
        self._bands, self._rows = suggest_bands(threshold, _SLOTS)
        self._kept: list[Hashes] = []
        self._buckets: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(self._bands)]

    def repeats(self, texts: Sequence[str]) -> Iterator[bool]:
        """Of each text in order, whether one before it is nearly the same; else it is kept.

        Args:
            texts: worked on together, so a megabyte in all is a good size.
        """
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        shingles = shingle(encoded, ngram=self.ngram)
        signature = signatures(shingles, self._bands * self._rows)
        keys_NB = band_hashes(signature, self._bands, self._rows).tolist()
        for own, keys in zip(shingles.sets(), keys_NB, strict=True):
            yield self._repeats(own, keys)

    def _repeats(self, own: Hashes, keys: Sequence[int]) -> bool:
        pairs = list(zip(self._buckets, keys, strict=True))
        places = {place for bucket, key in pairs if key in bucket for place in bucket[key]}
        for place in sorted(places):
            if _jaccard(own, self._kept[place]) >= self.threshold:
                return True
        for bucket, key in pairs:
            bucket[key].append(len(self._kept))
        self._kept.append(own)
        return False


def _jaccard(one: Hashes, other: Hashes) -> float:
    """Shared elements over all elements of two sorted arrays without repetition."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (len(one) + len(other) - shared)
