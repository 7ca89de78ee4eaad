from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.corpus.read import read_rows
from hornbook.errors import HornbookError


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries({"text": st.text(), "n": st.integers()}), min_size=1))
def test_jsonl_round_trip(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    assert list(read_rows(write(tmp_path / "a.jsonl", data))) == rows
    assert list(read_rows(write(tmp_path / "a.jsonl.gz", gzip.compress(data)))) == rows
    assert list(read_rows(write(tmp_path / "a.jsonl.zst", zstandard.compress(data)))) == rows


def test_parquet_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["a", "b"], "n": [1, 2]}), path)
    assert list(read_rows(path)) == [{"text": "a", "n": 1}, {"text": "b", "n": 2}]


GOOD = b'{"text": "x"}\n'


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jsonl", GOOD + b'{"text": \n', r"a\.jsonl, line 2: malformed JSON"),
        ("a.jsonl", GOOD + b"\n[1]\n", r"line 3: list where a JSON object"),
        ("a.jsonl", b'{"body": "x"}\n', r"line 1: no column 'text'; it has: body"),
        ("a.jsonl", b'{"text": 5}\n', r"line 1: column 'text' holds int"),
        ("a.jsonl", b'{"text": null}\n', r"line 1: column 'text' holds null"),
        ("a.jsonl", GOOD + b'{"text": "\xff"}\n', r"line 2: not UTF-8"),
        ("a.jsonl", b"\n \n", r"holds no rows"),
        ("a.jsonl", b"[" * 100_000, r"line 1: malformed JSON"),
        ("a.jsonl.gz", b"not gzip", r"not a whole gzip file"),
        ("a.jsonl.gz", gzip.compress(GOOD * 999)[:-9], r"not a whole gzip file"),
        ("a.jsonl.zst", b"not Zstandard", r"not a whole Zstandard file"),
        ("a.jsonl.zst", zstandard.compress(GOOD * 999)[:-9], r"not a whole Zstandard file"),
        ("a.csv", b"text\nx\n", r"can't tell its format"),
        ("a.parquet", b"PAR1 not really", r"not a Parquet file"),
        ("a.parquet", b"", r"not a Parquet file"),
    ],
)
def test_bad_files_are_told_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    with pytest.raises(HornbookError, match=message) as caught:
        list(read_rows(write(tmp_path / name, data)))
    assert name in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pa.table({"body": ["x"]}), "no column 'text'; it has: body"),
        (pa.table({"text": [1]}), "holds int64 where strings should be"),
        (pa.table({"text": ["x", None]}), "row 1: column 'text' holds null"),
        (pa.table({"text": pa.array([], pa.string())}), "holds no rows"),
    ],
)
def test_bad_parquet(tmp_path: Path, table: pa.Table, message: str) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(table, path)
    with pytest.raises(HornbookError, match=message):
        list(read_rows(path))


def test_missing_files(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.parquet"):
        with pytest.raises(HornbookError, match="No such file"):
            list(read_rows(tmp_path / name))


def test_parquet_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["x" * 1000] * 1000}), path)
    write(path, path.read_bytes()[:-100])
    with pytest.raises(HornbookError, match="cut short"):
        list(read_rows(path))
