from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.corpus.hub import HubDataset
from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.stage import Stage

Read = Callable[[Stage[Dataset]], tuple[Dataset, Manifest]]

pytest.importorskip("datasets")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("datasets.config.HF_HUB_OFFLINE", True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three shards of Parquet, laid out as on the hub."""
    place = tmp_path / "local" / "data"
    place.mkdir(parents=True)
    for shard in range(3):
        table = pa.table(
            {
                "content": [f"text {shard}.{row}" for row in range(4)] + [None],
                "licences": [["MIT"], ["MIT", "ISC"], [], None, None],
            }
        )
        pq.write_table(table, place / f"train-{shard:05}-of-00003.parquet")
    return tmp_path / "local"


def stage(folder: Path | str, **more: Any) -> HubDataset:
    return HubDataset(
        path="someone/set", text="content", licence_column="licences", folder=folder, **more
    )


def test_columns_are_mapped_and_shards_kept_apart(folder: Path, read: Read) -> None:
    dataset, manifest = read(stage(folder, licence="0BSD"))
    rows = {row["text"]: row for row in dataset.rows("documents")}
    assert list(rows) == [f"text {shard}.{row}" for shard in range(3) for row in range(4)]
    assert [row["licence"] for row in rows.values()] == ["MIT", "MIT AND ISC", "0BSD", "0BSD"] * 3
    assert rows["text 2.1"]["source"] == "hf:someone/set/train#2.1"
    assert manifest.facts["shards"] == 3
    assert manifest.facts["dropped_by_reason"] == {"unreadable": 3}


def test_jsonl_and_save_to_disk(tmp_path: Path, read: Read) -> None:
    import datasets

    (tmp_path / "jsonl").mkdir()
    (tmp_path / "jsonl" / "train.jsonl").write_text('{"content": "a"}\n{"content": "b"}\n')
    found, _ = read(HubDataset(path="x", text="content", folder=tmp_path / "jsonl"))
    assert [row["text"] for row in found.rows("documents")] == ["a", "b"]
    datasets.Dataset.from_dict({"text": ["c", "d"]}).save_to_disk(str(tmp_path / "saved"))
    found, _ = read(HubDataset(path="x", folder=tmp_path / "saved"))
    assert [row["text"] for row in found.rows("documents")] == ["c", "d"]


def test_a_shard_cut_short_is_named_and_the_rest_read(folder: Path, read: Read) -> None:
    cut = folder / "data" / "train-00001-of-00003.parquet"
    cut.write_bytes(cut.read_bytes()[:-40])
    dataset, _ = read(stage(folder))
    assert {row["text"][:6] for row in dataset.rows("documents")} == {"text 0", "text 2"}
    reasons = [row["reason"] for row in dataset.rows("dropped")]
    assert any(reason.startswith("damaged: shard 1 after row 0") for reason in reasons)


def test_what_cannot_be_opened_is_one_sentence(folder: Path, tmp_path: Path, read: Read) -> None:
    with pytest.raises(HornbookError, match=r"no column 'body'; it has: content"):
        read(HubDataset(path="x", text="body", folder=folder))
    with pytest.raises(HornbookError, match=r"can't open the data set .*folder="):
        read(HubDataset(path="nobody/nothing"))
    with pytest.raises(HornbookError, match=r"can't open the data set .*[Ss]plit"):
        read(stage(folder, split="nosuch"))
    with pytest.raises(HornbookError, match="no such folder"):
        read(stage(tmp_path / "gone"))


def test_identity_is_the_content_of_the_folder(folder: Path, tmp_path: Path) -> None:
    before = stage(folder).external()
    moved = folder.rename(tmp_path / "moved")
    assert stage(moved).external() == before
    (moved / "README.md").write_text("more")
    assert stage(moved).external() != before
