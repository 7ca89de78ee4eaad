"""From the artifacts of a small made-up run to its page."""

from __future__ import annotations

import csv
import dataclasses
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hornbook import benchmark
from hornbook.corpus.document import document_id, document_schema
from hornbook.curate.classifier import QualityClassifier
from hornbook.decontaminate.stages import Decontaminate
from hornbook.deduplicate.stages import Deduplicate
from hornbook.diversity.stages import MeasureDiversity
from hornbook.evaluate.evaluation import Evaluation
from hornbook.model.checkpoint import Checkpoint
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import Store
from hornbook.report.stages import (
    Arm,
    Comparison,
    Entrant,
    Measured,
    Model,
    Page,
    Test,
    WriteReport,
)
from hornbook.train.tokens import TokenArray


def row(context: Context, text: str, **columns: Any) -> dict[str, Any]:
    known = {"id": document_id(text), "text": text, "source": "made-up", "parents": []}
    return known | {"stage": context.name} | columns


def schema(*names: str, **typed: pa.DataType) -> pa.Schema:
    strings = [pa.field(name, pa.string()) for name in names]
    return document_schema(*strings, *(pa.field(name, kind) for name, kind in typed.items()))


@dataclass(frozen=True, kw_only=True)
class Corpus(Stage[Dataset]):
    copies: int = 1

    def run(self, context: Context) -> Dataset:
        texts = [f"def f{number}(x):\n    return x + {number}\n" for number in range(40)]
        texts += [each.prompt + each.solution for each in benchmark.load("humaneval")[:1]]
        schemas = {"documents": schema("licence"), "dropped": schema("licence", "reason")}
        with DatasetWriter(context.directory, **schemas) as writer:
            for text in texts:
                writer.add("documents", row(context, text, licence="MIT"))
            for number in range(3):
                writer.add("dropped", row(context, f"{number}", reason="exact duplicate"))
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Choose(Stage[Dataset]):
    corpus: Split
    classifier: Stage[QualityClassifier]

    def run(self, context: Context) -> Dataset:
        kept = schema("licence", educational_value=pa.float64())
        schemas = {"kept": kept, "dropped": kept.append(pa.field("reason", pa.string()))}
        with DatasetWriter(context.directory, **schemas) as writer:
            for number, each in enumerate(self.corpus.rows(context)):
                value = None if number == 7 else number / 8
                if value is not None and value >= 3:
                    writer.add("kept", each | {"educational_value": value})
                else:
                    reason = f"educational value {number / 8:.2f} under 3.00"
                    extra = {"educational_value": value, "reason": reason}
                    writer.add("dropped", each | extra)
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Judge(Stage[QualityClassifier]):
    def run(self, context: Context) -> QualityClassifier:
        values = {"auc": 0.9, "auc_interval": [0.85, 0.95], "annotations": 700, "good_from": 3}
        predictions = [{"predicted": n / 10, "score": n // 10} for n in range(50)]
        more = {"importances": {"doc_words": 0.7}, "predictions": predictions}
        chances = [{"predicted": n / 10, "observed": n / 12, "count": 9} for n in range(10)]
        learning = [{"annotations": n, "auc": 0.8, "f1": 0.6, "spearman": 0.7} for n in (100, 700)]
        wrong = {"id": "s1", "place": "wheel/alarm.py:1-9", "score": 1, "predicted": 3.25}
        more |= {"reliability": chances, "learning": learning}
        more |= {"confusion": {"false_alarms": [wrong], "missed": []}}
        Metrics.write(context.directory, values | more)
        return QualityClassifier(context.directory)


@dataclass(frozen=True, kw_only=True)
class Sections(Stage[Dataset]):
    def run(self, context: Context) -> Dataset:
        columns = schema("topic", "audience", "teacher")
        schemas = {"sections": columns, "rejected": columns.append(pa.field("reason", pa.string()))}
        known = {"topic": "stacks", "audience": "children", "teacher": "Scripted"}
        with DatasetWriter(context.directory, **schemas) as writer:
            writer.add("sections", row(context, "# Stacks\n\nA *pile*.", **known))
            writer.add("rejected", row(context, "?", reason="repeats itself", **known))
        usage = {"requests": 2, "cached": 0, "prompt_tokens": 30, "completion_tokens": 70}
        context.record(teacher="Scripted", usage=usage | {"cost": 0.25})
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Exercises(Stage[Dataset]):
    def run(self, context: Context) -> Dataset:
        columns = schema("topic", "family", "name", "prompt", "solution", "tests")
        schemas = dict.fromkeys(("train", "heldout"), columns) | {
            "lessons": schema("topic", "family"),
            "rejected": columns.append(pa.field("reason", pa.string())),
        }
        with DatasetWriter(context.directory, **schemas) as writer:
            for number in range(12):
                texts = {"prompt": f"def g{number}():\n", "solution": "    return 1\n"}
                known = {"topic": "numbers", "family": "one", "name": f"g{number}", "tests": "…"}
                split = "heldout" if number % 4 == 0 else "train"
                writer.add(split, row(context, "".join(texts.values()), **texts, **known))
            writer.add("lessons", row(context, "# One", topic="numbers", family="one"))
            writer.add("rejected", row(context, "def", reason="failed in the sandbox: 1 != 2"))
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Packed(Stage[TokenArray]):
    sources: tuple[Split, ...]

    def run(self, context: Context) -> TokenArray:
        import numpy as np

        parts = [
            {"source": split.stage.name, "tokens": 300, "epochs": 2.0} for split in self.sources
        ]
        context.record(sources=parts)
        tokens = np.zeros(600, dtype=np.uint16)
        return TokenArray.write(context.directory, {}, train=tokens, heldout=tokens[:10])


@dataclass(frozen=True, kw_only=True)
class Fit(Stage[Checkpoint]):
    data: Stage[TokenArray]
    start: Stage[Checkpoint] | None = None

    def run(self, context: Context) -> Checkpoint:
        with (context.directory / "losses.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["step", "tokens", "learning_rate", "train_loss", "heldout_loss"])
            writer.writerows(
                [n, n * 100, 0.1, 5 - n / 100, 5 if n % 50 else ""] for n in range(300)
            )
        context.record(parameters=1_900_000)
        return Checkpoint(context.directory)


@dataclass(frozen=True, kw_only=True)
class Exam(Stage[Evaluation]):
    checkpoint: Stage[Checkpoint]
    passes: int

    def run(self, context: Context) -> Evaluation:
        names = ("problem", "family", "prompt", "completion", "outcome", "detail")
        with DatasetWriter(context.directory, completions=schema(*names)) as writer:
            for number in range(10):
                outcome = "passed" if number < self.passes else "failed"
                known = {"problem": f"HumanEval/{number}", "prompt": f"def h{number}():\n"}
                more = {
                    "completion": "    return 0\n",
                    "outcome": outcome,
                    "detail": "AssertionError",
                }
                writer.add("completions", row(context, f"{number}", **known, **more))
        estimate = {"value": self.passes / 10, "low": 0.0, "high": 0.9, "of": 10}
        Metrics.write(context.directory, {"pass@1": estimate, "samples": 1})
        return Evaluation(context.directory)


@dataclass(frozen=True, kw_only=True)
class Likelihood(Stage[Evaluation]):
    checkpoint: Stage[Checkpoint]

    def run(self, context: Context) -> Evaluation:
        with DatasetWriter(context.directory, items=schema("problem")) as writer:
            writer.add("items", row(context, "x", problem="HumanEval/0"))
        estimate = {"value": 2.1, "low": 2.0, "high": 2.2, "of": 164}
        Metrics.write(context.directory, {"bits_per_byte": estimate})
        return Evaluation(context.directory)


def clean(stage: Stage[Dataset], split: str) -> Split:
    searched = Decontaminate(source=Split(stage, split), label=f"clean-{split}")
    return Split(searched, "kept")


def arm(name: str, passes: int, *sources: Split) -> Arm:
    data = Packed(sources=sources, label=f"pack-{name}")
    base = Fit(data=data, label=f"pretrain-{name}")
    tuned = Fit(data=data, start=base, label=f"finetune-{name}")
    models = [
        Model(
            checkpoint=each,
            tests=(
                Test(title="HumanEval", evaluation=Likelihood(checkpoint=each)),
                Test(title="HumanEval", evaluation=Exam(checkpoint=each, passes=solved)),
            ),
        )
        for each, solved in ((base, 0), (tuned, passes))
    ]
    return Arm(name=name, data=data, base=models[0], tuned=models[1])


def entrant(name: str, *passes: int) -> Entrant:
    """An entrant of one checkpoint, which did as well in each of its exams as ``passes`` say."""
    data = Packed(sources=(Split(Exercises(), "train"),), label="pack few")
    few = Fit(data=data, label="train few")
    exams = [Exam(checkpoint=few, passes=each, label=f"exam {name} {each}") for each in passes]
    models = (Model(checkpoint=few, tests=(Test(title="Exam", evaluation=e),)) for e in exams)
    return Entrant(name=name, models=tuple(models))


def whole_report() -> WriteReport:
    corpus, judge, textbooks, exercises = Corpus(), Judge(), Sections(), Exercises()
    documents = clean(corpus, "documents")
    chosen = Choose(corpus=documents, classifier=judge, label="filter")
    train = clean(exercises, "train")
    return WriteReport(
        title="A small run",
        command="hornbook run small seed=1",
        corpus=corpus,
        filtered=chosen,
        classifier=judge,
        textbooks=textbooks,
        exercises=exercises,
        deduplicated=(Deduplicate(source=Split(exercises, "heldout"), method="ast", label="one"),),
        measured=(
            Measured(name="corpus", diversity=MeasureDiversity(source=documents, label="vary")),
            Measured(name="training", diversity=MeasureDiversity(source=train, label="vary 2")),
        ),
        decontaminated=(documents.stage, train.stage),
        arms=(
            arm("raw", 2, documents),
            arm("taught", 5, Split(chosen, "kept"), Split(textbooks, "sections")),
        ),
        comparisons=(
            Comparison(
                title="Table 2 in small",
                entrants=(entrant("without reasons", 1, 3), entrant("with reasons", 8, 10)),
                note="The same queries.",
            ),
        ),
        note="Two models.",
        sample=10,
    )


def run(store: Path, target: WriteReport) -> str:
    runner = Runner(Store(store), progress=Progress(quiet=True))
    page = runner.open(target, runner.run(target).graph)
    assert isinstance(page, Page)
    return page.path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def page(store: Path) -> str:
    return run(store, whole_report())


def assert_all(page: str, texts: Iterable[str]) -> None:
    import html
    import re

    read = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).replace("\u202f", " ").split())
    missing = [text for text in texts if text not in read]
    assert not missing, missing


def test_headline_states_both_ends_and_the_cost(page: str) -> None:
    assert_all(
        page,
        (
            "Two models of 1.9 M parameters, made in",
            "with 100 tokens of a teacher for $0.25: the one trained on “taught” solves 50.0 % of "
            "HumanEval at the first try, the one on “raw” 20.0 %.",
        ),
    )


def test_funnel_follows_the_rows_and_tells_the_reasons(page: str) -> None:
    assert_all(
        page,
        (
            "looked at 44 documents",
            "after corpus 41 exact duplicate −3",
            "after clean-documents 40",
            "words in a row with HumanEval/0 −1",
            "after filter 16 educational value … under 3.00 −24",
            "looked at 2 sections after sections 1 repeats itself −1",
            "after exercises 13",
            "failed in the sandbox −1",
            "after deduplicate, decontaminate 11 heldout 1 train 9 lessons 1",
            "taught 600 filter 50.0 %, 2.0 times over sections 50.0 %, 2.0 times over",
        ),
    )


def test_examples_are_there_with_reasons_and_facts(page: str) -> None:
    assert_all(
        page,
        (
            "made-up 4.88",
            "educational value 2.88 under 3.00",
            "A pile .",
            "audience children teacher Scripted",
            "22 of 43 documents are here",
            "g1 numbers/one",
            "h3 HumanEval · HumanEval/3 · solved by taught, after",
            "raw, before · failed: AssertionError",
            "raw, after · failed: AssertionError",
            "taught, after · passed",
        ),
    )


def test_contamination_is_shown_side_by_side(page: str) -> None:
    assert_all(page, ("corpus/documents 41 1", "exercises/train 9 0", "of 328 planted"))
    assert page.count("<mark>") >= 2


def test_duplicates_stand_beside_what_they_repeat(page: str) -> None:
    assert_all(page, ("Duplicates", "left out", "compared with", "1.00 ", "same program"))


def test_a_data_set_without_duplicates_has_no_shelf(tmp_path: Path) -> None:
    exercises = Exercises()
    alone = Deduplicate(source=Split(exercises, "lessons"))
    page = run(tmp_path, WriteReport(title="Small", exercises=exercises, deduplicated=(alone,)))
    assert 'id="duplicates"' not in page


def test_variety_is_shown_of_each_data_set_and_as_it_grows(page: str) -> None:
    assert_all(page, ("Rows looked at", "40", "Near-duplicates", "Vendi score", "Distinct program"))
    assert 'aria-label="near-duplicates, % by rows"' in page


def test_classifier_results_curves_and_lineage(page: str) -> None:
    assert_all(
        page,
        (
            "AUC at score ≥ 3 95 % interval 0.850–0.950",
            "700 snippets",
            "Would more annotations help?",
            "wheel/alarm.py:1-9 1 3.2",
            "doc words 0.700",
            "HumanEval, bits per byte",
            "HumanEval, pass@1",
            "Pretraining",
            "Finetuning",
            "All trainings",
            "pretrain-raw 1.9 M 29.9 K 2.010 5.000",
            "Scripted 2 0 30 70 $0.25",
            "hornbook run small seed=1",
        ),
    )
    assert page.count('class="edge"') >= 20
    assert 'aria-label="Mean share that is good by mean predicted chance"' in page


def test_comparisons_have_means_seeds_and_differences(page: str) -> None:
    assert_all(
        page,
        (
            "Table 2 in small The same queries.",
            "without reasons 20.0 % ",
            "10.0 % · 30.0 %",
            "with reasons against without reasons +70.0 points",
            "higher on 9, lower on 0",
        ),
    )


def test_results_are_kept_for_programs(store: Path, page: str) -> None:
    runner = Runner(Store(store), progress=Progress(quiet=True))
    target = whole_report()
    made = runner.open(target, runner.run(target).graph)
    assert isinstance(made, Page)
    before, after, table = made.results().tables
    assert (before.title, after.title) == ("Before finetuning", "After finetuning")
    raw, taught = after.column("HumanEval", "pass@1").cells
    assert raw is not None
    assert taught is not None
    assert (raw.value, taught.value) == (0.2, 0.5)
    assert table.entrants == ("without reasons", "with reasons")
    cell = table.column("Exam", "pass@1").cells[1]
    assert cell is not None
    assert cell.seeds == (0.8, 1.0)


def test_is_written_again_byte_for_byte(store: Path, page: str) -> None:
    runner = Runner(Store(store), progress=Progress(quiet=True))
    target = whole_report()
    before = runner.run(target).graph
    assert run(store, dataclasses.replace(target, label="another name")) == page
    folder = runner.open(target, before).directory
    folder.rename(folder.with_name("aside"))
    assert run(store, target) == page


def test_missing_parts_are_left_out(store: Path) -> None:
    page = run(store, WriteReport(title="Only data", exercises=Exercises()))
    assert_all(page, ("13 exercises and lessons made in", "Only data"))
    for anchor in ("results", "training", "classifier", "contamination", "documents"):
        assert f'id="{anchor}"' not in page


def test_the_stage_imports_nothing_heavy() -> None:
    program = (
        "import sys, hornbook.report.stages\n"
        "heavy = {'torch', 'daft', 'sklearn', 'transformers', 'pyarrow', 'matplotlib', 'scipy'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or None)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
