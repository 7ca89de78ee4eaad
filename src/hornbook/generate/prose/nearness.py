"""Which of many short texts are close in meaning to one that came before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hornbook.embed.session import EmbeddingSession

_BLOCK = 4096


class Nearness:
    """Remembers the vectors of texts that were kept.

    Args:
        session: embeds them.
        threshold: the least cosine at which a text is too close to one kept before.
    """

    def __init__(self, session: EmbeddingSession, threshold: float) -> None:
        self._session = session
        self._threshold = threshold
        self._kept_KD: NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self._count = 0

    def close(self, texts: Sequence[str]) -> list[bool]:
        """Of each text in turn, whether one kept before it is close; the others are kept."""
        if not texts:
            return []
        vectors_ND = self._session.matrix(texts)
        among_NN = vectors_ND @ vectors_ND.T
        near_N = self._nearest(vectors_ND)
        found, fresh = [], list[int]()
        for row, near in enumerate(near_N):
            best = max(float(near), *among_NN[row, fresh]) if fresh else float(near)
            found.append(best >= self._threshold)
            if not found[-1]:
                fresh.append(row)
                self._keep(vectors_ND[row])
        return found

    def _nearest(self, vectors_ND: NDArray[np.float32]) -> NDArray[np.float32]:
        if not self._count:
            return np.full(len(vectors_ND), -1.0, np.float32)
        cosine_NK: NDArray[np.float32] = vectors_ND @ self._kept_KD[: self._count].T
        best_N: NDArray[np.float32] = cosine_NK.max(axis=1)
        return best_N

    def _keep(self, vector_D: NDArray[np.float32]) -> None:
        if self._count == len(self._kept_KD):
            grown_KD = np.zeros((self._count + _BLOCK, len(vector_D)), np.float32)
            if self._count:
                grown_KD[: self._count] = self._kept_KD[: self._count]
            self._kept_KD = grown_KD
        self._kept_KD[self._count] = vector_D
        self._count += 1
