"""From pairs of similar rows to which row each is a duplicate of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Forest:
    """For every row that resembles another: which one is kept in its place, and why.

    All have the shape (rows in a pair,).

    Attributes:
        rows: their numbers, ascending.
        kept: the best row of the connected component; itself for the one that is kept.
        link: the next row on a shortest chain of similar rows to ``kept``.
        similarity: of the row and its ``link``; 1 for a row that is kept.
    """

    rows: Ints
    kept: Ints
    link: Ints
    similarity: Floats


def connect(pairs: Ints, similarities: Floats) -> Forest:
    """Keep the first row of every connected component.

    Rows are linked to their component's best in as few steps as possible, and among the ways to
    do so by the most similar neighbour, then by the better one.

    Args:
        pairs: of similar rows, numbered by preference, shape (pairs, 2).
        similarities: of those pairs.
    """
    rows, places = np.unique(pairs, return_inverse=True)
    places = places.reshape(pairs.shape).astype(np.int64)
    best = _best_of_component(len(rows), places)
    link = np.arange(len(rows))
    similarity = np.ones(len(rows))
    edges = _Edges(len(rows), places, similarities)
    reached = best == link
    front = np.flatnonzero(reached)
    while len(front):
        near, far, alike = edges.leaving(front)
        fresh = ~reached[far]
        near, far, alike = near[fresh], far[fresh], alike[fresh]
        order = np.lexsort((near, -alike, far))
        chosen = order[np.diff(far[order], prepend=-1) != 0]
        front = far[chosen]
        link[front], similarity[front] = near[chosen], alike[chosen]
        reached[front] = True
    return Forest(rows, rows[best], rows[link], similarity)


class _Edges:
    """The neighbours of each row, sorted by row."""

    def __init__(self, rows: int, pairs: Ints, similarities: Floats) -> None:
        near = np.concatenate([pairs[:, 0], pairs[:, 1]])
        order = np.argsort(near, kind="stable")
        self._far = np.concatenate([pairs[:, 1], pairs[:, 0]])[order]
        self._alike = np.concatenate([similarities, similarities])[order]
        self._bounds = np.searchsorted(near[order], np.arange(rows + 1))

    def leaving(self, front: Ints) -> tuple[Ints, Ints, Floats]:
        """Both ends and the similarity of all edges of these rows."""
        counts = self._bounds[front + 1] - self._bounds[front]
        ends = np.cumsum(counts)
        places = np.arange(counts.sum()) + np.repeat(self._bounds[front] - (ends - counts), counts)
        return np.repeat(front, counts), self._far[places], self._alike[places]


def _best_of_component(rows: int, pairs: Ints) -> Ints:
    """The least row number of each row's component."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(pairs), dtype=np.int8)
    graph = coo_array((ones, (pairs[:, 0], pairs[:, 1])), shape=(rows, rows))
    count, label = connected_components(graph, directed=False)
    best = np.full(count, rows)
    np.minimum.at(best, label, np.arange(rows))
    found: Ints = best[label]
    return found
