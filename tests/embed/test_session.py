from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.embed.protocol import Embedder, Encoded, Encoder
from hornbook.embed.vectors import VectorCache
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings


@dataclass(frozen=True, kw_only=True)
class Counting(Embedder):
    """Embeds a text as its length and its first character; keeps what it was asked."""

    scale: float = 1.0
    asked: list[list[str]] = field(default_factory=list, compare=False)
    batch: int = 2

    @property
    def name(self) -> str:
        return "counting"

    def key(self) -> str:
        return f"counting:{self.scale}"

    @contextmanager
    def encoder(self, settings: Settings) -> Iterator[Encoder]:
        yield self

    def encode(self, texts: Sequence[str]) -> Iterator[Encoded]:
        for start in range(0, len(texts), self.batch):
            part = list(texts[start : start + self.batch])
            self.asked.append(part)
            rows = [[len(text) * self.scale, ord(text[0])] for text in part]
            yield Encoded(np.array(rows, np.float32), np.array([len(text) > 5 for text in part]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(max_size=8), max_size=30), st.integers(1, 7))
def test_order_windows_and_cache(tmp_path: Path, texts: list[str], window: int) -> None:
    embedder = Counting()
    with embedder.open(None) as session:
        expected = session.matrix(texts)
    with embedder.open(tmp_path) as session:
        parts = list(session.embed(texts, window=window))
    assert [len(part) for part in parts[:-1]] == [window] * (len(parts) - 1)
    assert not texts or (np.concatenate(parts) == expected).all()
    embedder.asked.clear()
    with embedder.open(tmp_path) as again:
        assert (again.matrix(texts) == expected).all()
        assert (again.asked, again.cached) == (len(texts), len(texts))
    assert embedder.asked == []


def test_batches_are_of_like_length_and_each_text_is_asked_once() -> None:
    embedder = Counting()
    with embedder.open(None) as session:
        session.matrix(["aa", "a", "aaaaaa", "aa", "aaa"])
        assert session.facts() == {
            "embedder": "counting",
            "texts": 5,
            "texts_cached": 1,
            "texts_cut": 1,
        }
    assert embedder.asked == [["aaaaaa", "aaa"], ["aa", "a"]]


def test_progress_counts_every_text(tmp_path: Path) -> None:
    for _ in range(2):
        seen: list[int] = []
        with Counting().open(tmp_path) as session:
            list(session.embed(["a", "b", "a", "", "c"], window=3, advance=seen.append))
        assert sum(seen) == 5


def test_embedders_share_a_cache_without_mixing(tmp_path: Path) -> None:
    with Counting().open(tmp_path) as session:
        one = session.matrix(["abc"])
    with Counting(scale=9.0).open(tmp_path) as session:
        assert (session.matrix(["abc"]) != one).any()


def test_what_was_done_before_a_failure_is_kept(tmp_path: Path) -> None:
    class Dying(Counting):
        def encode(self, texts: Sequence[str]) -> Iterator[Encoded]:
            yield next(super().encode(texts))
            raise HornbookError("the endpoint went away")

    with pytest.raises(HornbookError), Dying().open(tmp_path) as session:
        session.matrix(["a", "bb", "ccc", "dddd"])
    with Counting().open(tmp_path) as session:
        session.matrix(["a", "bb", "ccc", "dddd"])
        assert session.cached == 2


def test_blank_texts_and_halves_of_characters() -> None:
    embedder = Counting()
    with embedder.open(None) as session:
        rows = session.matrix(["", " \n", "\ud800"])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert sorted(text for part in embedder.asked for text in part) == [".", "?"]


def test_a_vector_that_is_no_direction_is_an_error() -> None:
    with pytest.raises(HornbookError, match="counting gave a vector that is zero or not finite"):
        with Counting(scale=float("nan")).open(None) as session:
            session.matrix(["a"])


def test_damaged_and_newer_caches_are_told(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(HornbookError, match=r"damaged.*move it away"):
        Counting().open(tmp_path).__enter__()
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(HornbookError, match="newer Hornbook"):
        Counting().open(tmp_path).__enter__()


def test_cached_vectors_are_exact(tmp_path: Path) -> None:
    vector = np.array([0.1, -2.5e-38, 3.0], np.float32)
    with VectorCache(tmp_path / "v.sqlite", "x") as cache:
        cache.put([(cache.key("a"), vector, True)])
        ((found, cut),) = cache.get([cache.key("a"), cache.key("b")]).values()
        assert (found == vector).all() and cut and len(cache) == 1
