"""The stage that answers queries with the answers that are known of them, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.explanations.conversation import text_of, trace, trace_fields
from hornbook.generate.explanations.final_answer import RIGHT
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import pyarrow as pa

UNKNOWN = "its answer isn't known"


@dataclass(frozen=True, kw_only=True)
class AnswerQueries(Stage[Dataset]):
    """Answer the queries of a plan by what is known: what explanations are held against.

    The rows are those of `ExplainQueries` for the same queries under the same system messages,
    but for the responses, which are the targets that the queries came with.

    Splits: ``answers``, and ``rejected`` with its ``reason``.

    Attributes:
        queries: the plan, as `SampleQueries` writes it.
        requests: how many of it, from its beginning.
    """

    version: ClassVar[int] = 1
    queries: Split
    requests: int

    def __post_init__(self) -> None:
        if self.requests < 1:
            raise HornbookError("requests must be at least 1")

    def run(self, context: Context) -> Dataset:
        """Write both splits, in the plan's order."""
        with DatasetWriter(context.directory, **schemas()) as writer:
            for row in context.progress.track(
                self._rows(context), "answering", total=self.requests, unit="queries"
            ):
                writer.add("rejected" if "reason" in row else "answers", row)
        return Dataset(context.directory)

    def _rows(self, context: Context) -> Iterator[dict[str, Any]]:
        for row in islice(self.queries.rows(context), self.requests):
            response = (row["answer"] or "").strip()
            text = text_of(row["system"], row["text"], response)
            made = {
                **trace(row["system"], row["text"], response, verdict=RIGHT),
                **{name: row[name] for name in ("task", "pool", "kind", "answer")},
                "options": row["options"] or [],
                "id": document_id(text),
                "text": text,
                "source": row["source"],
                "parents": [row["id"]],
                "stage": context.name,
            }
            yield made if response else {**made, "reason": UNKNOWN}


def schemas() -> dict[str, pa.Schema]:
    """Columns of both splits."""
    import pyarrow as pa

    reason = pa.field("reason", pa.string(), nullable=False)
    return {
        "answers": document_schema(*trace_fields()),
        "rejected": document_schema(*trace_fields(), reason),
    }
