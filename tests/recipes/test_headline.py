"""The headline recipe: its shape, and a run of it in very small."""

from __future__ import annotations

from pathlib import Path

import pytest

from hornbook.pipeline.context import Settings
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import Store
from hornbook.recipe import build, load
from hornbook.train.training import Train


def test_the_model_is_small_and_reads_clean_exercises_only() -> None:
    graph = Graph.of(build(load("headline"), []))
    (train,) = (stage for stage in graph.stages if isinstance(stage, Train))
    assert train.shape is not None and train.shape.config(4096).parameters() <= 12_000_000
    (pack,) = (stage for stage in graph.stages if stage.name == "pack")
    assert {source.split.stage.name for source in getattr(pack, "sources", ())} == {
        "clean exercises",
        "clean lessons",
    }


def test_some_of_its_exercises_state_a_task() -> None:
    (authored,) = (s for s in Graph.of(build(load("headline"), [])).stages if s.name == "exercises")
    assert 0.25 <= getattr(authored, "task_share", 0) <= 0.34


def test_mbpp_is_cleaned_of_and_tested_on_where_it_is_given(tmp_path: Path) -> None:
    plain = {stage.name for stage in Graph.of(build(load("headline"), [])).stages}
    (tmp_path / "mbpp.jsonl").write_text(
        '{"task_id": 1, "text": "Add.", "code": "def f(): pass", "test_list": ["assert f()"],'
        ' "test_setup_code": "", "challenge_test_list": []}\n'
    )
    graph = Graph.of(build(load("headline"), [f"mbpp={tmp_path}"]))
    assert {stage.name for stage in graph.stages} - plain == {"MBPP, greedy"}
    (clean,) = (stage for stage in graph.stages if stage.name == "clean exercises")
    assert len(getattr(clean, "benchmarks", ())) == 2


@pytest.mark.slow
def test_it_runs_to_its_page(tmp_path: Path) -> None:
    values = ["exercises=600", "lessons=40", "tokens=40000", "width=64", "layers=2", "samples=2"]
    values += ["problems=3", "heldout_exercises=20", "vocabulary=600"]
    runner = Runner(Store(tmp_path), Settings(workers=2), Progress(quiet=True))
    report = build(load("headline"), values)
    runner.run(report)
    page = (runner.open(report).directory / "report.html").read_text(encoding="utf-8")
    assert "What it solves" in page and "HumanEval, greedy" in page
