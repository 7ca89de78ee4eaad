from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.curate.annotate_file import annotate_file
from hornbook.curate.annotate_question import Question
from hornbook.errors import HornbookError
from hornbook.pipeline.progress import Progress
from hornbook.teacher import Request, ScriptedTeacher


def script(request: Request) -> str:
    content = request.payload["messages"][0]["content"]
    return "no" if "silent" in content else '{"score": 4}'


TEACHER = ScriptedTeacher(title="script", script=script)
ROWS = [{"text": "good", "n": 1}, {"text": "silent", "n": 2}, {"text": "good\u2603", "n": 3}]


def annotate(source: Path, output: Path, **more: Any) -> Any:
    return annotate_file(
        source,
        output,
        teacher=TEACHER,
        question=Question(),
        cache=source.parent / "cache",
        progress=Progress(quiet=True),
        **more,
    )


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz"])
def test_rows_keep_their_columns_and_gain_a_score(tmp_path: Path, ending: str) -> None:
    source, output = tmp_path / f"in.{ending}", tmp_path / f"out.{ending}"
    content = "\n".join(map(json.dumps, ROWS)).encode()
    source.write_bytes(gzip.compress(content) if ending.endswith("gz") else content)
    account = annotate(source, output)
    assert (account.asked, account.parsed) == (3, 2)
    written = output.read_bytes()
    text = gzip.decompress(written) if ending.endswith("gz") else written
    found = [json.loads(line) for line in text.splitlines()]
    assert [(row["text"], row["n"]) for row in found] == [(row["text"], row["n"]) for row in ROWS]
    assert [row["educational_value"] for row in found] == [4.0, None, 4.0]
    assert [row["reason"] for row in found] == [None, "no score in the answer", None]
    assert {path.name for path in tmp_path.iterdir()} == {source.name, output.name, "cache"}


def test_parquet_stays_parquet(tmp_path: Path) -> None:
    source, output = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS * 600), source)
    annotate(source, output)
    table = pq.read_table(output)
    assert table.num_rows == 1800 and table.column_names[:2] == ["text", "n"]
    assert table.column("educational_value").to_pylist()[:3] == [4.0, None, 4.0]


def test_without_a_score_at_all_nothing_is_written(tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"text": "silent"}\n')
    with pytest.raises(HornbookError, match="gave none of 1 documents a score"):
        annotate(source, output)
    assert not output.exists()
