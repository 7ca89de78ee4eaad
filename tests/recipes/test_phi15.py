"""phi-1.5's recipe: its numbers beside the paper's, its mixtures, and that it runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.evaluate.suites import SUITES
from hornbook.generate.prose.stages import WriteProse
from hornbook.model.tokenizer import train_bpe
from hornbook.pipeline.graph import AnyStage, Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.remote import remote
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.recipe import build, load
from hornbook.recipes._phi15_models import rows_of
from hornbook.report.stages import WriteReport
from hornbook.train.agreement import agreement
from hornbook.train.pack import Pack
from hornbook.train.papers import paper_training
from hornbook.train.planned import PlannedTraining, planned_trainings
from hornbook.train.training import Train

KINDS = ("phi-1.5-web-only", "phi-1.5", "phi-1.5-web")
FULL = ("scale=full",)
TINY = ("scale=tiny", "seeds=1")


def graph(*values: str) -> Graph:
    return Graph.of(build(load("phi15"), list(values)))


def report(*values: str) -> WriteReport:
    found = build(load("phi15"), list(values))
    assert isinstance(found, WriteReport)
    return found


def of_kind(where: Graph, kind: type[AnyStage]) -> list[AnyStage]:
    return [stage for stage in where.stages if isinstance(stage, kind)]


def planned(folder: Path) -> dict[str, PlannedTraining]:
    runner = Runner(open_store(folder), progress=Progress(quiet=True))
    trainings = planned_trainings(runner, build(load("phi15"), list(FULL)))
    return {each.stage: each for each in trainings}


def shares(pack: Pack) -> dict[str, float]:
    """Each source's part of the tokens, by the name of the stage that it is from."""
    total = sum(source.weight for source in pack.sources)
    return {source.split.stage.name: source.weight / total for source in pack.sources}


def test_full_trainings_agree_with_the_paper(tmp_path: Path) -> None:
    trainings = planned(tmp_path)
    assert tuple(trainings) == KINDS
    for name in ("phi-1.5", "phi-1.5-web"):
        found = agreement(trainings[name], share=0.65)
        assert found is not None
        figures = {figure.name: figure for figure in found.figures}
        assert abs(figures["parameters"].off) < 0.02
        assert abs(figures["tokens"].off) < 0.02
        assert abs(figures["epochs"].off) < 0.02
        assert abs(figures["A100 hours"].off) < 0.30


def test_the_hours_agree_within_thirty_percent_from_sixty_percent_utilization_on() -> None:
    paper = paper_training("phi-1.5")
    assert paper is not None and paper.share() == pytest.approx(0.76, abs=0.01)


def test_every_number_that_the_paper_states_is_in_the_plans() -> None:
    trainings = {stage.name: stage for stage in of_kind(graph(*FULL), Train)}
    for name, data, seen in (
        ("phi-1.5", 30e9, 150e9),
        ("phi-1.5-web-only", 95e9, 300e9),
        ("phi-1.5-web", 100e9, 300e9),
    ):
        stage = trainings[name]
        assert isinstance(stage, Train) and isinstance(stage.data, Pack)
        plan = stage.plan
        assert stage.start is None
        assert (stage.data.length, stage.data.tokens) == (2048, data)
        assert plan.steps * plan.batch * 2048 == pytest.approx(seen, rel=1e-4)
        assert (plan.batch, plan.learning_rate, plan.schedule) == (2048, 2e-4, "constant")
        assert (plan.warmup, plan.weight_decay) == (0, 0.1)
        assert (plan.beta1, plan.beta2, plan.epsilon) == (0.9, 0.98, 1e-7)
        assert plan.precision == "float16"


@pytest.mark.parametrize("scale", ["full", "nano", "tiny"])
def test_mixtures_are_the_papers(scale: str) -> None:
    packs = {
        stage.name.split(",")[0].rpartition(" ")[2]: shares(stage)
        for stage in of_kind(graph(f"scale={scale}"), Pack)
        if isinstance(stage, Pack)
    }
    web = "filter of the web" if scale == "full" else "clean web"
    for name, expected in (("phi-1.5-web-only", 0.8), ("phi-1.5", 0.0), ("phi-1.5-web", 0.4)):
        assert packs[name].get(web, 0.0) == pytest.approx(expected)
    assert packs["phi-1.5"]["clean prose"] == pytest.approx(0.8)
    assert packs["phi-1.5-web"]["clean prose"] == pytest.approx(0.4)
    written = {name for name in packs["phi-1.5-web-only"] if re.search("prose|text|exerc", name)}
    assert not written  # no synthetic data at all


def test_scales_are_the_same_graph_in_other_numbers() -> None:
    shapes = []
    for scale in ("nano", "tiny"):
        found = graph(f"scale={scale}", "seeds=1")
        shapes.append([(type(stage), stage.name) for stage in found.stages])
    assert shapes[0] == shapes[1]


def test_small_models_differ_in_their_data_alone() -> None:
    plans = {(stage.plan, stage.shape) for stage in of_kind(graph("seeds=1"), Train)}  # type: ignore[attr-defined]
    tokens = {stage.tokens for stage in of_kind(graph("seeds=1"), Pack)}  # type: ignore[attr-defined]
    assert len(plans) == len(tokens) == 1


def test_nothing_is_measured_that_was_learned_from() -> None:
    found = graph()
    names = {stage.name: stage for stage in found.stages}
    packed = {
        source.split.stage for stage in of_kind(found, Pack) if isinstance(stage, Pack)
        for source in stage.sources
    }  # fmt: skip
    for name in ("held-out prose of the web", "held-out prose", "stories"):
        assert names[name] not in packed


def test_a_variant_trains_one_model_and_seeds_several() -> None:
    assert [stage.name for stage in of_kind(graph(*FULL, "variant=web"), Train)] == ["phi-1.5-web"]
    (comparison,) = report("variant=plain", "seeds=4").comparisons
    (entrant,) = comparison.entrants
    assert len({model.checkpoint for model in entrant.models}) == 4


def test_what_needs_a_folder_is_left_out_and_told(tmp_path: Path) -> None:
    (comparison,) = report(*TINY).comparisons
    for what in ("zero-shot", "gsm8k", "mbpp", "toxigen", "86 prompts"):
        assert what in comparison.note
    titles = {test.title for test in comparison.entrants[0].models[0].tests}
    assert titles == {
        "held-out web",
        "held-out synthetic prose",
        "stories",
        "HumanEval",
        "full context",
    }
    with pytest.raises(HornbookError, match="no rows of the zero-shot suites"):
        build(load("phi15"), [*TINY, f"suites={tmp_path}"])


def test_without_lm_eval_the_suites_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hornbook.recipes import _phi15_models

    monkeypatch.setattr(_phi15_models, "find_spec", lambda _: None)
    (comparison,) = report(*TINY, f"suites={tmp_path}").comparisons
    assert "hornbook[eval]" in comparison.note


def test_folders_take_the_place_of_the_hub(tmp_path: Path) -> None:
    names = ("web", "stack", "stackoverflow", "codegen", "heldout", "stories", "suites")
    for suite in (name for name, each in SUITES.items() if each.file):
        (tmp_path / rows_of(suite)).touch()
    words = train_bpe(["a few words"] * 9, 260).to_str()
    (tmp_path / "tokenizer.json").write_text(words, encoding="utf-8")
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    needed = {what for stage in graph(*FULL).stages for what in remote(stage)}
    assert len(needed) == len(names) + 1  # codegen's tokenizer and its weights
    found = graph(*FULL, *(f"{name}={tmp_path}" for name in names))
    assert not [what for stage in found.stages for what in remote(stage)]


def test_the_bill_of_the_prose_is_known_before_its_topics() -> None:
    prose = next(stage for stage in graph(*FULL).stages if stage.name == "prose")
    assert isinstance(prose, WriteProse)
    expected = prose.forecast()
    assert expected is not None
    # 2.2: about 20B tokens
    assert expected.requests * expected.completion_tokens == pytest.approx(20e9, rel=0.02)


@pytest.mark.slow
def test_tiny_runs_end_to_end(tmp_path: Path) -> None:
    runner = Runner(open_store(tmp_path), progress=Progress(quiet=True))
    page = runner.open(runner.run(build(load("phi15"), list(TINY))).graph.target)
    html = (page.directory / "report.html").read_text(encoding="utf-8")
    for name in KINDS:
        assert name in html
    for measured in ("held-out web", "held-out synthetic prose", "stories", "HumanEval"):
        assert measured in html
