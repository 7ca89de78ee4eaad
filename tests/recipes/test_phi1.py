"""phi-1's recipe: its full scale against the paper, its graph, and tiny end to end."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from hornbook.curate.annotate import Annotate
from hornbook.curate.sample import SampleForAnnotation
from hornbook.errors import HornbookError
from hornbook.generate.code_exercises.stages import WriteExercises
from hornbook.generate.sections.stages import WriteTextbooks
from hornbook.pipeline.graph import AnyStage, Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.recipes._phi1_numbers import FULL
from hornbook.recipes.phi1 import Variant, phi1
from hornbook.teacher import ScriptedTeacher
from hornbook.teacher.estimate import Estimate, estimate
from hornbook.train.agreement import PAPER_SHARE, Agreement, agreement
from hornbook.train.pack import Pack
from hornbook.train.papers import PAPER_TRAININGS
from hornbook.train.planned import planned_trainings
from hornbook.train.schedule import StoppedPlan
from hornbook.train.training import Train


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(open_store(tmp_path), progress=Progress(quiet=True))


def stages(variant: Variant = "figure1", **values: Any) -> dict[str, AnyStage]:
    graph = Graph.of(phi1(variant=variant, **values))
    return {stage.name: stage for stage in graph.stages}


@pytest.fixture(params=get_args(Variant))
def agreements(request: pytest.FixtureRequest, runner: Runner) -> dict[str, Agreement]:
    """The trainings of a variant that the paper has, beside it."""
    target = phi1(scale="full", variant=request.param)
    trainings = planned_trainings(runner, target)
    assert all(each.stage for each in trainings)
    return {each.stage: found for each in trainings if (found := agreement(each))}


def test_full_scale_agrees_with_the_paper(agreements: dict[str, Agreement]) -> None:
    assert agreements
    for found in agreements.values():
        for figure in found.figures:
            most = 0.3 if figure.name.endswith("hours") else 0.02
            assert abs(figure.off) <= most, (found.paper.name, figure)
            assert found.share == PAPER_SHARE


def test_every_training_of_the_paper_is_planned(runner: Runner) -> None:
    planned = {each.stage for each in planned_trainings(runner, phi1(scale="full"))}
    papers = {each.name for each in PAPER_TRAININGS if each.source.startswith("phi-1,")}
    assert papers <= planned


def test_phi_1_base_is_a_checkpoint_of_a_longer_training() -> None:
    base = stages("base", scale="full")["phi-1-base"]
    assert isinstance(base, Train) and isinstance(base.plan, StoppedPlan)
    assert (base.plan.steps, base.plan.scheduled, base.plan.warmup) == (24_000, 36_000, 750)
    assert base.plan.dropout == 0.1 and base.plan.precision == "float16"
    tuned = stages("phi-1", scale="full")["phi-1, finetuning"]
    assert isinstance(tuned, Train) and tuned.start == base
    plan = tuned.plan
    assert (plan.steps, plan.batch, plan.warmup, plan.keep) == (6_000, 256, 50, "best")


def test_the_teachers_bill(runner: Runner) -> None:
    bills = {each.stage: each for each in estimate(runner, phi1(scale="full", variant="phi-1"))}
    asked: dict[type[AnyStage], list[Estimate]] = {}
    for name, stage in stages("phi-1", scale="full").items():
        if name in bills:
            asked.setdefault(type(stage), []).append(bills[name])
    annotated = asked[Annotate]
    assert {each.teacher for each in annotated} == {"gpt-4"}
    assert sum(each.requests.high for each in annotated) == 100_000
    (textbooks,), (exercises,) = asked[WriteTextbooks], asked[WriteExercises]
    assert textbooks.teacher == exercises.teacher == "gpt-3.5-turbo"
    assert textbooks.completion_tokens.high <= 1e9
    assert exercises.requests.high == 879_500
    low, high = exercises.completion_tokens.low, exercises.completion_tokens.high
    assert low < 180e6 < high


@pytest.mark.parametrize("variant", get_args(Variant))
def test_the_graph_is_the_same_at_every_scale_but_for_its_makers(variant: Variant) -> None:
    kinds = {
        scale: {type(stage).__name__ for stage in stages(variant, scale=scale).values()}
        for scale in ("full", "nano", "tiny")
    }
    assert kinds["nano"] == kinds["tiny"]
    bought = {"Annotate", "SampleForAnnotation", "WriteTextbooks", "WriteExercises"}
    assert kinds["full"] - kinds["nano"] == bought | {"HubDataset", "PretrainedTokenizer"}
    own = {"AuthorTextbooks", "AuthorExercises", "InstalledPackages", "TrainTokenizer"}
    assert kinds["nano"] - kinds["full"] <= own


def test_teachers_take_the_place_of_the_procedural_curriculum() -> None:
    teacher = ScriptedTeacher(title="m", answers=("No.",))
    made = stages(author=teacher, annotator=teacher)
    kinds = {type(stage) for stage in made.values()}
    assert {WriteTextbooks, WriteExercises, Annotate, SampleForAnnotation} <= kinds


def test_pretrainings_of_a_size_see_equal_numbers_of_tokens() -> None:
    tokens: dict[str, Any] = {"tokens": 300_000, "finetune_tokens": 100_000}
    made = [each for each in stages(seeds=2, **tokens).values() if isinstance(each, Train)]
    pretrained = [each for each in made if each.start is None]
    assert len(pretrained) == 2 * 3 * 2 and len(made) == len(pretrained) + 2 * 2
    assert len({(each.plan.steps, each.plan.batch) for each in pretrained}) == 1
    assert {each.data.tokens for each in pretrained if isinstance(each.data, Pack)} == {300_000}
    assert {each.plan.seed for each in pretrained} == {0, 1}
    tuned = [each.data.tokens for each in made if each.start and isinstance(each.data, Pack)]
    assert set(tuned) == {100_000}


def test_mbpp_is_a_column_only_where_its_files_are(tmp_path: Path) -> None:
    page = phi1()
    assert all("MBPP is left out" in comparison.note for comparison in page.comparisons)
    titles = {
        test.title
        for comparison in page.comparisons
        for entrant in comparison.entrants
        for model in entrant.models
        for test in model.tests
    }
    assert titles == {"HumanEval", "held-out families"}
    with pytest.raises(HornbookError, match="mbpp"):
        Graph.of(phi1(mbpp=tmp_path))


def test_a_number_of_seeds_that_makes_nothing_is_refused() -> None:
    with pytest.raises(HornbookError, match="seeds has to be at least 1"):
        phi1(seeds=0)


def test_table_3_prunes_at_the_papers_rates() -> None:
    made = stages("table3")
    for rate in FULL.rates:
        assert f"1.8M, pruned at {rate:g}, seed 0" in made
    assert "1.8M, + exercises, seed 0" in made


@pytest.mark.slow
def test_tiny_runs_end_to_end(runner: Runner) -> None:
    page = phi1(scale="tiny")
    graph = runner.run(page).graph
    html = runner.open(page, graph).path.read_text()
    assert "Figure 1: small" in html and "Figure 1: large" in html
    table3 = phi1(scale="tiny", variant="table3")
    html = runner.open(table3, runner.run(table3).graph).path.read_text()
    assert "Table 3: τ = 0.8" in html


@pytest.mark.slow
def test_table_2_has_grades_beside_the_tests_verdicts(runner: Runner) -> None:
    judge = ScriptedTeacher(title="judge", answers=("It is plain.\n\nGrade: 3",))
    page = phi1(scale="tiny", variant="table2", judge=judge)
    html = runner.open(page, runner.run(page).graph).path.read_text()
    assert "unconventional problems, graded" in html and "30.0" in html
