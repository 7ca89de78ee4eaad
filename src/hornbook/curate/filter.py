"""Keeps the documents that the classifier finds worth teaching from (phi-1, §2.1)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hornbook.curate.classifier import QualityClassifier
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    from hornbook.curate.model import Model


@dataclass(frozen=True, kw_only=True)
class Filter(Stage[Dataset]):
    """Split documents by their educational value.

    Splits: ``kept``, and ``dropped`` with a ``reason``; both have ``educational_value`` and all
    columns of the source. A document that doesn't parse as Python has no value and is dropped.

    Attributes:
        corpus: the documents.
        classifier: what judges them.
        keep: share of the documents to keep, the best first; None goes by ``threshold``.
        threshold: the lowest value to keep when ``keep`` is None.
    """

    corpus: Split
    classifier: Stage[QualityClassifier]
    keep: float | None = 0.25
    threshold: float = 3.0

    def run(self, context: Context) -> Dataset:
        """Score everything, then write each document to its split."""
        if self.keep is not None and not 0 < self.keep <= 1:
            raise HornbookError(f"keep={self.keep}: give a share above 0 and up to 1, or None")
        source, split = context.load(self.corpus.stage), self.corpus.name
        model = context.load(self.classifier).model()
        scores = dict(scored(source, split, model, context))
        values = [value for value in scores.values() if value is not None]
        if not values:
            raise HornbookError(f"{split}: no document parses as Python, so none can be judged")
        cut = self.threshold if self.keep is None else threshold_for(values, self.keep, len(scores))
        if max(values) < cut:
            raise HornbookError(
                f"no document reaches the threshold {cut:.2f}; the best has {max(values):.2f}"
            )
        characters = _write(source, split, scores, cut, context)
        context.record(
            threshold=round(cut, 4),
            unparsed=len(scores) - len(values),
            characters=characters,
            histogram=histogram(values),
        )
        return Dataset(context.directory)


def scored(
    source: Dataset, split: str, model: Model, context: Context
) -> Iterator[tuple[str, float | None]]:
    """The value of every document, by its id; None where it doesn't parse."""
    from hornbook.curate.scoring import COLUMN, add_scores

    frame = source.frame(split).select("id", "text")
    frame = add_scores(frame, model, workers=context.settings.workers).select("id", COLUMN)
    total = source.counts()[split]
    with context.progress.bar("scoring", total=total, unit="docs") as bar:
        for batch in frame.to_arrow_iter():
            rows = batch.to_pydict()
            yield from zip(rows["id"], rows[COLUMN], strict=True)
            bar.advance(batch.num_rows)


def threshold_for(values: Sequence[float], keep: float, documents: int) -> float:
    """The value that the best ``keep`` of so many documents reach."""
    wanted = min(math.ceil(keep * documents), len(values))
    return sorted(values, reverse=True)[wanted - 1]


def reason_to_drop(value: float | None, threshold: float) -> str | None:
    """Why a document isn't kept, or None."""
    if value is None:
        return "does not parse as Python"
    if value < threshold:
        return f"educational value {value:.2f} under {threshold:.2f}"
    return None


def histogram(values: Iterable[float], width: float = 0.25) -> list[dict[str, float]]:
    """How many values lie in each bin from 0 to 5, for a plot."""
    bins = [0] * round(5 / width)
    for value in values:
        bins[min(int(value / width), len(bins) - 1)] += 1
    return [{"from": place * width, "count": count} for place, count in enumerate(bins)]


def _write(
    source: Dataset, split: str, scores: dict[str, float | None], cut: float, context: Context
) -> dict[str, int]:
    """Write both splits; returns their sizes in characters."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pq.read_schema(source.files(split)[0])
    if "educational_value" not in schema.names:
        schema = schema.append(pa.field("educational_value", pa.float64()))
    reasoned = (
        schema if "reason" in schema.names else schema.append(pa.field("reason", pa.string()))
    )
    characters = {"kept": 0, "dropped": 0}
    with DatasetWriter(context.directory, kept=schema, dropped=reasoned) as writer:
        for row in source.rows(split):
            value = scores[row["id"]]
            reason = reason_to_drop(value, cut)
            row["educational_value"] = value
            if reason is not None:
                row["reason"] = reason
            name = "kept" if reason is None else "dropped"
            writer.add(name, row)
            characters[name] += len(row["text"])
    return characters
