from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store

GOOD = b'{"text": "good"}\n'


@pytest.fixture
def read(tmp_path: Path) -> Callable[[Stage[Dataset]], tuple[Dataset, Manifest]]:
    """Runs a stage; gives what it made and what it recorded."""

    def run(stage: Stage[Dataset]) -> tuple[Dataset, Manifest]:
        runner = Runner(open_store(tmp_path / "store"), progress=Progress(quiet=True))
        runner.run(stage)
        return runner.open(stage), runner.manifest(stage, Graph.of(stage))

    return run


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder with one good file and one of each kind of bad ones."""
    folder = tmp_path / "bad"
    folder.mkdir()
    rows = b"".join(b'{"text": "row %d"}\n' % number for number in range(5000))
    files = {
        "a-good.jsonl": GOOD,
        "bytes.jsonl": b'{"text": "\xff"}\n{"text": "after"}\n',
        "empty.jsonl": b"",
        "list.jsonl": b"[1]\n",
        "malformed.jsonl": b'{"text": \n',
        "missing.jsonl": b'{"body": "x"}\n',
        "null.jsonl": b'{"text": null}\n',
        "nul.jsonl": b'{"text": "a\\u0000b"}\n',
        "nul.py": b"x = '\0'\n",
        "mixed.py": "x = 'caf\xe9'\n".encode("latin-1"),
        "declared.py": "# coding: latin-1\nx = 'caf\xe9'\n".encode("latin-1"),
        "same.txt": b"good",
        "not.jsonl.gz": b"not gzip",
        "cut.jsonl.gz": gzip.compress(rows)[:-2000],
        "cut.jsonl.zst": zstandard.compress(rows.replace(b"row", b"line"))[:-2000],
        "not.jsonl.zst": b"not Zstandard",
        "not.parquet": b"PAR1 not really",
        "zero.parquet": b"",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    pq.write_table(pa.table({"text": ["x" * 1000] * 1000}), folder / "cut.parquet")
    whole = (folder / "cut.parquet").read_bytes()
    (folder / "cut.parquet").write_bytes(whole[:-100])
    pq.write_table(pa.table({"text": ["of parquet", None]}), folder / "nulls.parquet")
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), folder / "empty.parquet")
    pq.write_table(pa.table({"body": ["x"]}), folder / "other.parquet")
    pq.write_table(pa.table({"text": [1]}), folder / "numbers.parquet")
    return folder
