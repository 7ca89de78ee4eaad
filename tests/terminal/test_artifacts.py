"""Rows of artifacts on a terminal."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from hornbook.corpus.document import document_schema
from hornbook.pipeline.dataset import Dataset
from hornbook.terminal.artifacts import show_ancestry

SEED = "".join(f"line = {number}\n" for number in range(200))
TEXT = f"def f(x):\n    return [x]  # \x1b[2J\n{SEED}"


def test_a_row_is_shown_whole_line_by_line_and_what_it_was_made_from_in_short(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"id": "abcd1", "text": TEXT, "source": "s\x1b", "parents": ["abcd2"], "stage": "x"},
        {"id": "abcd2", "text": SEED, "source": "seed", "parents": [], "stage": "x"},
    ]
    folder = tmp_path / "artifacts" / "made-up"
    Dataset.write(folder, rows=pa.Table.from_pylist(rows, schema=document_schema()))
    (folder / "manifest.json").write_text("{}")
    show_ancestry(tmp_path, "abcd1")
    row, parent = capsys.readouterr().out.split("made from abcd2")
    assert "def f(x):\n    return [x]  # �[2J\nline = 0\n" in row and "line = 199\n" in row
    assert "line = 0\nline = 1\n" in parent and "line = 199" not in parent
    assert "\x1b" not in row + parent
