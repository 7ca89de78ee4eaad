from __future__ import annotations

import dataclasses
import shutil
from dataclasses import dataclass

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.corpus.document import document_id, document_schema
from hornbook.curate.classifier import QualityClassifier, TrainClassifier
from hornbook.curate.filter import Filter, histogram, reason_to_drop, threshold_for
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

GOOD = '''"""Sorting by insertion."""


def insertion_sort(values):
    """Return the values in ascending order; takes time quadratic in their number."""
    result = list(values)
    for place in range(1, len(result)):
        value = result[place]
        while place > 0 and result[place - 1] > value:
            result[place] = result[place - 1]
            place -= 1
        result[place] = value
    return result
'''
POOR = """from .base import Handler
from .config import settings

__all__ = ["ThingHandler"]


class ThingHandler(Handler):
    def __init__(self, client, **kwargs):
        super().__init__(client, **kwargs)
        self._client = client

    def close(self):
        self._client.close()
"""
TRAINED = TrainClassifier(trees=50)
BROKEN = "print 'hello'\n"


@dataclass(frozen=True, kw_only=True)
class Given(Stage[Dataset]):
    texts: tuple[str, ...]

    def run(self, context: Context) -> Dataset:
        schema = document_schema(pa.field("licence", pa.string()))
        rows = [
            {
                "id": document_id(text),
                "text": text,
                "source": f"made:{number}",
                "parents": [],
                "stage": "given",
                "licence": "MIT",
            }
            for number, text in enumerate(self.texts)
        ]
        return Dataset.write(context.directory, documents=pa.Table.from_pylist(rows, schema))


def stage_for(*texts: str, keep: float | None = 0.25, threshold: float = 3.0) -> Filter:
    corpus = Split(Given(texts=texts), "documents")
    return Filter(corpus=corpus, classifier=TRAINED, keep=keep, threshold=threshold)


def run(runner: Runner, stage: Filter) -> Dataset:
    runner.run(stage)
    return runner.open(stage)


def test_the_classifier_prefers_what_teaches(classifier: QualityClassifier) -> None:
    good, poor, broken = classifier.score([GOOD, POOR, BROKEN])
    assert good > 3 > 1.5 > poor
    assert broken != broken


def test_metrics_are_those_of_unseen_packages(classifier: QualityClassifier) -> None:
    metrics = classifier.metrics()
    assert metrics["auc"] > 0.88 and metrics["f1"] > 0.6 and metrics["spearman"] > 0.74
    low, high = metrics["auc_interval"]
    assert low < metrics["auc"] < high
    assert len(metrics["predictions"]) == metrics["measured"] == 700
    assert sum(metrics["importances"].values()) == pytest.approx(1, abs=0.01)


def test_the_best_share_is_kept_and_the_rest_has_reasons(runner: Runner) -> None:
    dataset = run(runner, stage_for(POOR, GOOD, BROKEN, POOR + "\n\nx = 1\n"))
    (kept,) = dataset.rows("kept")
    assert kept["text"] == GOOD and kept["licence"] == "MIT" and kept["stage"] == "given"
    assert kept["educational_value"] > 3
    dropped = list(dataset.rows("dropped"))
    assert [row["source"] for row in dropped] == ["made:0", "made:2", "made:3"]
    assert dropped[1]["reason"] == "does not parse as Python"
    assert dropped[1]["educational_value"] is None
    value = dropped[0]["educational_value"]
    assert dropped[0]["reason"] == (
        f"educational value {value:.2f} under {kept['educational_value']:.2f}"
    )


def test_a_threshold_may_be_given(runner: Runner) -> None:
    counts = run(runner, stage_for(POOR, GOOD, keep=None, threshold=0.0)).counts()
    assert counts == {"kept": 2, "dropped": 0}


def test_nothing_left_is_an_error(runner: Runner) -> None:
    with pytest.raises(HornbookError, match=r"no document reaches the threshold 4\.99"):
        runner.run(stage_for(POOR, keep=None, threshold=4.99))
    with pytest.raises(HornbookError, match="no document can be judged"):
        runner.run(stage_for(BROKEN))
    with pytest.raises(HornbookError, match=r"keep=1\.5"):
        runner.run(stage_for(GOOD, keep=1.5))


def test_workers_change_nothing(runner: Runner) -> None:
    texts = tuple(f"{GOOD}\n\nx = {n}\n" if n % 3 else f"{POOR}\n\nx = {n}\n" for n in range(90))
    first = run(runner, stage_for(*texts))
    one = dataclasses.replace(runner.settings, workers=1)
    store = dataclasses.replace(runner.store, root=runner.store.root / "one")
    trained = runner.store.place(TRAINED, Graph.of(TRAINED).fingerprints[TRAINED])
    shutil.copytree(trained, store.root / "artifacts" / trained.name)
    again = run(Runner(store, one, runner.progress), stage_for(*texts))
    for split in ("kept", "dropped"):
        assert first.files(split)[0].read_bytes() == again.files(split)[0].read_bytes()


values = st.lists(st.floats(min_value=0, max_value=5), min_size=1, max_size=50)


@given(values, st.floats(min_value=0.01, max_value=1))
def test_at_least_the_share_is_kept(scores: list[float], keep: float) -> None:
    cut = threshold_for(scores, keep, len(scores))
    kept = [value for value in scores if reason_to_drop(value, cut) is None]
    assert len(kept) >= keep * len(scores) - 1e-9
    assert len([value for value in kept if value > cut]) < keep * len(scores) + 1e-9 or cut == 0


@given(values)
def test_the_histogram_counts_everything(scores: list[float]) -> None:
    assert sum(entry["count"] for entry in histogram(scores)) == len(scores)
