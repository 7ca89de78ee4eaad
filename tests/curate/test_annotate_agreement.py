from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.curate import annotate_excerpts
from hornbook.curate.annotate import Annotate
from hornbook.curate.annotate_agreement import AnnotatorAgreement
from hornbook.curate.annotate_excerpts import LabelledExcerpts, drawn_at_random, installed_texts
from hornbook.curate.annotate_measures import agreement, quadratic_kappa
from hornbook.curate.classifier import QualityClassifier
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.teacher import Request, ScriptedTeacher

COUNT = 60


def references() -> list[dict[str, Any]]:
    """Sixty short excerpts whose label stands in the text."""
    return [
        {
            "id": f"s{number:04}",
            "wheel": f"package{number // 2}-1.0-py3-none-any.whl",
            "path": f"package{number // 2}/a.py",
            "start": 1,
            "end": 1,
            "sha256": hashlib.sha256(text_of(number).encode()).hexdigest(),
            "score": number % 6,
        }
        for number in range(COUNT)
    ]


def text_of(number: int) -> str:
    return f"value_{number} = {number % 6}\n"


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(annotate_excerpts, "drawn_at_random", references)
    path = tmp_path / "excerpts.jsonl"
    lines = [json.dumps({"id": f"s{n:04}", "text": text_of(n)}) for n in range(COUNT)]
    path.write_text("\n".join([*lines, json.dumps({"id": "other", "text": "x"})]))
    return path


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(open_store(tmp_path / "store"), Settings(workers=1), Progress(quiet=True))


def rows(runner: Runner, stage: Stage[Dataset], split: str) -> list[dict[str, Any]]:
    runner.run(stage)
    return list(runner.open(stage).rows(split))


class Classifier(QualityClassifier):
    """Predicts every other excerpt's label."""

    def metrics(self) -> dict[str, Any]:
        predicted = [{"id": f"s{n:04}", "predicted": n % 6} for n in range(0, COUNT, 2)]
        return {"predictions": predicted}


class Predicted(Stage[Classifier]):
    def run(self, context: Context) -> Classifier:
        return Classifier(context.directory)


def test_an_annotator_is_compared_with_the_labels(runner: Runner, texts: Path) -> None:
    def knows(request: Request) -> str:
        """The label, but never more than 4, and nothing of every tenth."""
        line = request.payload["messages"][0]["content"].partition("value_")[2].split("\n")[0]
        number, label = line.split(" = ")
        return "no" if int(number) % 10 == 0 else f'{{"score": {min(int(label), 4)}}}'

    annotated = Annotate(
        corpus=Split(LabelledExcerpts(texts=texts, sample=0), "labelled"),
        annotator=ScriptedTeacher(title="knows", script=knows),
    )
    target = AnnotatorAgreement(annotations=Split(annotated, "annotated"), classifier=Predicted())
    runner.run(target)
    metrics = runner.open(target).values()
    assert (metrics["excerpts"], metrics["rejected"], metrics["method"]) == (54, 6, "score")
    assert metrics["tokens_per_excerpt"] > 100 and metrics["cost_per_excerpt"] == 0.0
    judges = metrics["judges"]
    assert list(judges) == ["annotator", "mean of the labels", "classifier"]
    assert judges["annotator"]["auc"] == judges["annotator"]["f1"] == 1.0
    assert judges["annotator"]["mae"] == pytest.approx(10 / 54, abs=1e-3)
    assert judges["annotator"]["spearman"] > 0.95
    assert judges["mean of the labels"]["spearman"] is None
    assert judges["mean of the labels"]["auc"] == 0.5
    assert judges["classifier"]["mae"] == 0 and judges["classifier"]["excerpts"] == 24


def test_a_sample_is_the_first_part_of_a_bigger_one(runner: Runner, texts: Path) -> None:
    few = rows(runner, LabelledExcerpts(texts=texts, sample=20), "labelled")
    more = rows(runner, LabelledExcerpts(texts=texts, sample=30), "labelled")
    assert few == more[:20] and len(more) == 30
    assert [row["excerpt"] for row in more] != sorted(row["excerpt"] for row in more)
    assert all(row["label"] == int(row["text"].split()[-1]) for row in more)
    assert len({row["group"] for row in more}) < 30


def test_where_the_texts_lie_is_no_part_of_the_identity(texts: Path) -> None:
    one = LabelledExcerpts(texts=texts).external()
    moved = texts.rename(texts.with_name("moved.jsonl"))
    assert LabelledExcerpts(texts=moved).external() == one
    lines = moved.read_text().splitlines()
    moved.write_text("\n".join(lines[:30]))
    assert LabelledExcerpts(texts=moved).external() != one


def test_a_text_that_isn_t_the_one_judged_is_told(texts: Path) -> None:
    changed = texts.read_text().replace("value_3 =", "value_x =")
    texts.write_text(changed)
    with pytest.raises(HornbookError, match=r"line 4: the text of s0003 isn't the one .* anew"):
        LabelledExcerpts(texts=texts).external()


def test_too_few_texts_are_told(texts: Path) -> None:
    texts.write_text(texts.read_text().splitlines()[0])
    with pytest.raises(
        HornbookError, match="1 of 60 labelled excerpts are here, and 20 are needed"
    ):
        LabelledExcerpts(texts=texts).external()


def test_what_is_installed_is_checked_by_its_hash() -> None:
    found = drawn_at_random()
    assert len(found) == 700
    texts = installed_texts(found)
    for reference in found:
        if reference["id"] in texts:
            digest = hashlib.sha256(texts[reference["id"]].encode()).hexdigest()
            assert digest == reference["sha256"]


SCORES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=30)


@given(SCORES)
def test_kappa_is_the_usual_one(pairs: list[tuple[int, int]]) -> None:
    from sklearn.metrics import cohen_kappa_score

    first, second = np.array(pairs, dtype=float).T
    ours = quadratic_kappa(first, second)
    if np.isnan(ours):
        assert len(set(first) | set(second)) == 1
        return
    theirs = cohen_kappa_score(
        first.astype(int), second.astype(int), labels=[*range(6)], weights="quadratic"
    )
    assert ours == pytest.approx(theirs)


def test_kappa_is_of_rounded_scores() -> None:
    assert quadratic_kappa(np.array([0.4, 1.5, 4.8]), np.array([0.0, 2.0, 5.0])) == 1.0


def test_an_interval_holds_its_figure_and_groups_count_as_one() -> None:
    generator = np.random.default_rng(1)
    labels = generator.integers(0, 6, 200).astype(float)
    predicted = labels + generator.normal(0, 1, 200)
    alone = agreement(predicted, labels, [str(n) for n in range(200)])
    grouped = agreement(predicted, labels, [str(n // 20) for n in range(200)])
    for name in ("spearman", "auc", "f1", "kappa", "mae"):
        low, high = alone[f"{name}_interval"]
        assert low <= alone[name] <= high
        assert alone[name] == grouped[name]
    assert alone["mae_interval"] != grouped["mae_interval"]
