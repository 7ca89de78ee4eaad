"""Rouge: how much texts have in common, by the n-grams of words that they share.

Lin 2004 (https://aclanthology.org/W04-1013); each n-gram counts once, whatever its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = r"(?u)\b\w+(?:['’]\w+)?\b"
_CHUNK = 256


def most_alike(texts: Sequence[str], ngram: int = 2) -> NDArray[np.float64]:
    """Of each text the highest Rouge F1 that it has with any other, from 0 to 1."""
    import numpy as np

    sets, _ = _ngrams(texts, [], ngram)
    sizes = np.asarray(sets.sum(axis=1)).ravel()
    best = np.zeros(len(texts))
    for start in range(0, len(texts), _CHUNK):
        rows = slice(start, start + _CHUNK)
        shared = (sets[rows] @ sets.T).toarray()
        f1 = 2 * shared / np.maximum(sizes[rows, None] + sizes[None, :], 1)
        f1[np.arange(len(f1)), np.arange(len(f1)) + start] = 0  # a text is no other
        best[rows] = f1.max(axis=1, initial=0)
    return best


def most_contained(
    texts: Sequence[str], others: Sequence[str], ngram: int = 2
) -> NDArray[np.float64]:
    """Of each text the largest share of its n-grams that one of the others has (Rouge precision).

    A text without n-grams has a share of 0.
    """
    import numpy as np

    best = np.zeros(len(texts))
    if not others:
        return best
    sets, given = _ngrams(texts, others, ngram)
    sizes = np.maximum(np.asarray(sets.sum(axis=1)).ravel(), 1)
    for start in range(0, len(texts), _CHUNK):
        rows = slice(start, start + _CHUNK)
        best[rows] = (sets[rows] @ given.T).max(axis=1).toarray().ravel() / sizes[rows]
    return best


def _ngrams(texts: Sequence[str], others: Sequence[str], ngram: int) -> tuple[Any, Any]:
    """Which n-grams each text has, and each of the others, as sparse rows of 0 and 1.

    N-grams that only others have are left out: no text shares them.
    """
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(
        binary=True, ngram_range=(ngram, ngram), token_pattern=_WORD, dtype="int32"
    )
    try:
        sets = counter.fit_transform(texts)
    except ValueError:  # no text is long enough to have one
        return csr_matrix((len(texts), 1)), csr_matrix((len(others), 1))
    return sets, counter.transform(others) if others else None
