"""The questions that teachers are shown: where they come from, and in what order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import ClassVar

from hornbook.benchmark import HUB, load
from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed


@dataclass(frozen=True, kw_only=True)
class BenchmarkQuestions(Stage[Dataset]):
    """The questions of a benchmark as rows, and never its answers.

    Splits: ``questions``.

    Attributes:
        benchmark: a name that `benchmark.load` knows.
        folder: where its file lies.
    """

    version: ClassVar[int] = 1
    benchmark: str = "gsm8k-train"
    folder: str | None = unhashed(None)

    def external(self) -> str:
        """What the questions are; on the hub its name says it, so that a plan needs no hub."""
        if self.benchmark.startswith(HUB):
            return ""
        return document_id("\0".join(text for _, text in self._questions()))

    def run(self, context: Context) -> Dataset:
        """Write them in their published order."""
        with DatasetWriter(context.directory, questions=document_schema()) as writer:
            for identity, text in self._questions():
                row = {"id": document_id(text), "text": text, "parents": []}
                source = f"benchmark:{identity}"
                writer.add("questions", row | {"source": source, "stage": context.name})
        return Dataset(context.directory)

    def _questions(self) -> Iterator[tuple[str, str]]:
        folder = Path(self.folder) if self.folder is not None else None
        for problem in load(self.benchmark, folder):
            yield problem.id, problem.prompt.strip()


def drawn(
    questions: Split, column: str, seed: int, context: Context
) -> Iterator[tuple[int, str, str]]:
    """Questions without replacement, without end: the round, the row's id and the question.

    Each round goes through all of them in a new order.

    Raises:
        HornbookError: there is no such column, or no question in it.
    """
    import pyarrow.parquet as pq

    place = f"split {questions.name!r} of {questions.stage.name}"
    have = pq.read_schema(context.load(questions.stage).files(questions.name)[0]).names
    if missing := {"id", column} - {*have}:
        raise HornbookError(
            f"{place} has no column {sorted(missing)[0]!r}; it has: {', '.join(have)}"
        )
    rows = [
        (str(row["id"]), text.strip())
        for row in questions.rows(context, ["id", column])
        if (text := row[column] or "").strip()
    ]
    if not rows:
        raise HornbookError(f"{place} holds no question in its column {column!r}")
    order = Random(f"questions/{seed}")
    for turn in count():
        for identity, text in order.sample(rows, len(rows)):
            yield turn, identity, text
