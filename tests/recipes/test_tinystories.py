"""TinyStories as a recipe: the ladder at full scale, and the whole of it in small."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.evaluate.story_controls import JudgeControls
from hornbook.evaluate.story_grades import GradeStories
from hornbook.evaluate.story_judge import ASPECTS
from hornbook.model.presets import PRESETS
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.recipe import build, load
from hornbook.recipes._tinystories_numbers import FULL
from hornbook.recipes.tinystories import tinystories
from hornbook.teacher import ScriptedTeacher
from hornbook.train.planned import planned_trainings
from hornbook.train.training import Train


def of_kind(graph: Graph, kind: type) -> list[Any]:
    return [stage for stage in graph.stages if isinstance(stage, kind)]


def test_at_full_scale_the_published_ladder_is_planned_without_the_hub(tmp_path: Path) -> None:
    report = build(load("tinystories"), ["scale=full"])
    runner = Runner(open_store(tmp_path), progress=Progress(quiet=True))
    planned = {each.stage: each for each in planned_trainings(runner, report)}
    assert [each.plan.steps * each.plan.batch * 512 for each in planned.values()] == [
        pytest.approx(3 * 450e6, rel=0.001)
    ] * 7
    for name, each in planned.items():
        published = PRESETS[name.lower()]
        assert each.config == published.config(10_000)


def test_all_models_see_the_same_and_are_asked_the_same() -> None:
    graph = Graph.of(build(load("tinystories"), []))
    trainings = of_kind(graph, Train)
    # Three widths and three depths, which share a model; three seeds of each.
    assert len(trainings) == 15
    assert len({each.data for each in trainings}) == 1
    assert {each.plan.seed for each in trainings} == {0, 1, 2}
    assert len({(each.plan.steps, each.plan.learning_rate) for each in trainings}) == 1
    assert len({each.judge for each in of_kind(graph, GradeStories)}) == 1
    assert len(of_kind(graph, JudgeControls)) == 1


def test_the_judge_will_grade_ten_continuations_of_each_beginning() -> None:
    graph = Graph.of(build(load("tinystories"), ["scale=full"]))
    for stage in of_kind(graph, GradeStories):
        expected = stage.forecast()
        assert (expected.requests, expected.teacher.name) == (500, "gpt-4")


def test_no_held_out_story_is_trained_on(tmp_path: Path) -> None:
    graph = Graph.of(build(load("tinystories"), ["scale=full", f"stories={tmp_path}"]))
    (train,) = (stage for stage in graph.stages if stage.name == "TinyStories")
    (held,) = (stage for stage in graph.stages if stage.name == "TinyStories, validation")
    assert (train.split, held.split) == ("train", "validation")  # type: ignore[attr-defined]
    assert str(train.folder) == str(held.folder) == str(tmp_path)  # type: ignore[attr-defined]


def test_a_teacher_may_write_the_stories() -> None:
    graph = Graph.of(tinystories(scale="full", author=ScriptedTeacher()))
    (told,) = (stage for stage in graph.stages if stage.name == "stories")
    assert told.requests == FULL.stories  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (["seeds=0"], "at least one model"),
        (["stories=somewhere"], "only scale=full without an author"),
    ],
)
def test_what_makes_no_sense_is_refused(values: list[str], message: str) -> None:
    with pytest.raises(HornbookError, match=message):
        build(load("tinystories"), values)


@pytest.mark.slow
def test_it_runs_whole(tmp_path: Path) -> None:
    said = json.dumps({"assessment": "So so.", **dict.fromkeys((*ASPECTS, "age"), 5)})
    report = tinystories(scale="tiny", judge=ScriptedTeacher(answers=(said,)))
    runner = Runner(open_store(tmp_path), progress=Progress(quiet=True))
    runner.run(report)
    page = runner.open(report).path.read_text(encoding="utf-8")
    assert "Wider" in page and "Deeper" in page and "grades are worth" in page
    graph = Graph.of(report)
    controls = runner.open(of_kind(graph, JudgeControls)[0])
    assert controls.values()["grammar_over_shuffled"]["value"] == 0.5
