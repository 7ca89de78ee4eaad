"""The Vendi score: how many different things there are, as an embedder sees them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32] | NDArray[np.float64]


def vendi_score(vectors: Floats) -> float:
    """The effective number of different rows (Friedman and Dieng 2023, §3).

    The exponential of the entropy of the eigenvalues of K / n, where K holds the rows' cosine
    similarities: n for rows at right angles to one another, 1 for rows that are all alike. The
    eigenvalues are found in the smaller dimension. Rows of zeros have no direction and are left
    out; 0 where nothing else is there.

    Args:
        vectors: shape (rows, dimensions).
    """
    x_ND = np.asarray(vectors, dtype=np.float64)
    norms_N = np.linalg.norm(x_ND, axis=1)
    x_ND = x_ND[norms_N > 0] / norms_N[norms_N > 0, None]
    count, dimensions = x_ND.shape
    if not count:
        return 0.0
    square = x_ND @ x_ND.T if count <= dimensions else x_ND.T @ x_ND
    values = np.linalg.eigvalsh(square / count)
    values = values[values > 1e-12]
    return float(np.exp(-(values * np.log(values)).sum()))
