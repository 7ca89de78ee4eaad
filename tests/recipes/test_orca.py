"""The Orca recipe: the paper's numbers, the same graph at every scale, and all of it end to end."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.generate.explanations.stages import ExplainQueries
from hornbook.model.tokenizer import Tokenizer, train_bpe
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.recipe import build, load
from hornbook.recipes._orca_data import Places, from_teachers
from hornbook.recipes._orca_numbers import FULL, NUMBERS, TINY_NUMBERS
from hornbook.recipes.orca import Bench, orca
from hornbook.teacher import Request, ScriptedTeacher
from hornbook.train.pack import Pack
from hornbook.train.papers import PaperTraining, paper_training
from hornbook.train.planned import PlannedTraining, planned_trainings
from hornbook.train.training import Train


def quiet(folder: Path) -> Runner:
    return Runner(open_store(folder), progress=Progress(quiet=True))


def trainings(folder: Path, *values: str) -> dict[str, PlannedTraining]:
    target = build(load("orca"), list(values))
    return {each.stage: each for each in planned_trainings(quiet(folder), target)}


def in_the_paper(name: str) -> PaperTraining:
    found = paper_training(name)
    assert found is not None
    return found


def test_the_full_scale_has_the_papers_numbers_without_a_network(tmp_path: Path) -> None:
    made = trainings(tmp_path, "scale=full")
    for name in ("LLaMA-13B", "Orca, 5M by ChatGPT", "Orca, 1M by GPT-4"):
        planned, paper = made[name], in_the_paper(name)
        assert planned.config is not None and planned.tokens is not None
        assert planned.config.parameters() == pytest.approx(paper.parameters, rel=0.02)
        assert planned.tokens == pytest.approx(paper.tokens, rel=0.02)
        assert paper.epochs is None or planned.epochs == pytest.approx(paper.epochs, rel=0.02)
    assert made["Orca, 5M by ChatGPT"].length == 2048
    assert made["Orca, 1M only"].plan == made["Orca, 1M by GPT-4"].plan


def test_two_teachers_explain_five_million_queries_and_one_million_of_them() -> None:
    graph = Graph.of(orca(scale="full"))
    asked = [stage for stage in graph.stages if isinstance(stage, ExplainQueries)]
    assert [stage.requests for stage in asked] == [5_000_000, 1_000_000]
    assert len({stage.queries for stage in asked}) == 1
    assert len({stage.teacher.name for stage in asked}) == 2
    expected = FULL.prompt + FULL.response
    assert expected == pytest.approx(2048 / 2.7, rel=0.01)


@pytest.mark.parametrize("scale", NUMBERS)
def test_every_scale_holds_the_same_things_against_each_other(scale: Any) -> None:
    report = orca(scale=scale, seeds=1)
    names = [[entrant.name for entrant in each.entrants] for each in report.comparisons]
    assert names == [
        ["answers only", "explanations"],
        ["one stage", "one stage, as long as two", "two stages"],
    ]
    answers, explained = (
        entrant.models[0].checkpoint for entrant in report.comparisons[0].entrants
    )
    one, longer, two = (entrant.models[0].checkpoint for entrant in report.comparisons[1].entrants)
    for each in (answers, explained, longer, two):
        assert isinstance(each, Train) and isinstance(each.data, Pack)
        (source,) = each.data.sources
        assert each.data.layout == "rows" and source.answer == "response"
    assert isinstance(answers, Train) and isinstance(explained, Train)
    assert answers.plan == explained.plan and answers.start == explained.start
    assert isinstance(two, Train) and two.start == explained and isinstance(longer, Train)
    assert explained.plan.steps + two.plan.steps == pytest.approx(longer.plan.steps, abs=1)
    assert isinstance(one, Train) and two.data == one.data == longer.data
    assert two.plan == one.plan and one.start == longer.start == explained.start


def test_more_epochs_and_other_seeds_can_be_asked_for(tmp_path: Path) -> None:
    usual = trainings(tmp_path, "scale=nano", "seeds=1")
    longer = trainings(tmp_path, "scale=nano", "seeds=2", "epochs=6")
    steps = {name: usual[name].plan.steps for name in usual if name != "base"}
    for name, made in steps.items():
        assert longer[f"{name}, seed 1"].plan.steps == pytest.approx(3 * made, abs=3)
    assert longer["base"].plan == usual["base"].plan
    for wrong in ("seeds=0", "epochs=0", "seeds=-1"):
        with pytest.raises(HornbookError, match="at least 1"):
            build(load("orca"), [wrong])


def test_nothing_that_is_tested_is_trained_on(tmp_path: Path) -> None:
    report = orca(scale="tiny", seeds=1)
    stages = {stage.name: stage for stage in Graph.of(report).stages}
    runner = quiet(tmp_path)
    rows = {}
    for name in ("brief explanations", "explanations", "bare answers"):
        graph = runner.run(stages[name]).graph
        dataset = runner.open(stages[name], graph)
        assert isinstance(dataset, Dataset)
        rows[name] = {split: list(dataset.rows(split)) for split in dataset.splits()}
    brief, full, bare = (rows[name]["train"] for name in rows)
    assert [row["query"] for row in brief] == [row["query"] for row in bare]
    assert [row["query"] for row in full] == [row["query"] for row in brief[: len(full)]]
    tests = rows["brief explanations"]
    trained = {row["query"] for row in brief}
    assert not trained & {row["query"] for split in ("unseen", "heldout") for row in tests[split]}
    assert not {row["task"] for row in brief} & {row["task"] for row in tests["heldout"]}


def explain(request: Request) -> str:
    """What a teacher might say, longer than any answer of the queries."""
    turns = {turn["role"]: turn["content"] for turn in request.payload["messages"]}
    first, second = turns["user"].split()[2], turns["user"].split()[4].rstrip("?")
    total = int(first) + int(second)
    return f"We begin at {first} and count on {second} times, to {total}. The answer is {total}."


def test_teachers_explain_what_folders_hold_in_place_of_the_hub(tmp_path: Path) -> None:
    flan = tmp_path / "flan"
    for place, name in enumerate(("cot", "niv2", "flan2021", "t0")):
        (flan / name).mkdir(parents=True)
        rows = [
            {
                "inputs": f"What is {place} + {number}?",
                "targets": str(place + number),
                "task_name": f"sums of {place}",
                "template_type": "zs_noopt" if number % 3 else "fs_noopt",
            }
            for number in range(10, 40)
        ]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (flan / name / "rows.jsonl").write_text(lines)
    (tmp_path / "codegen").mkdir()
    Tokenizer.write(tmp_path / "codegen", train_bpe(["We begin at one and count on."] * 50, 300))
    web = tmp_path / "web"
    web.mkdir()
    page = {"content": "It rained, and all the birds sat still. " * 40, "url": "http://a.example"}
    (web / "part.jsonl").write_text("".join(json.dumps(page) + "\n" for _ in range(30)))
    assistant, teacher = (ScriptedTeacher(title=name, script=explain) for name in ("one", "two"))
    numbers = replace(TINY_NUMBERS, queries=60, teacher_queries=20, prompt=50, response=20)
    places = Places(flan=flan, web=web, tokenizer=tmp_path / "codegen")
    data = from_teachers(numbers, assistant, teacher, places, 0)
    bench = Bench(numbers=numbers, data=data, bbh=None, agieval=None, tasks=(), seed=0)
    last = bench.comparisons()[1].entrants[-1].models[0].checkpoint
    assert isinstance(last, Train)
    assert isinstance(last.data, Pack) and isinstance(last.start, Train)
    runner = quiet(tmp_path / "store")
    for stage in (last.data, last.start.data, bench.base().data):
        runner.run(stage)
    counts = {
        split.stage.name: runner.open(split.stage).counts()
        for split in (data.assistant, data.teacher)
    }
    assert counts["assistant's explanations"]["explanations"] == 60
    assert counts["teacher's explanations"]["explanations"] == 20
    runner.run(data.answers.stage)
    answered, helped, taught = (
        {row["query"] for row in runner.open(split.stage).rows(split.name)}
        for split in (data.answers, data.assistant, data.teacher)
    )
    assert answered == helped > taught


@pytest.mark.slow
def test_the_recipe_runs_end_to_end(tmp_path: Path) -> None:
    runner, report = quiet(tmp_path), orca(scale="tiny")
    graph = runner.run(report).graph
    page = runner.open(report, graph).path.read_text(encoding="utf-8")
    for said in ("Explanations against answers", "One stage against two", "held-out kinds"):
        assert said in page
    answers = report.comparisons[0].entrants[0].models
    assert len(answers) == 2
    for model in answers:
        assert [test.title for test in model.tests] == [
            "trained kinds",
            "trained kinds, asked for reasons",
            "held-out kinds",
            "held-out kinds, asked for reasons",
        ]
        for test in model.tests:
            assert runner.open(test.evaluation, graph).values()["accuracy"]["value"] <= 1
