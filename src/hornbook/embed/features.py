"""Words and syntax as vectors: counted, weighed, and projected by hashing.

Every feature is a string: a word, two words in a row, a node of the syntax tree under its parent.
Its hash chooses a few coordinates and signs, so a text's vector is a sparse random projection of
its counts (feature hashing: Weinberger et al., arXiv:0902.2206; several coordinates a feature:
Achlioptas, https://doi.org/10.1016/S0022-0000(03)00025-4), and inner products of the counts are
kept up to noise that falls with the dimensions.
"""

from __future__ import annotations

import ast
import hashlib
import multiprocessing
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import lru_cache, partial
from itertools import pairwise
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hornbook.embed.protocol import Encoded

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+|\d+|[^\w\s]")
_COORDINATES = 4
_BATCH = 64
_WORTH_PROCESSES = 256
"""Texts in a window, from which on the work is divided."""


class LexicalEncoder:
    """Embeds texts in this process, or in ``workers`` of them when there are many.

    Args:
        dimensions: of the vectors.
        characters: how much of a text is read.
        workers: processes.
    """

    def __init__(self, dimensions: int, characters: int, workers: int) -> None:
        self._embed = partial(embed_batch, dimensions=dimensions, characters=characters)
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def encode(self, texts: Sequence[str]) -> Iterator[Encoded]:
        """As `hornbook.embed.protocol.Encoder.encode`."""
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        if self._workers == 1 or len(texts) < _WORTH_PROCESSES:
            yield from map(self._embed, batches)
            return
        if self._pool is None:
            pool = ProcessPoolExecutor(
                self._workers, mp_context=multiprocessing.get_context("forkserver")
            )
            self._pool = self._open.enter_context(pool)
        yield from self._pool.map(self._embed, batches)


def embed_batch(texts: Sequence[str], *, dimensions: int, characters: int) -> Encoded:
    """Vectors of texts, one after the other."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are the author's business
        vectors = [embed_text(text[:characters], dimensions) for text in texts]
    return Encoded(np.stack(vectors), np.array([len(text) > characters for text in texts]))


def embed_text(text: str, dimensions: int) -> NDArray[np.float32]:
    """The vector of one text, shape (dimensions,), not scaled."""
    vector_D = np.zeros(dimensions, np.float64)
    for counts in (*word_counts(text), syntax_counts(text)):
        if counts:
            # A word's second occurrence says less than its first; each kind weighs the same.
            weight_F = np.sqrt(np.fromiter(counts.values(), np.float64, len(counts)))
            weight_F /= np.linalg.norm(weight_F)
            hash_F = np.fromiter(map(_hash, counts), np.uint64, len(counts))
            vector_D += _project(hash_F, weight_F, dimensions)
    return vector_D.astype(np.float32)


def word_counts(text: str) -> tuple[Counter[str], Counter[str]]:
    """How often each word and each two words in a row occur.

    Words are the parts of identifiers, numbers and single signs: ``parse_URL2(x)`` has the words
    ``parse url 2 ( x )``.
    """
    words = [word.lower() for word in _WORD.findall(text)] or [text.strip()[:64]]
    return Counter(words), Counter(f"{left} {right}" for left, right in pairwise(words))


def syntax_counts(text: str) -> Counter[str]:
    """How often each kind of node stands under each other kind; empty where nothing parses."""
    try:
        root = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Counter()
    counts: Counter[str] = Counter()
    waiting: list[ast.AST] = [root]
    while waiting:
        node = waiting.pop()
        above = node.__class__.__name__
        for field in node._fields:
            value = getattr(node, field, None)
            for child in value if value.__class__ is list else (value,):
                if isinstance(child, ast.AST):
                    counts[f"{above}>{child.__class__.__name__}"] += 1
                    if child._fields:
                        waiting.append(child)
    return counts


@lru_cache(maxsize=1 << 18)
def _hash(feature: str) -> int:
    digest = hashlib.blake2b(feature.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _project(
    hash_F: NDArray[np.uint64], weight_F: NDArray[np.float64], dimensions: int
) -> NDArray[np.float64]:
    """Add each feature's weight to its coordinates, with its signs."""
    vector_D = np.zeros(dimensions, np.float64)
    for place in range(_COORDINATES):
        bits_F = (hash_F >> np.uint64(16 * place)) & np.uint64(0xFFFF)
        sign_F = 1.0 - 2.0 * (bits_F & np.uint64(1))
        coordinate_F = (bits_F >> np.uint64(1)) % np.uint64(dimensions)
        vector_D += np.bincount(
            coordinate_F.astype(np.int64), weight_F * sign_F, minlength=dimensions
        )
    return vector_D
