"""The stage: every row in one split, evidence and facts on record, bad input in one sentence."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.corpus.document import document_id
from hornbook.deduplicate.matching import Matching
from hornbook.deduplicate.stages import Deduplicate
from hornbook.embed.lexical import LexicalEmbedder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.store import open_store

from .conftest import Rows
from .test_duplicates import edited, story

ORIGINAL, COPY = story(1), edited(story(1), 7)
TEXTS = (ORIGINAL, story(2), COPY, story(3), ORIGINAL)


def run(
    stage: Deduplicate, folder: Path, workers: int = 2
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], Manifest]:
    runner = Runner(open_store(folder), Settings(workers=workers), Progress(quiet=True))
    outcome = runner.run(stage)
    made = runner.open(stage, outcome.graph)
    assert isinstance(made, Dataset)
    manifest = runner.manifest(stage, outcome.graph)
    return list(made.rows("kept")), list(made.rows("dropped")), manifest


def documents(*texts: str, **more: Any) -> Split:
    return Split(Rows(texts=texts, **more), "documents")


def test_rows_part_into_kept_and_dropped_with_evidence(tmp_path: Path) -> None:
    kept, dropped, manifest = run(Deduplicate(source=documents(*TEXTS)), tmp_path)
    assert [row["source"] for row in kept] == ["test:0", "test:1", "test:3"]
    assert [row["source"] for row in dropped] == ["test:2", "test:4"]
    assert {row["duplicate_of"] for row in dropped} == {document_id(ORIGINAL)}
    assert {row["similar_to"] for row in dropped} == {document_id(ORIGINAL)}
    assert 0.8 <= dropped[0]["similarity"] < 1 == dropped[1]["similarity"]
    assert dropped[1]["reason"] == f"Jaccard similarity 1.000 with {document_id(ORIGINAL)}"
    assert manifest.facts["duplicates"] == 2
    assert manifest.facts["bytes"]["dropped"] == len(ORIGINAL) + len(COPY)
    assert manifest.facts["compared_with_probability"]["0.8"] == 0.9977
    json.dumps(manifest.facts)


def test_the_copy_of_the_highest_value_stays(tmp_path: Path) -> None:
    source = documents(*TEXTS, scores=(1.0, 1.0, 2.0, None, None))
    kept, dropped, _ = run(Deduplicate(source=source, prefer="educational_value"), tmp_path)
    assert [row["source"] for row in kept] == ["test:1", "test:2", "test:3"]
    assert {row["duplicate_of"] for row in dropped} == {document_id(COPY)}


def test_several_sources_are_one(tmp_path: Path) -> None:
    first, second = documents(story(1), story(2)), documents(story(3), story(1), scores=(1.0, 2.0))
    kept, dropped, _ = run(Deduplicate(source=(first, second)), tmp_path)
    assert [row["text"] for row in kept] == [story(1), story(2), story(3)]
    assert [row.get("educational_value") for row in kept] == [None, None, 1.0]
    assert [row["duplicate_of"] for row in dropped] == [document_id(story(1))]


def test_what_was_dropped_before_can_be_looked_through_again(tmp_path: Path) -> None:
    first = Deduplicate(source=documents(ORIGINAL, COPY, edited(COPY, 8), edited(COPY, 9)))
    again = Deduplicate(source=Split(first, "dropped"), threshold=0.6)
    _, dropped, _ = run(again, tmp_path)
    assert list(dropped[0]).count("reason") == 1
    assert dropped[0]["duplicate_of"] == document_id(COPY)


def test_an_empty_split_stays_empty(tmp_path: Path) -> None:
    empty = Split(Rows(texts=("a",)), "none")
    for method in ("minhash", "exact", "semantic"):
        kept, dropped, manifest = run(Deduplicate(source=empty, method=method), tmp_path)
        assert (kept, dropped, manifest.facts["rows"]) == ([], [], 0)


def test_meaning_is_compared_with_the_rows_that_stay(tmp_path: Path) -> None:
    twin = TEXTS[1].replace("word1 ", "word11 ")
    stage = Deduplicate(source=documents(*TEXTS, twin), method="semantic", threshold=0.9)
    kept, dropped, manifest = run(stage, tmp_path)
    assert [row["source"] for row in kept] == ["test:0", "test:1", "test:3"]
    assert [row["similar_to"] == row["duplicate_of"] for row in dropped] == [True] * 3
    assert dropped[0]["reason"].startswith("cosine 0.9")
    assert manifest.facts["embedding"]["embedder"] == "lexical-1024"
    other = replace(stage, embedder=LexicalEmbedder(dimensions=64))
    assert other.external() == stage.external()
    assert run(other, tmp_path)[2].fingerprint != manifest.fingerprint


def test_every_run_tests_itself(tmp_path: Path) -> None:
    texts = [story(number, 150) for number in range(70)]
    levels = run(Deduplicate(source=documents(*texts)), tmp_path)[2].facts["self_test"]
    by_kind = {level["kind"]: level for level in levels}
    assert sum(level["planted"] for level in levels) == 70
    near = by_kind["words changed, to 0.95"]
    assert near["recall"] == 1 == near["expected"]
    assert near["similarity"] == pytest.approx(0.95, abs=0.03)
    assert by_kind["words changed, to 0.7"]["alike"] == 0


def test_a_search_that_finds_nothing_fails_its_test(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hornbook.deduplicate import search

    texts = [story(number, 150) for number in range(30)]
    monkeypatch.setattr(search, "small_pairs", lambda rows, starts: rows[:0].reshape(0, 2))
    levels = run(Deduplicate(source=documents(*texts)), tmp_path)[2].facts["self_test"]
    assert all(level["recall"] in (0, None) for level in levels)


def test_a_killed_search_goes_on_to_the_same_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hornbook.deduplicate import search

    stage = Deduplicate(source=documents(*TEXTS))
    whole = run(stage, tmp_path / "whole")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(search, "_twins", killed)
        with pytest.raises(KeyboardInterrupt):
            run(stage, tmp_path / "killed")
    assert list((tmp_path / "killed").rglob("signatures/*.npy"))
    with monkeypatch.context() as patch:
        patch.setattr(search, "_signed_columns", killed)  # not needed any more
        patch.setattr("hornbook.deduplicate.self_test.self_test", lambda *_, **__: [])
        resumed = run(stage, tmp_path / "killed")
    assert resumed[:2] == whole[:2]


def test_bands_that_miss_the_threshold_are_doubted() -> None:
    assert not Matching(threshold=0.8).doubt()
    assert not Matching(threshold=0.1, method="exact").doubt()
    assert "find 27% of the pairs of similarity 0.5; bands=21, rows=2" in (
        Matching(threshold=0.5).doubt()
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"prefer": "stars"}, "no column 'stars' to prefer by; it has: id"),
        ({"prefer": "source"}, "'source' holds string, and only numbers"),
        ({"column": "body"}, "no column 'body'; it has: id"),
        ({"method": "magic"}, "unknown method 'magic'"),
        ({"source": ()}, "no source"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path: Path, wrong: dict[str, Any], said: str) -> None:
    stage = replace(Deduplicate(source=documents(*TEXTS)), **wrong)
    with pytest.raises(HornbookError, match=said):
        run(stage, tmp_path)
