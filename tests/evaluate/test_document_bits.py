"""Bits per byte of whole documents, by a random model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from tests.evaluate.conftest import RandomModel, Run

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.document_bits import DocumentBits, spaced
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

TEXTS = ("A first text.", "A second, which is longer.", "  ", "Grüße aus Köln.")


@dataclass(frozen=True, kw_only=True)
class Texts(Stage[Dataset]):
    """Documents, one of them blank."""

    texts: tuple[str, ...] = TEXTS

    def run(self, context: Context) -> Dataset:
        with DatasetWriter(context.directory, documents=document_schema()) as writer:
            for text in self.texts:
                row = {"id": document_id(text), "text": text, "source": "test"}
                writer.add("documents", {**row, "parents": [], "stage": context.name})
        return Dataset(context.directory)


BITS = DocumentBits(model=RandomModel(), documents=Split(Texts(), "documents"))


def test_the_figure_is_all_bits_over_all_bytes(run: Run) -> None:
    evaluation, facts = run(BITS)
    rows = list(evaluation.rows("items"))
    assert [row["problem"] for row in rows] == [document_id(text) for text in TEXTS if text.strip()]
    assert [row["bytes"] for row in rows] == [len(text.encode()) for text in TEXTS if text.strip()]
    figure = evaluation.values()["bits_per_byte"]
    total = sum(row["bits"] for row in rows) / sum(row["bytes"] for row in rows)
    assert figure["value"] == pytest.approx(total)
    assert figure["low"] <= figure["value"] <= figure["high"]
    assert figure["of"] == 3
    assert facts["bits_per_byte"] == figure


def test_only_the_beginning_counts(run: Run) -> None:
    evaluation, _ = run(replace(BITS, characters=4, at_most=2))
    assert [row["bytes"] for row in evaluation.rows("items")] == [4, 4]
    whole, _ = run(replace(BITS, characters=0))
    assert sum(row["bytes"] for row in whole.rows("items")) == 13 + 26 + 18


def test_rows_are_spaced_evenly() -> None:
    assert spaced(range(10), 5) == [0, 2, 4, 6, 8]
    assert spaced(range(3), 5) == spaced(range(3), None) == [0, 1, 2]


def test_nothing_to_measure_is_told(run: Run) -> None:
    with pytest.raises(HornbookError, match="holds no text"):
        run(replace(BITS, documents=Split(Texts(texts=(" ",)), "documents")))
    with pytest.raises(HornbookError, match="at_most=0"):
        replace(BITS, at_most=0)
