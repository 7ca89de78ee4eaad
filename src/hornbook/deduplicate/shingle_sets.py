"""The shingle sets of the rows to compare, on disk, and how much two of them share."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hornbook.similarity.shingles import Hashes

_CHUNK = 2048  # pairs that a thread takes at a time


class ShingleSets:
    """Sorted sets of 64-bit shingles by row number, read from a file as they are needed.

    Args:
        path: where the sets are kept.
        rows: the numbers of the rows that have one, ascending.
        found: for consecutive rows, how many shingles each has, and all of them.
    """

    def __init__(
        self, path: Path, rows: NDArray[np.int64], found: Iterable[tuple[NDArray[np.int64], Hashes]]
    ) -> None:
        sizes = [np.empty(0, dtype=np.int64)]
        with path.open("wb") as file:
            for counts, hashes in found:
                sizes.append(counts)
                file.write(hashes.tobytes())
        self._bounds = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
        self._rows = rows
        if len(self._bounds) != len(rows) + 1:
            raise ValueError(f"{len(self._bounds) - 1} sets for {len(rows)} rows")
        full = self._bounds[-1] > 0  # an empty file can't be mapped
        self._hashes = (
            np.memmap(path, dtype=np.uint64, mode="r") if full else np.empty(0, np.uint64)
        )

    def similarities(
        self, pairs: NDArray[np.int64], threshold: float, workers: int
    ) -> NDArray[np.float64]:
        """Jaccard similarity of each pair of row numbers; 0 where it can't reach the threshold."""
        places = np.searchsorted(self._rows, pairs)
        sizes = np.diff(self._bounds)[places]
        possible = np.flatnonzero(sizes.min(axis=1) >= threshold * sizes.max(axis=1))
        result = np.zeros(len(pairs))
        chunks = [possible[at : at + _CHUNK] for at in range(0, len(possible), _CHUNK)]
        with ThreadPoolExecutor(workers) as pool:
            for chunk, values in zip(
                chunks, pool.map(lambda chunk: self._jaccard(places[chunk]), chunks), strict=True
            ):
                result[chunk] = values
        return result

    def _jaccard(self, places: NDArray[np.int64]) -> list[float]:
        values = []
        for one, other in places.tolist():
            left, right = self._set(one), self._set(other)
            shared = np.intersect1d(left, right, assume_unique=True).size
            values.append(shared / (left.size + right.size - shared))
        return values

    def _set(self, place: int) -> Hashes:
        found: Hashes = self._hashes[self._bounds[place] : self._bounds[place + 1]]
        return found
