from __future__ import annotations

import gzip
import http.server
import json
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.corpus import lines as json_lines
from hornbook.corpus.locate import is_folder, places
from hornbook.corpus.reading import JSONL, Faults, row_file
from hornbook.errors import HornbookError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
LINE = JSON.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=20).map(
    lambda data: data.replace(b"\n", b"")
)
ROW = st.fixed_dictionaries({"text": st.text(), "n": st.integers()}).map(
    lambda row: json.dumps(row).encode()
)


def texts(path: Path | str, **options: Any) -> list[str | None]:
    with row_file(path, **options) as file:
        return [text for batch in file.batches(Faults()) for text in batch.texts]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINE | ROW, min_size=1), st.sampled_from(["", ".gz", ".zst"]))
def test_every_line_is_read_or_has_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[bytes], end: str
) -> None:
    monkeypatch.setattr(json_lines, "ROWS", 3)
    data = b"\n".join([b'{"text": "first"}', *lines])
    packed = {"": data, ".gz": gzip.compress(data), ".zst": zstandard.compress(data)}
    path = tmp_path / f"a.jsonl{end}"
    path.write_bytes(packed[end])
    faults = Faults()
    raw: list[bytes] = []
    with row_file(path) as file:
        for batch in file.batches(faults):
            assert isinstance(batch, json_lines.Lines)
            assert batch.first == len(raw)
            raw += batch.raw
            for place, text in enumerate(batch.texts):
                assert (text is None) == (place in batch.problems)
                if text is not None:
                    text.encode()
                    row = batch.rows[place]
                    assert row is not None
                    assert text == row["text"].encode("utf-8", "replace").decode()
    assert raw == [line for line in data.split(b"\n") if line.strip()]
    if faults.count:
        with row_file(path) as file, pytest.raises(HornbookError, match="--strict"):
            list(file.batches(Faults(strict=True)))


def test_batches_of_parquet_are_of_bounded_size(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = [f"{number:>100000}" for number in range(200)]
    pq.write_table(pa.table({"text": rows, "n": list(range(200))}), path, row_group_size=150)
    with row_file(path) as file:
        found = list(file.batches(columns=["n", "absent"]))
    assert [text for batch in found for text in batch.texts] == rows
    assert [batch.first for batch in found][-1] + len(found[-1]) == 200
    assert max(map(len, found)) <= 45
    assert found[0].values("n")[:2] == [0, 1] and found[0].values("absent")[0] is None


def test_a_path_on_this_machine_may_hold_any_sign(tmp_path: Path) -> None:
    path = tmp_path / "a::b[1]*?#.jsonl"
    path.write_text('{"text": "a"}')
    assert texts(path) == texts(str(path)) == ["a"]
    (tmp_path / "link.jsonl").symlink_to(path)
    assert texts(tmp_path / "link.jsonl") == ["a"]


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(HornbookError, match=r"can't reach s3://bucket/a.jsonl: .*s3fs") as told:
        texts("s3://bucket/a.jsonl")
    assert "\n" not in str(told.value)


def test_a_column_is_there_once(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"])
    pq.write_table(table, tmp_path / "a.parquet")
    with pytest.raises(HornbookError, match="2 columns 'text'"):
        texts(tmp_path / "a.parquet")


def test_values_that_python_cannot_hold_are_none(tmp_path: Path) -> None:
    raw = pa.array([b"ok", b"\xff"], pa.binary())
    topic = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    pq.write_table(pa.table({"text": ["a", "b"], "topic": topic}), tmp_path / "a.parquet")
    with row_file(tmp_path / "a.parquet") as file:
        (batch,) = file.batches(Faults())
    assert batch.values("topic") == ["ok", None]


def test_a_long_text_of_parquet_has_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook.corpus.tables.LONGEST", 100)
    pq.write_table(pa.table({"text": ["a", "x" * 101]}), tmp_path / "a.parquet")
    with row_file(tmp_path / "a.parquet") as file:
        (batch,) = file.batches(Faults())
    assert batch.problems == {1: "too long: a text of 101 bytes"}
    assert batch.texts == ["a", None]


@pytest.mark.parametrize("length", [99, 100, 101, 250])
def test_a_long_line_is_counted_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    for name, value in {"LONGEST": 100, "_BLOCK": 7}.items():
        monkeypatch.setattr(json_lines, name, value)
    line = b'{"text": "' + b"x" * (length - 12) + b'"}'
    (tmp_path / "a.jsonl").write_bytes(line + b'\n{"text": "after"}\n' + line)
    faults = Faults()
    with row_file(tmp_path / "a.jsonl") as file:
        (batch,) = file.batches(faults)
    assert batch.texts[1] == "after"
    assert (0 in batch.problems) == (2 in batch.problems) == (length > 100)
    if length > 100:
        assert batch.problems[2] == f"too long: a line of {length:,} bytes"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The folder's address."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path))
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_rows_come_over_http(served: str, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(b'{"text": "far"}\n'))
    assert texts(f"{served}/in.jsonl.gz?token=1") == ["far"]
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": f"<a href='{served}/in.jsonl/x'>"}))
    assert not is_folder(f"{served}/in.jsonl", JSONL)
    (place,) = places(f"{served}/in.jsonl", JSONL)
    assert place.name == "in.jsonl"
    with pytest.raises(HornbookError, match=r"can't read http://.*/absent\.jsonl") as told:
        texts(f"{served}/absent.jsonl")
    assert "\n" not in str(told.value)


def test_places_out_of_reach_are_one_sentence(tmp_path: Path) -> None:
    for place, message in {
        "http://127.0.0.1:1/in.jsonl": "can't read http://127.0.0.1:1/in.jsonl",
        "nonsense://in.jsonl": "can't reach nonsense://in.jsonl",
        str(tmp_path / "absent.jsonl"): "no such file or folder",
        "memory://absent.jsonl": "no such file or folder",
    }.items():
        with pytest.raises(HornbookError, match=message) as told:
            texts(place)
        assert "\n" not in str(told.value)
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(HornbookError, match="it is a folder; give a file"):
        texts(tmp_path / "folder.jsonl")
