from __future__ import annotations

import errno
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.corpus.reading import Faults, row_file
from hornbook.corpus.writing import beside, check_pair, drafts, writing
from hornbook.errors import HornbookError


@pytest.mark.parametrize(
    ("output", "other"),
    [
        ("a/clean.jsonl", "a/clean.dropped.jsonl"),
        ("v1.2/clean.x.jsonl.gz", "v1.2/clean.x.dropped.jsonl.gz"),
        ("s3://bucket/Clean.PARQUET", "s3://bucket/Clean.dropped.PARQUET"),
    ],
)
def test_files_beside_others(output: str, other: str) -> None:
    assert beside(output, "dropped") == other
    assert beside(output, "pairs", ".html").endswith(".pairs.html")


def test_outputs_appear_together_or_not_at_all(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text("old")
    with pytest.raises(ZeroDivisionError), drafts(first, second) as made:
        for draft in made:
            draft.write_text("new")
        _ = 1 / 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
    assert first.read_text() == "old"
    with drafts(first, second) as made:
        for draft in made:
            draft.write_text("new")
        assert not second.exists()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "a.jsonl": "new",
        "b.jsonl": "new",
    }


def test_the_source_cannot_lose_rows(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("")
    (tmp_path / "link.jsonl").symlink_to("a.jsonl")
    check_pair(tmp_path / "a.jsonl", tmp_path / "link.jsonl")
    for pair in ((tmp_path / "a.jsonl", tmp_path / "link.jsonl"), ("memory://a.jsonl",) * 2):
        with pytest.raises(HornbookError, match="is the input"):
            check_pair(*pair, divided=True)


def test_columns_are_added_replaced_and_never_doubled(tmp_path: Path) -> None:
    lines = [b'{"text": "a"}  ', b'{"value": 7, "text":"b", "z": "\\ud800"}', b"{}", b"[1]"]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    with row_file(tmp_path / "a.jsonl") as file, writing(tmp_path / "b.jsonl", file) as writer:
        (batch,) = file.batches(Faults())
        writer.write(batch, [0, 1, 2, 3], {"value": [1, None, 3, 4], "why": ["é", "", "", ""]})
    found = (tmp_path / "b.jsonl").read_bytes().splitlines()
    assert found[0] == b'{"text": "a", "value": 1, "why": "\xc3\xa9"}'
    assert json.loads(found[1]) == {"value": None, "text": "b", "z": "\ud800", "why": ""}
    assert json.loads(found[2]) == {"value": 3, "why": ""}
    assert json.loads(found[3]) == {"line": "[1]", "value": 4, "why": ""}


def test_parquet_columns_stay_where_they_are(tmp_path: Path) -> None:
    table = pa.table({"value": [1], "text": ["a"], "kind": pa.array(["x"]).dictionary_encode()})
    pq.write_table(table, tmp_path / "a.parquet")
    fields = [pa.field("value", pa.float64()), pa.field("new", pa.string())]
    with (
        row_file(tmp_path / "a.parquet") as file,
        writing(tmp_path / "b.parquet", file, fields) as writer,
    ):
        for batch in file.batches(Faults()):
            writer.write(batch, [0], {"value": [0.5], "new": [None]})
    found = pq.read_table(tmp_path / "b.parquet")
    assert found.to_pylist() == [{"value": 0.5, "text": "a", "kind": "x", "new": None}]
    assert found.schema.field("kind").type == table.schema.field("kind").type


def test_a_full_disk_is_one_sentence_and_other_errors_are_not_hidden(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}')
    with row_file(tmp_path / "a.jsonl") as file:
        with (
            pytest.raises(HornbookError, match=r"can't write to .* \(No space left on device\)"),
            writing(tmp_path / "b.jsonl", file),
        ):
            raise OSError(errno.ENOSPC, "No space left on device")
        with pytest.raises(ConnectionResetError), writing(tmp_path / "b.jsonl", file):
            raise ConnectionResetError(errno.ECONNRESET, "reset")
