"""Packing as a stage: from rows of text to arrays on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.model.tokenizer import Tokenizer
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.train.pack import Pack
from hornbook.train.sources import Source
from hornbook.train.tokenizers import TrainTokenizer
from hornbook.train.tokens import TokenArray


def pack(*splits: Split, tokens: int = 2000, **change: object) -> Pack:
    tokenizer = TrainTokenizer(sources=splits, vocab_size=320)
    sources = tuple(Source(split=split) for split in splits)
    made = Pack(tokenizer=tokenizer, sources=sources, tokens=tokens, length=32, heldout_share=0.2)
    return replace(made, **change)  # type: ignore[arg-type]  # mypy can't follow the mapping


def test_the_array_holds_the_documents(runner: Runner, documents: Callable[..., Split]) -> None:
    split = documents(rows=30)
    stage = pack(split, tokens=10_000)
    runner.run(stage)
    array, tokenizer = runner.open(stage), runner.open(stage.tokenizer)
    texts = {row["text"] for row in runner.open(split.stage).rows("documents")}
    found = {}
    for name in ("train", "heldout"):
        tokens = array.split(name)
        ends = np.flatnonzero(tokens == tokenizer.end)
        found[name] = {
            tokenizer.decode(part.tolist()) for part in np.split(tokens, ends + 1) if len(part)
        }
    assert array.split("train").dtype == np.uint16
    assert len(array.split("train")) == 10_000
    assert found["train"].isdisjoint(found["heldout"])
    # The budget's last document is cut; the others are whole, and all are there.
    assert len(found["train"] - texts) <= 1
    assert texts <= found["train"] | found["heldout"]
    assert 0 < len(found["heldout"]) < 15


def test_a_source_of_few_rows_is_read_only_so_often(
    runner: Runner, documents: Callable[..., Split]
) -> None:
    stage = pack(documents(rows=3), documents(rows=60, seed=1), tokens=9000)
    few, many = stage.sources
    stage = replace(stage, sources=(replace(few, most_epochs=4), many))
    runner.run(stage)
    first, second = runner.open(stage).facts()["sources"]
    assert first["epochs"] == pytest.approx(4, abs=0.01)
    assert first["tokens"] + second["tokens"] == 9000
    with pytest.raises(HornbookError, match="at most 0 epochs"):
        replace(few, most_epochs=0)


def test_packing_twice_gives_the_same_bytes(
    runner: Runner, documents: Callable[..., Split]
) -> None:
    stage = pack(documents(), documents(seed=1))
    again = replace(stage, heldout_share=0.2000001)
    other = replace(stage, seed=1)
    for each in (stage, again, other):
        runner.run(each)
    first = (runner.open(stage).directory / "train.npy").read_bytes()
    assert first == (runner.open(again).directory / "train.npy").read_bytes()
    assert first != (runner.open(other).directory / "train.npy").read_bytes()


def test_sources_are_mixed_by_weight_and_repeat_when_short(
    runner: Runner, documents: Callable[..., Split]
) -> None:
    stage = pack(documents(rows=8), documents(seed=1), tokens=5000)
    short, long = stage.sources
    stage = replace(stage, sources=(replace(short, weight=3.0), long))
    runner.run(stage)
    first, second = runner.open(stage).facts()["sources"]
    assert (first["tokens"], second["tokens"]) == (3750, 1250)
    assert first["epochs"] > 1
    assert second["epochs"] is None
    assert runner.open(stage).counts()["train"] == 5000


def test_sets_that_share_documents_hold_out_the_same(
    runner: Runner, documents: Callable[..., Split]
) -> None:
    alone = pack(documents())
    mixed = pack(documents(), documents(seed=1), tokenizer=alone.tokenizer)
    runner.run(alone)
    runner.run(mixed)
    first, second = (runner.open(stage).facts()["sources"][0] for stage in (alone, mixed))
    assert first["heldout_documents"] == second["heldout_documents"] > 0


def test_a_missing_column_is_named(runner: Runner, documents: Callable[..., Split]) -> None:
    stage = pack(documents())
    stage = replace(stage, sources=(replace(stage.sources[0], column="body"),))
    with pytest.raises(HornbookError, match="no column 'body'; it has: id, text"):
        runner.run(stage)


def test_an_empty_source_is_named(runner: Runner, documents: Callable[..., Split]) -> None:
    with pytest.raises(HornbookError, match="no text to learn from"):
        runner.run(pack(documents(rows=0)))
    full = pack(documents())
    empty = pack(documents(rows=0), tokenizer=full.tokenizer)
    with pytest.raises(HornbookError, match="documents/documents has no document to train on"):
        runner.run(empty)


@pytest.mark.parametrize(
    "change",
    [
        {"tokens": 32},
        {"length": 0},
        {"sources": ()},
        {"heldout_share": 1.0},
        {"layout": "columns"},
    ],
)
def test_impossible_packings_are_refused(
    documents: Callable[..., Split], change: dict[str, object]
) -> None:
    with pytest.raises(HornbookError):
        pack(documents(), **change)  # type: ignore[arg-type]  # mypy can't follow the mapping


@dataclass(frozen=True, kw_only=True)
class Answers(Stage[Dataset]):
    """Questions with a teacher's answers, the last of them a long one."""

    rows: int = 40

    def run(self, context: Context) -> Dataset:
        schema = document_schema(pa.field("response", pa.string()))
        with DatasetWriter(context.directory, train=schema) as writer:
            for number in range(self.rows):
                response = f"it is {number + number}"
                if number == self.rows - 1:
                    response = ", ".join(map(str, range(100)))
                text = f"Q: {number} + {number}?\nA: {response}<end>"
                known = {"id": document_id(text), "text": text, "response": response}
                writer.add(
                    "train", {**known, "source": "test", "parents": [], "stage": context.name}
                )
        return Dataset(context.directory)


def answers(**change: object) -> Pack:
    split = Split(Answers(), "train")
    made = Pack(
        tokenizer=TrainTokenizer(sources=(split,), vocab_size=300),
        sources=(Source(split=split, answer="response", close="<end>", epochs=1),),
        length=64,
        layout="rows",
        heldout_share=0.2,
    )
    return replace(made, **change)  # type: ignore[arg-type]  # mypy can't follow the mapping


def opened(runner: Runner, stage: Pack) -> tuple[TokenArray, Tokenizer]:
    runner.run(stage)
    return runner.open(stage), runner.open(stage.tokenizer)


def test_the_loss_is_on_the_teachers_tokens_only(runner: Runner) -> None:
    stage = answers()
    array, tokenizer = opened(runner, stage)
    array.check(tokenizer.digest)
    learned, read = [], []
    for name in ("train", "heldout"):
        tokens, mask = array.split(name), array.mask(name)
        assert mask is not None and tokens.shape[1] == 65
        for row, counted in zip(tokens, mask, strict=True):
            edges = np.flatnonzero(np.diff(counted)) + 1
            for part in np.split(np.arange(65), edges):
                text = tokenizer.decode(row[part].tolist())
                if counted[part[0]]:
                    learned.append(text)
                    assert text.startswith("0, 1, 2") or row[part[-1]] == tokenizer.end
                elif text:
                    read.append(text)
    rows = list(runner.open(stage.sources[0].split.stage).rows("train"))
    assert sorted(read) == sorted(row["text"].split("A: ")[0] + "A: " for row in rows)
    whole = [row["response"] + "<end>" for row in rows[:-1]]
    assert sorted(learned)[1:] == sorted(whole)
    facts = array.facts()
    assert facts["layout"] == "rows"
    assert facts["train_rows"]["examples_a_row"] > 1.5
    assert facts["train_rows"]["truncated"] + facts["heldout_rows"]["truncated"] == 1


def test_examples_that_do_not_fit_are_told(tmp_path: Path) -> None:
    with (tmp_path / "said").open("w") as stream:
        runner = Runner(open_store(tmp_path / "runs"), Settings(workers=1), Progress(stream))
        stage = answers(heldout_share=0.0)
        outcome = runner.run(stage)
    assert "1 examples didn't fit rows of 64 tokens" in (tmp_path / "said").read_text()
    facts = runner.manifest(stage, outcome.graph).facts
    assert facts["train"]["truncated"] == 1
    assert facts["train"]["tokens_lost"] > 100
    assert facts["sources"][0]["documents"] == 40


def test_a_stream_can_leave_prompts_out_of_the_loss_too(runner: Runner) -> None:
    stage = answers(layout="stream", heldout_share=0.0)
    array, tokenizer = opened(runner, stage)
    tokens, mask = array.split("train"), array.mask("train")
    assert mask is not None and tokens.ndim == 1
    text = tokenizer.decode(tokens[~mask].tolist())
    assert text.count("Q: ") == text.count("A: ") == 40
    assert "it is" not in text
    assert array.facts()["splits"]["train"]["counted"] == int(mask.sum())


def test_sources_are_read_so_many_epochs_beside_others(
    runner: Runner, documents: Callable[..., Split]
) -> None:
    stage = pack(documents(rows=20), documents(seed=1), tokens=6000)
    often, other = stage.sources
    alone = replace(stage, sources=(replace(often, epochs=1),), tokens=0)
    mixed = replace(stage, sources=(replace(often, epochs=2.5), other))
    runner.run(alone)
    runner.run(mixed)
    once = runner.open(alone).counts()["train"]
    first, second = runner.open(mixed).facts()["sources"]
    assert first["tokens"] == round(2.5 * once)
    assert first["epochs"] == pytest.approx(2.5, abs=0.001)
    assert first["tokens"] + second["tokens"] == 6000
    with pytest.raises(HornbookError, match="leaves none for the others; raise tokens"):
        runner.run(replace(mixed, tokens=once))


def test_a_large_vocabulary_is_stored_in_32_bits(
    runner: Runner, documents: Callable[..., Split], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tokenizer, "size", 1 << 17)
    array, tokenizer = opened(runner, pack(documents()))
    assert array.split("train").dtype == np.uint32
    assert array.facts()["dtype"] == "uint32"
    assert "alpha" in tokenizer.decode(array.split("train").tolist())


def test_a_killed_packing_goes_on_to_the_same_bytes(
    runner: Runner, documents: Callable[..., Split], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = pack(documents(rows=400), documents(seed=1), tokens=20_000)
    whole = replace(stage, heldout_share=0.2000001)
    runner.run(whole)
    finish = TokenArray.finish

    def dying(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(TokenArray, "finish", dying)
    with pytest.raises(KeyboardInterrupt):
        runner.run(stage)
    monkeypatch.setattr(TokenArray, "finish", finish)
    monkeypatch.setattr("hornbook.train.tokenizing.tokenize_parts", dying)
    runner.run(stage)
    for name in ("train.npy", "heldout.npy"):
        one, other = (runner.open(each).directory / name for each in (stage, whole))
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"weight": 0.0}, "weight 0.0"),
        ({"epochs": 0}, "0 epochs"),
        ({"close": "<end>"}, "which column"),
    ],
)
def test_impossible_sources_are_refused(
    documents: Callable[..., Split], change: dict[str, object], says: str
) -> None:
    with pytest.raises(HornbookError, match=f"documents/documents .*{says}"):
        Source(split=documents(), **change)  # type: ignore[arg-type]  # mypy can't follow the mapping
