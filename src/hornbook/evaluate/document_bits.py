"""How well a model predicts whole documents, which need be no problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from hornbook.errors import HornbookError
from hornbook.evaluate.estimate import bootstrap
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.subject import Subject, external_of, opened
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage


@dataclass(frozen=True, kw_only=True)
class DocumentBits(Stage[Evaluation]):
    """Bits per byte of documents, each read from its beginning.

    Comparable between tokenizers, as `BitsPerByte` is. Writes ``items`` (problem: the document's
    id, bits, bytes) and the result ``bits_per_byte`` with a bootstrap interval over documents.

    Attributes:
        model: a checkpoint of ours, or a model from elsewhere (`evaluate.subject`).
        documents: texts that the model wasn't trained on.
        at_most: measure only so many, evenly spaced.
        characters: of each document's beginning, so that no long one outweighs the others; 0
            takes it whole.
        seed: of the bootstrap.
    """

    model: Subject
    documents: Split
    at_most: int | None = None
    characters: int = 2000
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse numbers that leave nothing.

        Raises:
            HornbookError: for a number out of its range.
        """
        if self.characters < 0 or (self.at_most is not None and self.at_most < 1):
            raise HornbookError(
                f"{self.name}: at_most={self.at_most} and characters={self.characters} leave "
                "nothing to measure; make at_most at least 1, and characters 0 or more"
            )

    def external(self) -> str:
        """The digest of the model, where it comes from outside."""
        return external_of(self.model)

    def run(self, context: Context) -> Evaluation:
        """Score every document.

        Raises:
            HornbookError: when there is none, or the model gives no likelihoods.
        """
        import pyarrow as pa

        rows = list(self.documents.rows(context, ["id", "text"]))
        rows = [row for row in rows if row["text"].strip()]
        if not rows:
            raise HornbookError(f"{self.name}: the split {self.documents.name} holds no text")
        chosen = spaced(rows, self.at_most)
        pairs = [("", row["text"][: self.characters or None]) for row in chosen]
        with opened(self.model, context) as model:
            scored = model.log_likelihood(pairs, context.progress)
        schema = pa.schema(
            [
                pa.field("problem", pa.string(), nullable=False),
                pa.field("bits", pa.float64(), nullable=False),
                pa.field("bytes", pa.int64(), nullable=False),
            ]
        )
        bits, sizes = [each.nats / log(2) for each in scored], [each.bytes for each in scored]
        with DatasetWriter(context.directory, items=schema) as writer:
            for row, bit, size in zip(chosen, bits, sizes, strict=True):
                writer.add("items", {"problem": row["id"], "bits": bit, "bytes": size})
        estimate = bootstrap(bits, sizes, seed=self.seed)
        results = {"bits_per_byte": estimate.facts(), "bytes": sum(sizes)}
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)


def spaced(rows: Sequence[Any], at_most: int | None) -> list[Any]:
    """So many rows, evenly spaced in their order; all where there aren't more."""
    if at_most is None or at_most >= len(rows):
        return list(rows)
    return [rows[number * len(rows) // at_most] for number in range(at_most)]
