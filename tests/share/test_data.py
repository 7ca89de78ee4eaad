"""Data sets as others load them, and what their cards say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.share.data import export_data


def _front(card: str) -> dict[str, object]:
    lines = card.split("---\n")[1].splitlines()
    return {key: json.loads(value) for key, value in (line.split(": ", 1) for line in lines)}


LOAD = """
import sys, datasets
loaded = datasets.load_dataset(sys.argv[1])
print({name: split["text"][:] for name, split in loaded.items()})
"""


def test_what_is_exported_is_loaded_by_datasets_offline(run: Path, tmp_path: Path) -> None:
    pytest.importorskip("datasets")
    shared = export_data(run, tmp_path / "shared", ["kept", "contaminated"])
    assert [(each.name, each.rows) for each in shared] == [("kept", 2), ("contaminated", 1)]
    offline = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(tmp_path / "shared")],
        env=offline,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == str({"kept": ["text 1", "text 2"], "contaminated": ["text 0"]})
    assert not list(tmp_path.glob(".shared*"))


def test_the_card_says_where_everything_comes_from(run: Path, tmp_path: Path) -> None:
    export_data(run, tmp_path / "shared", ["kept"])
    card = (tmp_path / "shared" / "README.md").read_text(encoding="utf-8")
    front = _front(card)
    assert front["license"] == "other" and front["tags"] == ["hornbook", "synthetic"]
    assert front["size_categories"] == ["n<1K"]
    for line in (
        "| kept | 2 | ",
        "They come from: teacher (2).",
        "| licence | string |",
        "| texts | Write | 0 rejected, 3 written |  |",
        "| clean texts | Clean | 1 contaminated, 2 kept | texts |",
        "| MIT | 1 |",
        "| texts | m | 5 | 3 | 70 | 9 | $0.2500 |",
        "| clean texts | humaneval | 13-gram | 1 | 2 |",
        "| share of near-duplicates | 0.125 |",
        "| Vendi score | 2.5 |",
    ):
        assert line in card, line


def test_the_card_tells_no_path_and_holds_no_markup(run: Path, tmp_path: Path) -> None:
    export_data(run, tmp_path / "shared", ["kept"])
    card = (tmp_path / "shared" / "README.md").read_text(encoding="utf-8")
    assert "<script>" not in card and "\\<script\\>" in card
    assert "secret" not in card and "path=…" in card and str(tmp_path) not in card


def test_an_artifact_without_a_run_can_be_exported(run: Path, tmp_path: Path) -> None:
    (folder,) = (run.parent / "artifacts").glob("write-*")
    (shared,) = export_data(folder, tmp_path / "shared", ["written"])
    assert shared.rows == 3
    card = (tmp_path / "shared" / "README.md").read_text(encoding="utf-8")
    assert "held against no benchmark" in card and "To make it again" not in card


@pytest.mark.parametrize(
    ("splits", "stage", "message"),
    [
        (["absent"], None, "no stage of .* has absent"),
        (["absent"], "texts", "has no split 'absent'"),
        (["kept"], "textz", "has no stage 'textz'"),
    ],
)
def test_what_is_not_there_is_told(
    run: Path, tmp_path: Path, splits: list[str], stage: str | None, message: str
) -> None:
    with pytest.raises(HornbookError, match=message):
        export_data(run, tmp_path / "shared", splits, stage=stage)
    assert not (tmp_path / "shared").exists()


def test_nothing_is_overwritten(run: Path, tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="exists already"):
        export_data(run, tmp_path, ["kept"])
    with pytest.raises(HornbookError, match="no run and no artifact"):
        export_data(tmp_path, tmp_path / "shared", ["kept"])
