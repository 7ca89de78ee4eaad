"""The shape of the TinyGSM recipe, and a run of its smallest scale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.generate.problems.author import AuthorProblems
from hornbook.model.presets import PHI_1, PHI_1_SMALL, TINYGSM_125M
from hornbook.pipeline.context import Settings
from hornbook.pipeline.graph import AnyStage, Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.recipe import build, load
from hornbook.recipes._tinygsm_numbers import NUMBERS
from hornbook.recipes.tinygsm import PAPER, tinygsm
from hornbook.train.planned import planned_trainings
from hornbook.train.schedule import StoppedPlan
from hornbook.train.training import Train

QUESTION = "Ann has {n} hens, and each lays 3 eggs a day. How many eggs does she get in a week?"


@pytest.fixture
def gsm8k(tmp_path: Path) -> Path:
    """A folder in GSM8K's form."""
    for part in ("train", "test"):
        rows = [
            {"question": QUESTION.format(n=n), "answer": f"So it is\n#### {n * 21}"}
            for n in range(2, 6)
        ]
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{part}.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def graph(*values: str) -> dict[str, AnyStage]:
    """The stages by their names."""
    return {stage.name: stage for stage in Graph.of(build(load("tinygsm"), list(values))).stages}


def ancestors(stages: dict[str, AnyStage], name: str) -> set[str]:
    """The names of all that a stage is made from."""
    return {stage.name for stage in Graph.of(stages[name]).stages} - {name}


def test_full_scale_is_planned_without_the_hub() -> None:
    report = tinygsm(scale="full")
    runner = Runner(open_store(Path("nowhere")), Settings(), Progress(quiet=True))
    trained = {each.stage: each for each in planned_trainings(runner, report)}
    for name, shape in (("125M", TINYGSM_125M), ("350M", PHI_1_SMALL), ("1.3B", PHI_1)):
        training = trained[f"TinyGSM {name}"]
        assert training.config == shape.config(50_295)
        assert (training.plan.steps, training.plan.batch) == (20_000, 1024)
        assert (training.plan.learning_rate, training.plan.weight_decay) == (1e-4, 0.01)
        assert trained[f"verifier {name}"].config == training.config
    assert len(trained) == 7


def test_full_scale_asks_for_as_many_problems_as_the_paper_has() -> None:
    asked = NUMBERS["full"].asked
    assert 10 * asked.similar + asked.solved == pytest.approx(12.3e6, rel=0.02)
    assert 10 * asked.variants == asked.solved
    numbers = NUMBERS["full"]
    drawn = 2 * len(numbers.temperatures) * numbers.samples
    assert drawn == numbers.tries == 48
    assert set(PAPER) == {size.name for size in numbers.sizes}


def test_full_scale_shows_training_questions_and_tests_on_others(gsm8k: Path) -> None:
    stages = graph("scale=full", f"gsm8k={gsm8k}")
    train = "GSM8K's training questions"
    assert train in ancestors(stages, "pack problems")
    clean = stages["clean problems"]
    assert clean.benchmarks[0].name == "gsm8k"  # type: ignore[attr-defined]
    assert stages["practice of 1.3B"].problems == "gsm8k-train-program"  # type: ignore[attr-defined]
    assert stages["GSM8K, 125M"].problems == "gsm8k-program"  # type: ignore[attr-defined]


@pytest.mark.parametrize("scale", ["nano", "tiny"])
def test_nobody_learns_from_what_they_are_tested_on(scale: str) -> None:
    stages = graph(f"scale={scale}")
    authored = [stage for stage in stages.values() if isinstance(stage, AuthorProblems)]
    assert len(authored) == 1 and authored[0].template_share > 0
    packed = stages["pack problems"].sources  # type: ignore[attr-defined]
    assert [source.split.name for source in packed] == ["train"]
    practice = stages[
        f"practice of {NUMBERS['tiny' if scale == 'tiny' else 'nano'].sizes[-1].name}"
    ]
    assert practice.problems.name == "practice"  # type: ignore[attr-defined]
    assert authored[0].practice_share > 0  # verifiers practise where generators are at a loss
    tested = {"known": "known templates", "templates": "held-out templates",
              "practised": "practised templates", "heldout": "held-out families"}  # fmt: skip
    for split, title in tested.items():
        name = f"{title}, {NUMBERS['tiny' if scale == 'tiny' else 'nano'].sizes[0].name}"
        assert stages[name].problems.name == split  # type: ignore[attr-defined]
    assert not any(name.startswith("GSM8K") for name in stages)


def test_verifiers_learn_from_two_checkpoints_of_the_largest_generator() -> None:
    stages = graph("scale=tiny")
    made_from = ancestors(stages, "verifier 0.06M")
    assert {"early 0.17M", "TinyGSM 0.17M"} <= ancestors(stages, "practice of 0.17M")
    assert {"TinyGSM 0.06M", "practice of 0.17M"} <= made_from
    assert stages["verifier 0.06M"].start == stages["TinyGSM 0.06M"]  # type: ignore[attr-defined]
    early, whole = stages["early 0.17M"], stages["TinyGSM 0.17M"]
    assert isinstance(early, Train) and isinstance(whole, Train)
    assert isinstance(early.plan, StoppedPlan) and early.plan.horizon == whole.plan.steps
    assert early.plan.steps < whole.plan.steps and early.data == whole.data


def test_seeds_have_models_of_their_own_and_share_the_data() -> None:
    stages = graph("scale=tiny", "seeds=2", "seed=3")
    assert {f"verifier 0.17M, seed {seed}" for seed in (3, 4)} <= set(stages)
    assert [name for name in stages if name.startswith("pack problems")] == ["pack problems"]
    with pytest.raises(HornbookError, match="seeds=0"):
        tinygsm(seeds=0)


@pytest.mark.slow
def test_the_smallest_scale_runs_and_shows_what_came_of_it(gsm8k: Path, tmp_path: Path) -> None:
    report = tinygsm(scale="tiny", gsm8k=gsm8k)
    runner = Runner(open_store(tmp_path / "runs"), Settings(workers=2), Progress(quiet=True))
    outcome = runner.run(report)
    page = runner.open(report, outcome.graph).path.read_text(encoding="utf-8")
    for text in ("Generator of 0.06M", "Generator of 0.17M", "held-out templates", "GSM8K",
                 "verifier of 0.17M", "majority of 2", "votes weighted"):  # fmt: skip
        assert text in page
    by_name = {stage.name: stage for stage in outcome.graph.stages}
    facts = runner.manifest(by_name["GSM8K, 0.06M"], outcome.graph).facts
    assert (facts["problems"], facts["candidates"]) == (4, 12)
    assert runner.run(report).ran == ()
