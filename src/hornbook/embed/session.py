"""Makes vectors window by window: cached ones looked up, the rest in batches of like length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hornbook.embed.protocol import Embedder, Encoded, Encoder
from hornbook.embed.vectors import VectorCache
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings

WINDOW = 1024
_STAND_IN = "."
"""Embedded in place of a blank text, so that every text has a direction."""


class EmbeddingSession:
    """An embedder at work. Made by `Embedder.open`, which see for how to use it.

    Attributes:
        asked: texts seen.
        cached: those whose vector was in the cache, or was made earlier in the same window.
        cut: those longer than the embedder reads; their vector is that of their beginning.
    """

    def __init__(self, embedder: Embedder, cache: Path | None, settings: Settings) -> None:
        self._embedder = embedder
        self._place = cache
        self._settings = settings
        self._open = ExitStack()
        self._cache: VectorCache | None = None
        self._encoder: Encoder | None = None
        self.asked = 0
        self.cached = 0
        self.cut = 0

    def __enter__(self) -> Self:
        if self._place is not None:
            cache = VectorCache(self._place, self._embedder.key())
            self._cache = self._open.enter_context(cache)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def facts(self) -> dict[str, int | str]:
        """What a stage records of its embedding."""
        return {
            "embedder": self._embedder.name,
            "texts": self.asked,
            "texts_cached": self.cached,
            "texts_cut": self.cut,
        }

    def embed(
        self,
        texts: Iterable[str],
        *,
        window: int = WINDOW,
        advance: Callable[[int], None] | None = None,
    ) -> Iterator[NDArray[np.float32]]:
        """Vectors of unit length, shape (up to ``window``, dimensions), in the order of ``texts``.

        At most ``window`` texts are in memory. ``advance`` is told how many more texts are done,
        more often than arrays come, such as a progress bar's.

        A vector depends on its text alone, up to the rounding of the model's arithmetic.

        Raises:
            HornbookError: when the model can't be loaded or reached, or gives no proper vectors.
        """
        waiting = iter(texts)
        while batch := list(islice(waiting, window)):
            yield self._window(batch, advance or _nobody)

    def matrix(self, texts: Iterable[str]) -> NDArray[np.float32]:
        """All vectors at once, shape (texts, dimensions); (0, 0) of no texts."""
        parts = list(self.embed(texts))
        return np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)

    def _window(self, texts: list[str], advance: Callable[[int], None]) -> NDArray[np.float32]:
        cleaned = [_clean(text) for text in texts]
        known: dict[str, tuple[NDArray[np.float32], bool]] = {}
        keys: dict[str, bytes] = {}
        if self._cache is not None:
            keys = {text: self._cache.key(text) for text in cleaned}
            stored = self._cache.get(list(keys.values()))
            known = {text: stored[key] for text, key in keys.items() if key in stored}
        lacking = sorted(set(cleaned) - known.keys(), key=lambda text: (-len(text), text))
        self.asked += len(texts)
        self.cached += len(texts) - len(lacking)
        advance(len(texts) - len(lacking))
        done = 0
        for encoded in self._encode(lacking):
            part = lacking[done : done + len(encoded.vectors_ND)]
            fresh = dict(
                zip(part, zip(encoded.vectors_ND, encoded.cut_N, strict=True), strict=True)
            )
            if self._cache is not None:
                self._cache.put((keys[text], row, bool(cut)) for text, (row, cut) in fresh.items())
            known |= fresh
            done += len(part)
            advance(len(part))
        self.cut += sum(bool(known[text][1]) for text in cleaned)
        return np.stack([known[text][0] for text in cleaned])

    def _encode(self, texts: Sequence[str]) -> Iterator[Encoded]:
        if not texts:
            return
        if self._encoder is None:
            self._encoder = self._open.enter_context(self._embedder.encoder(self._settings))
        for vectors_ND, cut_N in self._encoder.encode(texts):
            yield Encoded(unit(vectors_ND, self._embedder.name), cut_N)


def unit(vectors_ND: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    """Rows scaled to length one.

    Raises:
        HornbookError: for a row that is zero or holds numbers that aren't finite.
    """
    length_N1 = np.linalg.norm(vectors_ND.astype(np.float64), axis=1, keepdims=True)
    if not (np.isfinite(length_N1).all() and (length_N1 > 0).all()):
        raise HornbookError(
            f"the embedder {name} gave a vector that is zero or not finite; choose another model"
        )
    rows_ND: NDArray[np.float32] = (vectors_ND / length_N1).astype(np.float32)
    return rows_ND


def _clean(text: str) -> str:
    """The text as an embedder gets it: never blank, no halves of characters."""
    if not text.strip():
        return _STAND_IN
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _nobody(count: int) -> None:
    """For callers that don't want to know how many texts are done."""
