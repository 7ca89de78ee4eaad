from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.curate import classify
from hornbook.curate.classifier import QualityClassifier
from hornbook.curate.classify import Summary, classify_file
from hornbook.errors import HornbookError
from hornbook.pipeline.progress import Progress

CODE = "def double(x):\n    '''Twice x.'''\n    return 2 * x\n"
QUIET = Progress(quiet=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, classifier: QualityClassifier) -> None:
    monkeypatch.setattr(classify, "default_classifier", lambda progress: classifier)


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_jsonl(tmp_path: Path, suffix: str) -> None:
    rows = [{"n": 1, "text": CODE, "tags": ["ä", None]}, {"text": "print 'x'", "n": {"deep": 2.5}}]
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    source, output = tmp_path / f"in{suffix}", tmp_path / f"out{suffix}"
    source.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    assert classify_file(source, output, progress=QUIET) == Summary(rows=2, unparsed=1)
    written = output.read_bytes()
    written = gzip.decompress(written) if suffix.endswith("gz") else written
    first, second = map(json.loads, written.splitlines())
    assert 0 <= first.pop("educational_value") <= 5 and first == rows[0]
    assert second.pop("educational_value") is None and second == rows[1]


def test_parquet_keeps_its_columns_and_types(tmp_path: Path) -> None:
    table = pa.table(
        {"n": pa.array([1, 2], pa.int8()), "text": pa.array([CODE, CODE], pa.large_string())}
    ).replace_schema_metadata({"made": "here"})
    source, output = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(table, source)
    classify_file(source, output, progress=QUIET)
    found = pq.read_table(output)
    assert found.select(["n", "text"]).equals(table)
    assert found.schema.metadata[b"made"] == b"here"
    assert found["educational_value"].null_count == 0


def test_a_second_pass_in_place_changes_nothing(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.parquet"):
        path = tmp_path / name
        if name.endswith("jsonl"):
            path.write_text(json.dumps({"text": CODE}) + "\n")
        else:
            pq.write_table(pa.table({"text": [CODE]}), path)
        classify_file(path, path, progress=QUIET)
        before = path.read_bytes()
        classify_file(path, path, progress=QUIET)
        assert path.read_bytes() == before


def test_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"text": f"{CODE}x = {n}\n"}) + "\n" for n in range(60)))
    classify_file(source, tmp_path / "one.jsonl", workers=1, progress=QUIET)
    monkeypatch.setattr(classify, "_ALONE", 0)
    monkeypatch.setattr(classify, "_CHUNK", 1500)
    classify_file(source, tmp_path / "two.jsonl", workers=2, progress=QUIET)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_nul_bytes_and_endless_lines_have_no_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hornbook.curate import scoring

    monkeypatch.setattr(scoring, "LONGEST", 1000)
    source = tmp_path / "in.jsonl"
    texts = [CODE, "x = '\0'", "x = 1  # " + "y" * 2000, CODE]
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    made = classify_file(source, source, progress=QUIET)
    assert made == Summary(rows=4, unparsed=2)
    values = [json.loads(line)["educational_value"] for line in source.read_text().splitlines()]
    assert values[0] == values[3] and values[1:3] == [None, None]


def test_parquet_with_nulls_and_mixed_encodings_keeps_its_rows(tmp_path: Path) -> None:
    raw = pa.array([CODE.encode(), None, "x = 'é'".encode("latin-1")], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    source, output = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"n": [1, 2, 3], "text": text}), source)
    made = classify_file(source, output, progress=QUIET)
    assert (made.rows, made.unparsed) == (3, 2)
    found = pq.read_table(output, columns=["n", "educational_value"]).to_pylist()
    assert [row["n"] for row in found] == [1, 2, 3]
    assert [row["educational_value"] is None for row in found] == [False, True, True]


def test_an_old_output_survives_a_failure(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("nonsense\n")
    (tmp_path / "out.jsonl").write_text("precious\n")
    with pytest.raises(HornbookError):
        classify_file(tmp_path / "bad.jsonl", tmp_path / "out.jsonl", progress=QUIET)
    assert (tmp_path / "out.jsonl").read_text() == "precious\n"
