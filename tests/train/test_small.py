"""Small models in a line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from hornbook.corpus.document import document_schema
from hornbook.errors import HornbookError
from hornbook.model.presets import NANO, Shape
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.train.pack import Pack
from hornbook.train.small import BATCH, finetune, pretrain
from hornbook.train.sources import Source
from hornbook.train.tokenizers import TrainTokenizer

TINY = Shape(width=16, layers=1, heads=2, context=16)


@dataclass(frozen=True, kw_only=True)
class Nothing(Stage[Dataset]):
    """What a teacher wrote of which nothing could be kept."""

    def run(self, context: Context) -> Dataset:
        with DatasetWriter(context.directory, sections=document_schema()):
            return Dataset(context.directory)


EMPTY = Split(Nothing(label="textbooks"), "sections")


class Said(Progress):
    """Remembers what is said about empty data."""

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self.lines: list[str] = []

    def say(self, text: str) -> None:
        if "is empty" in text:
            self.lines.append(text.strip())


@pytest.fixture
def said(runner: Runner) -> list[str]:
    """What the runner's stages say."""
    runner.progress = progress = Said()
    return progress.lines


def test_a_model_sees_its_data_once_and_goes_on_from_there(
    runner: Runner, documents: Callable[..., Split], said: list[str]
) -> None:
    mine, other = documents(), documents(seed=1)
    tokenizer = TrainTokenizer(sources=(mine,), vocab_size=300)
    base = pretrain(
        tokenizer, {mine: 3, EMPTY: 1}, tokens=20 * 16 * BATCH + 7, shape=TINY, seed=5, name="mine"
    )
    tuned = finetune(base, {other: 1}, tokens=2 * 16 * BATCH, name="mine")
    assert isinstance(base.data, Pack) and isinstance(tuned.data, Pack)
    assert (base.name, base.data.name) == ("pretrain mine", "pack mine")
    assert (tuned.name, tuned.data.name) == ("finetune mine", "pack for mine")
    assert (base.plan.steps, base.plan.warmup, base.plan.optimizer) == (20, 2, "muon")
    assert (tuned.plan.steps, tuned.plan.seed, tuned.data.length) == (2, 5, 16)
    assert tuned.plan.learning_rate == pytest.approx(base.plan.learning_rate / 10)
    assert tuned.start is base
    runner.run(tuned)
    assert said == ["textbooks/sections is empty; its share goes to the other sources"]
    notes = runner.open(base.data).facts()["sources"]
    assert [(note["source"], note["tokens"]) for note in notes] == [
        ("documents/documents", base.data.tokens)
    ]


def test_what_is_empty_is_an_error_unless_it_may_be(
    runner: Runner, documents: Callable[..., Split], said: list[str]
) -> None:
    mine = documents()
    tokenizer = TrainTokenizer(sources=(mine,), vocab_size=300)
    sources = (Source(split=mine), Source(split=EMPTY))
    wanted = Pack(tokenizer=tokenizer, sources=sources, tokens=1000, length=16)
    with pytest.raises(HornbookError, match="textbooks/sections has no document to train on"):
        runner.run(wanted)
    nothing = replace(wanted, sources=(replace(sources[1], optional=True),))
    with pytest.raises(HornbookError, match="textbooks/sections has no document to train on"):
        runner.run(nothing)
    assert said == []


def test_whether_data_may_be_missing_is_no_part_of_the_identity(
    documents: Callable[..., Split],
) -> None:
    from hornbook.pipeline.graph import Graph

    mine = documents()
    tokenizer = TrainTokenizer(sources=(mine,))
    one = Pack(tokenizer=tokenizer, sources=(Source(split=mine),), tokens=1000)
    two = replace(one, sources=(Source(split=mine, optional=True),))
    assert Graph.of(one).fingerprints[one] == Graph.of(two).fingerprints[two]


def test_of_a_single_document_nothing_is_held_out(
    runner: Runner, documents: Callable[..., Split]
) -> None:
    mine = documents(rows=1)
    tokenizer = TrainTokenizer(sources=(mine,), vocab_size=300)
    sources = (Source(split=mine),)
    pack = Pack(tokenizer=tokenizer, sources=sources, tokens=100, length=16, heldout_share=0.999999)
    runner.run(pack)
    assert len(runner.open(pack).split("train")) == 100


def test_too_few_tokens_are_told(documents: Callable[..., Split]) -> None:
    tokenizer = TrainTokenizer(sources=(documents(),))
    least = NANO.context * BATCH
    with pytest.raises(HornbookError, match=rf"8 windows of {NANO.context}; give {least:,} or"):
        pretrain(tokenizer, {documents(): 1}, tokens=least - 1)
    base = pretrain(tokenizer, {documents(): 1}, tokens=least)
    with pytest.raises(HornbookError, match="tokens=9 don't make one update"):
        finetune(base, {documents(): 1}, tokens=9)
