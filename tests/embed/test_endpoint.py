from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hornbook.embed import asking
from hornbook.embed.endpoint import EndpointEmbedder
from hornbook.errors import HornbookError
from hornbook.teacher.patience import Patience


def embedder(server: Any, **more: Any) -> EndpointEmbedder:
    return EndpointEmbedder(base_url=server.base_url, model="m", key_variable="", **more)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "Patience", lambda: Patience(first=0.001, attempts=3))


def test_vectors_come_in_the_order_of_the_texts(server: Any, tmp_path: Path) -> None:
    texts = ["a" * (1 + number * 7 % 50) for number in range(100)]
    with embedder(server, batch=3).open(tmp_path) as session:
        rows = session.matrix(texts)
    assert np.allclose(rows[:, 0] / rows[:, 1], [len(text) for text in texts])
    assert all(len(body["input"]) <= 3 and body["model"] == "m" for body in server.asked)


def test_the_key_goes_into_a_header_and_nowhere_else(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_KEY", "s3cret-value")
    with_key = EndpointEmbedder(base_url=server.base_url, model="m", key_variable="SOME_KEY")
    with with_key.open(tmp_path) as session:
        session.matrix(["a"])
    assert server.keys == {"Bearer s3cret-value"}
    assert b"s3cret" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    monkeypatch.delenv("SOME_KEY")
    with with_key.open(tmp_path) as session:
        session.matrix(["a"])  # it is cached
        with pytest.raises(HornbookError, match="SOME_KEY"):
            session.matrix(["b"])


def test_a_passing_fault_is_asked_again(server: Any) -> None:
    def busy_twice(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if len(server.asked) < 3:
            return 503, {"error": {"message": "busy"}}
        return 200, {"data": [{"index": 0, "embedding": [1.0, 2.0]}]}

    server.answer = busy_twice
    with embedder(server).open(None) as session:
        assert session.matrix(["a"]).shape == (1, 2)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "answer",
    [
        {"data": []},
        {"data": [{"index": 1, "embedding": [1.0]}]},
        {"data": [{"index": 0, "embedding": None}]},
        {"data": [{"index": 0, "embedding": "AAAA"}]},
        {"nothing": 1},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}]},
    ],
)
def test_an_answer_without_vectors_is_told(server: Any, answer: dict[str, Any]) -> None:
    server.answer = lambda body: (200, answer)
    with pytest.raises(HornbookError, match="gave no embeddings"), embedder(server).open(None) as s:
        s.matrix(["a"])
    assert len(server.asked) == 3


def test_a_text_that_is_too_long_is_halved_and_counted(server: Any) -> None:
    def picky(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if max(map(len, body["input"])) > 10:
            return 400, {"error": {"message": "too many tokens"}}
        rows = [{"index": n, "embedding": [len(t), 1.0]} for n, t in enumerate(body["input"])]
        return 200, {"data": rows}

    server.answer = picky
    with embedder(server, characters=64).open(None) as session:
        rows = session.matrix(["x" * 100, "yy", "z" * 10])
        assert session.cut == 1
    assert np.allclose(rows[:, 0] / rows[:, 1], [8, 2, 10])


def test_a_wrong_key_ends_the_work_and_keeps_what_was_made(server: Any, tmp_path: Path) -> None:
    with embedder(server).open(tmp_path) as session:
        session.matrix(["a", "b"])
    server.answer = lambda body: (401, {"error": {"message": "no such key"}})
    before = len(server.asked)
    with pytest.raises(HornbookError, match="refused the key"):
        with embedder(server).open(tmp_path) as session:
            session.matrix(["a", "b", "c"])
    assert len(server.asked) == before + 1
    assert server.asked[-1]["input"] == ["c"]


def test_an_address_that_is_none() -> None:
    with pytest.raises(HornbookError, match="isn't an HTTP address"):
        EndpointEmbedder(base_url="example", model="m")
