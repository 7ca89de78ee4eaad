"""Documents set aside to measure on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hornbook.corpus.files import Files
from hornbook.corpus.hold_out import HoldOut
from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

Read = Callable[[Stage[Dataset]], tuple[Dataset, Manifest]]


def folder(place: Path, count: int) -> Split:
    place.mkdir()
    for number in range(count):
        (place / f"{number:03}.md").write_text(f"The text of number {number}.")
    return Split(Files(path=place), "documents")


def parts(dataset: Dataset) -> dict[str, list[str]]:
    return {name: [row["source"] for row in dataset.rows(name)] for name in dataset.splits()}


def test_every_document_stands_on_one_side_in_its_order(tmp_path: Path, read: Read) -> None:
    documents = folder(tmp_path / "docs", 40)
    stage = HoldOut(documents=documents, share=0.2, fewest=1)
    dataset, _ = read(stage)
    divided = parts(dataset)
    assert len(divided["heldout"]) == 8
    assert sorted(divided["kept"] + divided["heldout"]) == [f"file:{n:03}.md" for n in range(40)]
    assert all(names == sorted(names) for names in divided.values())
    assert dataset.table("kept").schema.equals(dataset.table("heldout").schema)
    other, _ = read(replace(stage, seed=1))
    assert parts(other)["heldout"] != divided["heldout"]


@pytest.mark.parametrize(("documents", "heldout"), [(60, 10), (24, 6), (400, 20), (3, 1)])
def test_enough_are_held_out_to_measure_on(
    tmp_path: Path, read: Read, documents: int, heldout: int
) -> None:
    dataset, _ = read(HoldOut(documents=folder(tmp_path / "docs", documents)))
    assert dataset.counts()["heldout"] == heldout


def test_one_of_few_is_held_out_and_one_is_kept(tmp_path: Path, read: Read) -> None:
    two = folder(tmp_path / "two", 2)
    for share in (0.01, 0.99):
        dataset, _ = read(HoldOut(documents=two, share=share))
        assert dataset.counts() == {"heldout": 1, "kept": 1}
    with pytest.raises(HornbookError, match="files left 1 documents, and it takes two"):
        read(HoldOut(documents=folder(tmp_path / "one", 1)))
    with pytest.raises(HornbookError, match="share=1: give a share between 0 and 1"):
        HoldOut(documents=two, share=1)
