from __future__ import annotations

import builtins
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from hornbook.corpus.files import Files, documents_below
from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.stage import Stage

Read = Callable[[Stage[Dataset]], tuple[Dataset, Manifest]]


def row(text: str) -> bytes:
    return b'{"text": "%s", "license": ["MIT", "ISC"], "url": "x:%s"}\n' % ((text.encode(),) * 2)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(row("plain"))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(row("gzip")))
    (folder / "deep" / "c.jsonl.zst").write_bytes(
        zstandard.compress(row("one")) + zstandard.compress(row("two"))
    )
    pq.write_table(pa.table({"text": ["parquet"]}), folder / "deep" / "d.parquet")
    (folder / "notes.md").write_text("prose")
    (folder / "other.bin").write_bytes(b"\0")
    return folder


ALL = {"plain", "gzip", "one", "two", "parquet", "prose"}


def texts(dataset: Dataset) -> set[str]:
    return {row["text"] for row in dataset.rows("documents")}


def test_a_folder_a_url_and_memory_give_the_same_rows(corpus: Path, read: Read) -> None:
    memory = fsspec.filesystem("memory")
    memory.put(str(corpus), "/remote", recursive=True)
    try:
        local, _ = read(Files(path=corpus))
        assert texts(local) == ALL
        by_url, _ = read(Files(path=f"file://{corpus}"))
        assert by_url.directory == local.directory
        remote, _ = read(Files(path="memory://remote"))
        assert remote.table("documents").equals(local.table("documents"))
    finally:
        memory.rm("/remote", recursive=True)


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.jsonl*", ["a.jsonl", "b.jsonl.gz"]),
        ("**/*.parquet", ["deep/d.parquet"]),
        ("deep/[cd].*", ["c.jsonl.zst", "d.parquet"]),
        ("a.jsonl", ["a.jsonl"]),
    ],
)
def test_globs(corpus: Path, pattern: str, names: list[str]) -> None:
    assert [place.name for place in documents_below(f"{corpus}/{pattern}")] == names


def test_licence_and_source_of_the_row(corpus: Path, read: Read) -> None:
    stage = Files(
        path=corpus / "a.jsonl", licence_column="license", source_column="url", licence="0BSD"
    )
    (found,) = read(stage)[0].rows("documents")
    assert (found["licence"], found["source"]) == ("MIT AND ISC", "x:plain")


def test_the_identity_of_a_remote_file_changes_with_it() -> None:
    memory = fsspec.filesystem("memory")
    try:
        memory.pipe("/changing/a.txt", b"one")
        before = Files(path="memory://changing").external()
        assert Files(path="memory://changing").external() == before
        memory.pipe("/changing/a.txt", b"two")
        assert Files(path="memory://changing").external() != before
    finally:
        memory.rm("/changing", recursive=True)


def test_places_that_cannot_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(HornbookError, match="check the path"):
        documents_below("memory://nowhere/at/all")
    with pytest.raises(HornbookError, match="no-such-protocol"):
        documents_below("no-such-protocol://x")
    real = builtins.__import__

    def without_s3fs(name: str, *rest: object, **more: object) -> object:
        if name.startswith("s3fs"):
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_s3fs)
    with pytest.raises(HornbookError, match=r"s3://bucket/x: .*s3fs") as told:
        documents_below("s3://bucket/x")
    assert "\n" not in str(told.value)


def test_a_connection_that_breaks_is_no_damage(read: Read) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/flaky/a.jsonl", row("a"))

    class Breaking(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            raise ConnectionResetError(104, "Connection reset by peer")

    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(memory), "open", lambda *_, **__: Breaking())
            with pytest.raises(HornbookError, match=r"broke off .*run the same command"):
                read(Files(path="memory://flaky"))
        assert texts(read(Files(path="memory://flaky"))[0]) == {"a"}
    finally:
        memory.rm("/flaky", recursive=True)
