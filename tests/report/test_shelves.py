"""Rows of a run as entries to look at."""

from __future__ import annotations

import pytest

from hornbook.generate.exercises import AuthorExercises
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.report.shelves import exercises


@pytest.fixture(scope="module")
def authored(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    runner = Runner(open_store(tmp_path_factory.mktemp("shelves")), progress=Progress(quiet=True))
    stage = AuthorExercises(exercises=12, lessons=4, heldout_exercises=4, task_share=0.5)
    return runner.open(stage, runner.run(stage).graph)


def test_exercises_are_filtered_by_what_they_are(authored: Dataset) -> None:
    shelf = exercises(authored, 100)
    assert shelf is not None and shelf.total == len(shelf.entries)
    kinds = {entry.facets["Kind"] for entry in shelf.entries}
    assert {"training", "held-out", "lesson"} <= kinds
    training = [entry.facets for entry in shelf.entries if entry.facets["Kind"] == "training"]
    assert {facets["Form"] for facets in training} == {"completion", "task"}
    assert all(facets["Topic"] for facets in training)


def test_a_shelf_shows_a_sample_of_all_rows(authored: Dataset) -> None:
    shelf, whole = exercises(authored, 4), exercises(authored, 100)
    assert shelf is not None and whole is not None
    assert len(shelf.entries) < shelf.total == whole.total
    assert {entry.id for entry in shelf.entries} < {entry.id for entry in whole.entries}


def test_there_is_no_shelf_without_exercises() -> None:
    assert exercises(None, 10) is None
