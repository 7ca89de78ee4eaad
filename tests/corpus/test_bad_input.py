from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hornbook.corpus.files import Files
from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.stage import Stage

Read = Callable[[Stage[Dataset]], tuple[Dataset, Manifest]]

MEGABYTE = 1 << 20


def test_bad_files_are_named_and_the_rest_is_read(bad: Path, read: Read) -> None:
    dataset, manifest = read(Files(path=bad))
    kept = {row["source"] for row in dataset.rows("documents")}
    lone = {"a-good.jsonl#1", "bytes.jsonl#2", "declared.py", "nulls.parquet#1"}
    assert {f"file:{name}" for name in lone} <= kept
    rest = kept - {f"file:{name}" for name in lone}
    assert all(source.startswith(("file:cut.jsonl.gz#", "file:cut.jsonl.zst#")) for source in rest)
    reasons = {
        row["source"].removeprefix("file:"): row["reason"] for row in dataset.rows("dropped")
    }
    begins = {
        "bytes.jsonl#1": "unreadable: not UTF-8",
        "empty.jsonl": "empty: the file holds no rows",
        "list.jsonl#1": "unreadable: list where",
        "malformed.jsonl#1": "unreadable: malformed JSON",
        "missing.jsonl#1": "unreadable: no column 'text'; it has: body",
        "null.jsonl#1": "unreadable: column 'text' holds null",
        "nul.jsonl#1": "holds NUL bytes",
        "nul.py": "",
        "mixed.py": "unreadable: ",
        "same.txt": "duplicate: same text as file:a-good.jsonl#1",
        "not.jsonl.gz": "damaged: after line 0",
        "cut.jsonl.gz": "damaged: after line ",
        "cut.jsonl.zst": "damaged: after line ",
        "not.jsonl.zst": "damaged: after line 0",
        "not.parquet": "damaged: not Parquet, or cut short",
        "zero.parquet": "damaged: not Parquet",
        "cut.parquet": "damaged: not Parquet",
        "nulls.parquet#2": "unreadable: column 'text' holds null",
        "empty.parquet": "empty: the file holds no rows",
        "other.parquet": "unreadable: no column 'text'; it has: body",
        "numbers.parquet": "unreadable: column 'text' holds int64",
    }
    assert reasons.keys() == begins.keys()
    for name, begin in begins.items():
        assert reasons[name].startswith(begin), (name, reasons[name])
    counted = manifest.facts["dropped_by_reason"]
    assert sum(counted.values()) == len(begins)
    assert counted["damaged"] == 7 and counted["duplicate"] == 1


def test_nothing_usable_is_one_sentence(tmp_path: Path, read: Read) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(b'{"text": \n')
    (tmp_path / "in" / "b.jsonl").write_bytes(b'{"text": " "}\n')
    with pytest.raises(
        HornbookError, match=r"no document is left .*a\.jsonl#1: unreadable"
    ) as told:
        read(Files(path=tmp_path / "in"))
    assert "\n" not in str(told.value)


def test_a_file_without_the_column_says_what_to_do(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"code": "x = 1"}\n')
    with pytest.raises(HornbookError, match="it has: code; say which column holds the texts"):
        read(Files(path=tmp_path / "a.jsonl"))


def test_strict_ends_at_the_first_bad_row(bad: Path, read: Read) -> None:
    with pytest.raises(HornbookError, match=r"bytes\.jsonl#1: unreadable.*strict=True"):
        read(Files(path=bad, strict=True))


def test_a_line_of_100_megabytes_is_counted_not_read(tmp_path: Path) -> None:
    place = tmp_path / "in.jsonl"
    with place.open("wb") as file:
        file.write(b'{"text": "before"}\n{"text": "')
        for _ in range(100):
            file.write(b"x" * MEGABYTE)
        file.write(b'"}\n{"text": "after"}\n')
    program = f"""
import resource
from hornbook.corpus.locate import places
from hornbook.corpus.rows import Columns, read_place
from hornbook.corpus.reading import JSONL
(place,) = places({str(place)!r}, JSONL)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rows = list(read_place(place, Columns()))
print([row["text"] for row in rows], rows[1]["reason"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    texts, grown = done.stdout.splitlines()
    assert texts == "['before', '', 'after'] too long: a line of 104,857,612 bytes"
    assert int(grown) * resource.getpagesize() // 4096 < 80 * 1024  # KiB; the line is 100 MiB


def test_duplicate_ids_are_dropped_across_shards(tmp_path: Path, read: Read) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.jsonl").write_bytes(b'{"id": 1, "text": "same"}\n' * 2)
    dataset, _ = read(Files(path=folder))
    assert dataset.counts() == {"documents": 1, "dropped": 3}
