"""Finds rows that say the same in other words: near neighbours among embeddings.

As SemDeDup (Abbas et al. 2023, arXiv:2303.09540): rows are clustered by k-means, and compared
within their cluster by cosine. Up to `EXACT` rows there is one cluster, so every pair counts.
A row is dropped when a row that is kept resembles it, not when a dropped one does: unlike
shared words, closeness of meaning soon leads from one thing to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from hornbook.deduplicate.components import Forest
from hornbook.deduplicate.parts import Part
from hornbook.deduplicate.work import Found, Work
from hornbook.embed.session import EmbeddingSession

Vectors = NDArray[np.float32]
Ints = NDArray[np.int64]

EXACT = 100_000
_CLUSTER = 4096  # rows of a cluster, on average
_BLOCK = 1024  # rows compared at a time
_ROUNDING = 1e-6  # of the cosine of a vector with itself


def near_in_meaning(
    parts: Sequence[Part], threshold: float, order: Ints, work: Work, session: EmbeddingSession
) -> Found:
    """Find the rows whose embedding is close to that of a better row, which is kept.

    Args:
        parts: the texts.
        threshold: the least cosine.
        order: row numbers in order of preference, shape (rows,).
        work: how to run.
        session: makes the embeddings.
    """
    vectors_ND = _embeddings(parts, len(order), work, session)
    label_N = clusters(vectors_ND)[order]
    rows, kept, similarity = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0)]
    count = int(label_N.max(initial=-1)) + 1
    by_cluster = np.argsort(label_N, kind="stable")
    bounds = np.searchsorted(label_N[by_cluster], np.arange(count + 1))
    for number in work.progress.track(range(count), "comparing", unit="clusters"):
        own = by_cluster[bounds[number] : bounds[number + 1]]
        lost, best, cosine = greedy(vectors_ND[order[own]], threshold)
        rows.append(own[lost])
        kept.append(own[best])
        similarity.append(cosine)
    lost_rows, kept_rows = np.concatenate(rows), np.concatenate(kept)
    place = np.argsort(lost_rows)
    links = kept_rows[place]
    forest = Forest(lost_rows[place], links, links, np.concatenate(similarity)[place])
    return Found(forest, {"clusters_compared": count, "embedding": session.facts()})


def greedy(vectors_ND: Vectors, threshold: float) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Go through rows in order and drop each that is close to one kept before.

    Args:
        vectors_ND: unit length, in order of preference.
        threshold: the least cosine.

    Returns:
        The rows dropped, for each the closest row that was kept before it, and their cosine.
    """
    kept_KD = np.empty_like(vectors_ND)
    kept = np.empty(len(vectors_ND), dtype=np.int64)
    count = 0
    dropped: list[tuple[int, int, float]] = []
    for begin in range(0, len(vectors_ND), _BLOCK):
        block_BD = vectors_ND[begin : begin + _BLOCK]
        among_BB = block_BD @ block_BD.T
        best_B, cosine_B = _closest(block_BD, kept_KD[:count])
        before = count
        for row in range(len(block_BD)):
            fresh = kept[before:count] - begin
            cosine, best = float(cosine_B[row]), int(best_B[row])
            if len(fresh) and (near := among_BB[row, fresh]).max() > cosine:
                cosine, best = float(near.max()), before + int(near.argmax())
            if cosine >= threshold - _ROUNDING:
                dropped.append((begin + row, int(kept[best]), min(cosine, 1.0)))
            else:
                kept_KD[count], kept[count] = block_BD[row], begin + row
                count += 1
    rows = np.array([row for row, _, _ in dropped], dtype=np.int64)
    links = np.array([link for _, link, _ in dropped], dtype=np.int64)
    return rows, links, np.array([cosine for _, _, cosine in dropped])


def _closest(block_BD: Vectors, kept_KD: Vectors) -> tuple[Ints, Vectors]:
    """The nearest kept row of each, the first of equals, and its cosine; −1 if none is kept."""
    best_B = np.zeros(len(block_BD), dtype=np.int64)
    cosine_B = np.full(len(block_BD), -1.0, dtype=np.float32)
    for begin in range(0, len(kept_KD), 16 * _BLOCK):
        cosine_BK = block_BD @ kept_KD[begin : begin + 16 * _BLOCK].T
        near_B = cosine_BK.argmax(axis=1)
        value_B = np.take_along_axis(cosine_BK, near_B[:, None], axis=1)[:, 0]
        closer_B = value_B > cosine_B
        best_B[closer_B] = near_B[closer_B] + begin
        cosine_B[closer_B] = value_B[closer_B]
    return best_B, cosine_B


def clusters(vectors_ND: Vectors) -> Ints:
    """Number the cluster of each row; one cluster for up to `EXACT` rows."""
    if len(vectors_ND) <= EXACT:
        return np.zeros(len(vectors_ND), dtype=np.int64)
    from sklearn.cluster import MiniBatchKMeans

    count = -(-len(vectors_ND) // _CLUSTER)
    means = MiniBatchKMeans(count, random_state=0, n_init=1, batch_size=4 * _CLUSTER)
    means.fit(vectors_ND)
    labels = [
        means.predict(vectors_ND[begin : begin + _CLUSTER])
        for begin in range(0, len(vectors_ND), _CLUSTER)
    ]
    return np.concatenate(labels).astype(np.int64)


def _embeddings(parts: Sequence[Part], rows: int, work: Work, session: EmbeddingSession) -> Vectors:
    """The vectors of all rows, in their order; on disk, where they may outgrow the memory."""

    def texts() -> Iterator[str]:
        for part in parts:
            for some in part.texts():
                yield from (text.decode("utf-8", "surrogatepass") for text in some)

    vectors_ND: Vectors = np.empty((0, 1), dtype=np.float32)
    done = 0
    with work.progress.bar("embedding", total=rows, unit="rows") as bar:
        for some_ND in session.embed(texts(), advance=bar.advance):
            if not done:
                shape = (rows, some_ND.shape[1])
                path = work.scratch / "vectors.npy"
                vectors_ND = np.lib.format.open_memmap(path, "w+", np.float32, shape)
            vectors_ND[done : done + len(some_ND)] = some_ND
            done += len(some_ND)
    return vectors_ND
