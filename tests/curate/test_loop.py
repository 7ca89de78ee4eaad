"""Sample, have annotated, train, filter: the whole loop with the user's own annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.curate.classifier import TrainClassifier
from hornbook.curate.filter import Filter
from hornbook.curate.filter_prose import FilterProse
from hornbook.curate.sample import SampleForAnnotation, draw
from hornbook.embed.protocol import Embedder, Encoded, Encoder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

TEACHES = '''def {name}(values):
    """Return the {name} of a list of numbers."""
    result = 0
    for value in values:
        result += value * {number}
    return result
'''
PLUMBS = """from .base import Handler


class {name}Handler(Handler):
    def __init__(self, client, **kwargs):
        super().__init__(client, **kwargs)
        self._client = client
        self._number = {number}
"""
LESSON = """Consider the number {number}. A number is even when it can be divided by two without a
remainder, and odd when it can not. How can we find out, without a division, which of the two {name}
is? We look at the last digit, because ten is even, and so is everything that is a multiple of ten.
For example, the last digit of 128 is 8, which is even; therefore 128 is even too.
"""
ADVERT = """Buy the {name} now and save {number} dollars! Our offer is the best that you will have
seen, and it is here for you today only. Order it in our shop, ask for the newsletter, and get
a discount on all the other products of the {name} family! Do not wait for it to be gone! You will
love it, and your friends will love it too, with our guarantee that you get your money back!
"""


@dataclass(frozen=True, kw_only=True)
class Made(Stage[Dataset]):
    """Good and poor documents by turns, of ten packages."""

    good: str = TEACHES
    poor: str = PLUMBS
    count: int = 120

    def run(self, context: Context) -> Dataset:
        rows = []
        for number in range(self.count):
            pattern = self.good if number % 2 else self.poor
            text = pattern.format(name=f"thing{chr(97 + number % 26)}", number=number)
            rows.append(
                {
                    "id": document_id(text),
                    "text": text,
                    "source": f"made:{number}",
                    "parents": [],
                    "stage": "made",
                    "package": f"package{number // 2 % 10}",
                }
            )
        schema = document_schema(pa.field("package", pa.string()))
        return Dataset.write(context.directory, documents=pa.Table.from_pylist(rows, schema))


@dataclass(frozen=True, kw_only=True)
class Read(Stage[Dataset]):
    """A scripted annotator: knows one kind from the other, and has no answer now and then."""

    sample: Split
    sign: str

    def run(self, context: Context) -> Dataset:
        table = context.load(self.sample.stage).table(self.sample.name)
        values = [
            None if n == 5 else (4.0 + n % 2 if self.sign in text else float(n % 3))
            for n, text in enumerate(table["text"].to_pylist())
        ]
        table = table.append_column("educational_value", pa.array(values, pa.float64()))
        return Dataset.write(context.directory, annotated=table)


def trained(corpus: Split, sign: str, **fields: object) -> TrainClassifier:
    language = str(fields.get("language", "python"))
    sample = SampleForAnnotation(corpus=corpus, size=70, most=9, language=language)
    labels = Read(sample=Split(sample, "sample"), sign=sign)
    return TrainClassifier(labels=Split(labels, "annotated"), trees=50, **fields)  # type: ignore[arg-type]


def run(runner: Runner, stage: Filter) -> Dataset:
    runner.run(stage)
    return runner.open(stage)


@pytest.mark.parametrize("model", ["both", "linear"])
def test_python(runner: Runner, model: str) -> None:
    corpus = Split(Made(), "documents")
    classifier = trained(corpus, "def thing", model=model)
    dataset = run(runner, Filter(corpus=corpus, classifier=classifier, keep=0.5))
    assert all("def thing" in row["text"] for row in dataset.rows("kept"))
    metrics = runner.open(classifier).metrics()
    assert metrics["auc"] == 1 and metrics["annotations"] == 69 and metrics["groups"] == 10
    assert metrics["ece"] < 0.2 and metrics["model"] == model
    assert [point["annotations"] for point in metrics["learning"]][-1] == round(69 * 0.8)
    assert metrics["confusion"] == {"false_alarms": [], "missed": []}


def test_english(runner: Runner) -> None:
    junk = FilterProse(corpus=Split(Made(good=LESSON, poor=ADVERT), "documents"))
    corpus = Split(junk, "kept")
    classifier = trained(corpus, "Consider", language="english")
    dataset = run(runner, Filter(corpus=corpus, classifier=classifier, keep=None, precision=0.9))
    kept = list(dataset.rows("kept"))
    assert len(kept) > 40 and all(row["text"].startswith("Consider") for row in kept)
    assert runner.open(junk).counts()["dropped"] == 0


def test_rules_drop_with_reasons(runner: Runner) -> None:
    stage = FilterProse(corpus=Split(Made(good=LESSON, poor=PLUMBS, count=20), "documents"))
    runner.run(stage)
    dataset = runner.open(stage)
    assert dataset.counts() == {"dropped": 10, "kept": 10}
    assert all(row["reason"].startswith("too short") for row in dataset.rows("dropped"))


def test_uncertain_ones_are_asked_about(runner: Runner) -> None:
    corpus = Split(Made(), "documents")
    classifier = trained(corpus, "def thing")
    sample = SampleForAnnotation(
        corpus=corpus, size=8, strategy="uncertain", classifier=classifier, most=2
    )
    runner.run(sample)
    rows = list(runner.open(sample).rows("sample"))
    assert len(rows) == 8 and "educational_value" not in rows[0]
    assert max(sum(row["package"] == f"package{n}" for row in rows) for n in range(10)) <= 2
    scored = runner.open(classifier)
    model = scored.model()
    texts = [row["text"] for row in runner.open(corpus.stage).rows("documents")]
    unsure = np.abs(model.chance(scored.score(texts)) - 0.5)
    chosen = np.abs(model.chance(scored.score([row["text"] for row in rows])) - 0.5)
    assert chosen.min() == unsure.min() and chosen.mean() <= unsure.mean()


def test_a_sample_knows_the_document_it_is_from(runner: Runner) -> None:
    corpus = Split(Made(), "documents")
    sample = SampleForAnnotation(corpus=corpus, size=30, most=9)
    runner.run(sample)
    ids = {row["id"] for row in runner.open(corpus.stage).rows("documents")}
    for row in runner.open(sample).rows("sample"):
        assert set(row["parents"]) <= ids and row["id"] == document_id(row["text"])


def test_strata_give_by_turns() -> None:
    groups = {f"{band}{n}": f"g{n}" for band in "abc" for n in range(20)}
    strata = [["a0", "a1"], [f"b{n}" for n in range(20)], [f"c{n}" for n in range(20)]]
    taken = draw(strata, groups, 12, 3, 0)
    assert {band: sum(name[0] == band for name in taken) for band in "abc"} == dict(a=2, b=5, c=5)
    assert draw(strata, groups, 12, 3, 0) == taken != draw(strata, groups, 12, 3, 1)
    assert len(draw(strata, dict.fromkeys(groups, "one"), 12, 3, 0)) == 3


@dataclass(frozen=True, kw_only=True)
class Counting(Embedder):
    """One number of a text: how often a letter is in it."""

    letter: str = "z"

    @property
    def name(self) -> str:
        return "counting"

    def key(self) -> str:
        return f"counting:{self.letter}"

    @contextmanager
    def encoder(self, settings: Settings) -> Iterator[Encoder]:
        yield _Counter(self.letter)


class _Counter:
    def __init__(self, letter: str) -> None:
        self._letter = letter

    def encode(self, texts: Sequence[str]) -> Iterator[Encoded]:
        counts = [[1.0, text.count(self._letter)] for text in texts]
        yield Encoded(np.array(counts, np.float32), np.zeros(len(texts), dtype=bool))


def test_an_embedder_joins_in(runner: Runner) -> None:
    corpus = Split(Made(), "documents")
    classifier = trained(corpus, "def thing", embedder=Counting(letter="u"))
    dataset = run(runner, Filter(corpus=corpus, classifier=classifier, keep=0.5))
    assert all("def thing" in row["text"] for row in dataset.rows("kept"))
    assert runner.open(classifier).model().dimensions == 2
    with pytest.raises(HornbookError, match="trained with an embedder"):
        runner.open(classifier).score(["x = 1"])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: TrainClassifier(language="latin"), "language='latin' is unknown"),
        (lambda: TrainClassifier(model="forrest"), "use both or forest or linear"),
        (lambda: TrainClassifier(calibration="none"), "use sigmoid or isotonic"),
        (lambda: TrainClassifier(language="english"), "give labels"),
        (lambda: TrainClassifier(embedder=Counting()), "give labels"),
        (lambda: TrainClassifier(trees=3), "trees=3"),
        (
            lambda: SampleForAnnotation(
                corpus=Split(Made(), "documents"), size=3, strategy="uncertain"
            ),
            "needs a classifier",
        ),
        (lambda: SampleForAnnotation(corpus=Split(Made(), "documents"), size=0), "size=0"),
        (
            lambda: SampleForAnnotation(corpus=Split(Made(), "documents"), size=3, group="gone"),
            "no column 'gone'",
        ),
    ],
)
def test_wrong_fields_are_named(
    runner: Runner, make: Callable[[], Stage[Dataset]], message: str
) -> None:
    with pytest.raises(HornbookError, match=message):
        runner.run(make())
