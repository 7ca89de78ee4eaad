"""Which problems a model solved, each beside the nearest thing that it was trained on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.evaluation import Evaluation
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, kw_only=True)
class ListSolved(Stage[Dataset]):
    """Put each solved problem beside the training row that is nearest to it, to be judged by eye.

    A score says nothing about where an answer comes from; a reader who sees both can say.
    Writes ``solved``: ``problem``, ``passed`` and ``of`` (samples), ``solution`` (the first that
    passed, with its prompt), and of the nearest row its id ``nearest_id``, its text ``nearest`` and
    the ``match_rate`` of its syntax tree (null and empty where nothing is near).

    Attributes:
        evaluation: a `PassAtK`.
        nearest: for each problem the row nearest to it: a dataset whose rows, in all splits, have
            ``item`` (the problem), ``id`` and ``match_rate``, as a split benchmark has them.
        rows: the rows that were trained on.
    """

    evaluation: Stage[Evaluation]
    nearest: Stage[Dataset]
    rows: Split

    def run(self, context: Context) -> Dataset:
        """Collect them.

        Raises:
            HornbookError: when a nearest row isn't among those that were trained on.
        """
        solved = self._solved(context)
        nearest = self._nearest(context, set(solved))
        texts = self._texts(context, {near["id"] for near in nearest.values() if near["id"]})
        with DatasetWriter(context.directory, solved=_schema()) as writer:
            for problem, found in solved.items():
                near = nearest.get(problem, {})
                text = texts.get(near.get("id") or "", "")
                writer.add("solved", self._row(problem, found, near, text))
        context.record(solved=len(solved), with_something_near=len(texts))
        return Dataset(context.directory)

    def _row(
        self, problem: str, found: dict[str, Any], near: dict[str, Any], text: str
    ) -> dict[str, Any]:
        return {
            "id": document_id(found["text"]),
            "text": found["text"],
            "source": found["source"],
            "parents": [each for each in (found["id"], near.get("id")) if each],
            "stage": self.name,
            "problem": problem,
            "passed": found["passed"],
            "of": found["of"],
            "solution": found["text"],
            "nearest_id": near.get("id"),
            "nearest": text,
            "match_rate": near.get("match_rate"),
        }

    def _solved(self, context: Context) -> dict[str, dict[str, Any]]:
        """By problem: its first passing completion, with how many passed of how many."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for row in context.load(self.evaluation).rows("completions"):
            rows.setdefault(row["problem"], []).append(row)
        found = {}
        for problem, drawn in rows.items():
            passing = [row for row in drawn if row["outcome"] == "passed"]
            if passing:
                found[problem] = {**passing[0], "passed": len(passing), "of": len(drawn)}
        return found

    def _nearest(self, context: Context, problems: set[str]) -> dict[str, dict[str, Any]]:
        dataset = context.load(self.nearest)
        rows = (row for split in dataset.splits() for row in dataset.rows(split))
        return {row["item"]: row for row in rows if row["item"] in problems}

    def _texts(self, context: Context, wanted: set[str]) -> dict[str, str]:
        found = {row["id"]: row["text"] for row in self._read(context) if row["id"] in wanted}
        if missing := sorted(wanted - found.keys()):
            raise HornbookError(
                f"{self.name}: {self.rows.stage.name} has no row {missing[0]!r}, which "
                f"{self.nearest.name} names; compare the rows that were trained on"
            )
        return found

    def _read(self, context: Context) -> Iterator[dict[str, Any]]:
        return context.load(self.rows.stage).rows(self.rows.name, ["id", "text"])


def _schema() -> pa.Schema:
    import pyarrow as pa

    return document_schema(
        pa.field("problem", pa.string(), nullable=False),
        pa.field("passed", pa.int32(), nullable=False),
        pa.field("of", pa.int32(), nullable=False),
        pa.field("solution", pa.string(), nullable=False),
        pa.field("nearest_id", pa.string()),
        pa.field("nearest", pa.string(), nullable=False),
        pa.field("match_rate", pa.float64()),
    )
