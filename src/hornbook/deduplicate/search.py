"""Finds near-duplicates by MinHash: sign every row, join by band, compare, connect.

Two passes over the texts, both Daft queries: one signs all rows, one takes the shingles of the
rows that share a band with another. In between the bands are joined one after another, so the
memory a row needs doesn't grow with what it holds; signatures and shingle sets lie on disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hornbook.deduplicate.components import connect
from hornbook.deduplicate.matching import Matching
from hornbook.deduplicate.pairs import (
    Pairs,
    buckets,
    compare_crowd,
    large_buckets,
    small_pairs,
    unique_pairs,
)
from hornbook.deduplicate.parts import Part, map_parts
from hornbook.deduplicate.shingle_sets import ShingleSets
from hornbook.deduplicate.work import Found, Work
from hornbook.similarity.minhash import band_hashes, signatures
from hornbook.similarity.shingles import Hashes, batches, shingle

Ints = NDArray[np.int64]


def near_duplicates(parts: Sequence[Part], matching: Matching, order: Ints, work: Work) -> Found:
    """Find the rows whose shingles resemble those of a better row.

    Args:
        parts: the texts.
        matching: what counts as similar.
        order: row numbers in order of preference, shape (rows,).
        work: how to run.
    """
    signed = sign(parts, matching, work)
    twins = _twins(_column(signed, 0)[order])
    alone = np.ones(len(order), dtype=bool)
    alone[twins[:, 1]] = False
    nodes = np.flatnonzero(alone)
    close, crowds = _candidates(signed, order, nodes, matching.bands)
    members = np.unique(np.concatenate([close.ravel(), *crowds]))
    comparison = _Comparison(_sets(parts, matching, order[members], work), matching, order, work)
    left = comparison.run(close, crowds)
    pairs = np.concatenate([twins, *comparison.pairs])
    values = np.concatenate([np.ones(len(twins)), *comparison.similarities])
    facts = {
        "same_words": len(twins),
        "compared_rows": len(members),
        "compared_pairs": comparison.compared,
        "similar_pairs": len(pairs) - len(twins),
        "large_buckets": len(crowds),
        "pairs_left_uncompared": left,
    }
    return Found(connect(pairs, values), facts)


def sign(parts: Sequence[Part], matching: Matching, work: Work) -> list[Path]:
    """Sign every row; one file a part, of shape (1 + bands, rows): fingerprint, then bands."""

    def signed(part: Part, _: bytes) -> bytes:
        columns = [
            _signed_columns(batch, matching) for texts in part.texts() for batch in batches(texts)
        ]
        return np.concatenate(columns, axis=1).tobytes()

    folder = work.scratch / "signatures"
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:06d}.npy" for number in range(len(parts))]
    todo = [number for number, file in enumerate(files) if not file.exists()]
    results = map_parts(
        signed,
        [parts[number] for number in todo],
        [b""] * len(todo),
        progress=work.progress,
        what="signing",
    )
    for number, result in zip(todo, results, strict=True):
        columns = np.frombuffer(result, dtype=np.uint64).reshape(1 + matching.bands, -1)
        draft = folder / "draft.npy"
        np.save(draft, columns)
        draft.rename(files[number])
    return files


def _signed_columns(texts: Sequence[bytes], matching: Matching) -> Hashes:
    shingles = shingle(texts, ngram=matching.ngram, punctuation=matching.punctuation)
    signature = signatures(shingles, matching.bands * matching.rows)
    bands = band_hashes(signature, matching.bands, matching.rows)
    return np.concatenate([shingles.fingerprints[None], bands.T])


def _column(signed: Sequence[Path], number: int) -> Hashes:
    """One column of the signatures of all rows; only that is read."""
    read = [np.load(file, mmap_mode="r")[number] for file in signed]
    return np.concatenate([np.empty(0, dtype=np.uint64), *read])


def _twins(fingerprints: Hashes) -> Pairs:
    """Each row that has the words of a better one, with the best of its like."""
    rows, starts = buckets(fingerprints)
    sizes = np.diff(starts)
    pairs = np.stack([np.repeat(rows[starts[:-1]], sizes), rows], axis=1)
    others: Pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return others


def _candidates(
    signed: Sequence[Path], order: Ints, nodes: Ints, bands: int
) -> tuple[Pairs, list[Ints]]:
    """The pairs of small buckets, and the rows of each large one."""
    close = [np.empty((0, 2), dtype=np.int64)]
    crowds: list[Ints] = []
    rows = order[nodes]
    for band in range(1, bands + 1):
        members, starts = buckets(_column(signed, band)[rows])
        members = nodes[members]
        close.append(small_pairs(members, starts))
        crowds.extend(large_buckets(members, starts))
    return unique_pairs(close, len(order)), crowds


def _sets(parts: Sequence[Part], matching: Matching, rows: Ints, work: Work) -> ShingleSets:
    """The shingle sets of these rows, taken from their texts in a second pass."""

    def shingled(part: Part, wanted: bytes) -> bytes:
        found: list[Hashes] = []
        for texts in part.texts(np.frombuffer(wanted, dtype=np.int64)):
            for batch in batches(texts):
                shingles = shingle(batch, ngram=matching.ngram, punctuation=matching.punctuation)
                found.extend(shingles.sets())
        sizes = np.array([len(one) for one in found], dtype=np.uint64)
        return np.concatenate([sizes, *found]).tobytes()

    rows = np.sort(rows)
    bounds = [part.first for part in parts] + [parts[-1].first + parts[-1].rows if parts else 0]
    wanted = np.split(rows, np.searchsorted(rows, bounds))[1:-1]
    todo = [(part, own) for part, own in zip(parts, wanted, strict=True) if len(own)]
    results = map_parts(
        shingled,
        [part for part, _ in todo],
        [own.tobytes() for _, own in todo],
        progress=work.progress,
        what="shingling what may be alike",
    )

    def unpacked() -> Iterator[tuple[Ints, Hashes]]:
        for (_, own), result in zip(todo, results, strict=True):
            numbers = np.frombuffer(result, dtype=np.uint64)
            yield numbers[: len(own)].astype(np.int64), numbers[len(own) :]

    return ShingleSets(work.scratch / "shingles.bin", rows, unpacked())


class _Comparison:
    """Compares candidate pairs and keeps those that are alike."""

    def __init__(self, sets: ShingleSets, matching: Matching, order: Ints, work: Work) -> None:
        self._sets, self._matching, self._order, self._work = sets, matching, order, work
        self.pairs: list[Pairs] = []
        self.similarities: list[NDArray[np.float64]] = []
        self.compared = 0

    def run(self, close: Pairs, crowds: Sequence[Ints]) -> int:
        """Compare everything; returns how many pairs of crowds were left."""
        lost = np.zeros(len(self._order), dtype=bool)
        lost[close[self._alike(close), 1]] = True
        track = self._work.progress.track
        return sum(
            compare_crowd(crowd, lost, self._alike)
            for crowd in track(crowds, "comparing large buckets", unit="buckets")
        )

    def _alike(self, pairs: Pairs) -> NDArray[np.bool_]:
        threshold, workers = self._matching.threshold, self._work.workers
        values = self._sets.similarities(self._order[pairs], threshold, workers)
        alike = values >= threshold
        self.compared += len(pairs)
        self.pairs.append(pairs[alike])
        self.similarities.append(values[alike])
        return alike
