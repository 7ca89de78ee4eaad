"""Drops what is no English prose before anything is judged (phi-1.5's web filter, §2.2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hornbook.curate.prose_rules import ProseRules
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import daft


@dataclass(frozen=True, kw_only=True)
class FilterProse(Stage[Dataset]):
    """Split documents by rules that tell junk from prose; no annotations are needed.

    Splits: ``kept``, and ``dropped`` with a ``reason``. What is kept can be annotated, and judged
    by a classifier that was trained with ``language="english"``.

    Attributes:
        corpus: the documents.
        rules: the thresholds, with their sources.
    """

    corpus: Split
    rules: ProseRules = field(default_factory=ProseRules)

    def run(self, context: Context) -> Dataset:
        """Look at each document over processes, then write it to its split."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        from hornbook.pipeline.engine import in_order

        source, split = context.load(self.corpus.stage), self.corpus.name
        schema = pq.read_schema(source.files(split)[0])
        has_reason = "reason" in schema.names
        reasoned = schema if has_reason else schema.append(pa.field("reason", pa.string()))

        def query(frame: daft.DataFrame) -> daft.DataFrame:
            return add_reasons(frame, self.rules, workers=context.settings.workers)

        counts: Counter[str] = Counter()
        with (
            DatasetWriter(context.directory, kept=schema, dropped=reasoned) as writer,
            context.progress.bar("reading", total=source.counts()[split], unit="docs") as bar,
        ):
            for batch in in_order(source.files(split), query):
                for row in batch.to_pylist():
                    reason = row.pop(REASON)
                    if reason is None:
                        writer.add("kept", row)
                    else:
                        writer.add("dropped", {**row, "reason": reason})
                        counts[reason.split(":")[0]] += 1
                bar.advance(batch.num_rows)
        context.record(dropped_by_reason=dict(sorted(counts.items())))
        return Dataset(context.directory)


REASON = "__reason"
BATCH = 64


def add_reasons(frame: daft.DataFrame, rules: ProseRules, *, workers: int) -> daft.DataFrame:
    """Add why a text is dropped, null where it isn't."""
    from hornbook.pipeline.engine import daft_module

    module = daft_module()
    text = module.DataType.string()

    @module.cls(use_process=True, max_concurrency=workers)
    class Reading:
        def __init__(self, rules: ProseRules) -> None:
            self.rules = rules

        @module.method.batch(return_dtype=text, batch_size=BATCH)  # type: ignore[untyped-decorator]
        def reason(self, texts: daft.Series) -> list[str | None]:
            from hornbook.curate.prose_rules import reason_to_drop_prose

            return [reason_to_drop_prose(text, self.rules) for text in texts.to_pylist()]

    return frame.with_column(REASON, Reading(rules).reason(module.col("text")))
