"""Keeps the documents that the classifier finds worth teaching from (phi-1, §2.1)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from hornbook.curate.classifier import QualityClassifier, opened
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Bar
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import daft

    from hornbook.curate.model import Model
    from hornbook.embed.protocol import Embedder


@dataclass(frozen=True, kw_only=True)
class Filter(Stage[Dataset]):
    """Split documents by their educational value.

    Splits: ``kept``, and ``dropped`` with a ``reason``; both have ``educational_value`` and all
    columns of the source. A document that doesn't parse as Python has no value and is dropped.

    Attributes:
        corpus: the documents.
        classifier: what judges them.
        keep: share of the documents to keep, the best first; None goes by what follows.
        precision: keep what the classifier's out-of-fold predictions say is good with this
            probability (`QualityClassifier.threshold_for`); None goes by ``threshold``.
        threshold: the lowest value to keep when both are None.
    """

    version: ClassVar[int] = 2

    corpus: Split
    classifier: Stage[QualityClassifier]
    keep: float | None = 0.25
    precision: float | None = None
    threshold: float = 3.0

    def run(self, context: Context) -> Dataset:
        """Score everything, then write each document to its split."""
        if self.keep is not None and not 0 < self.keep <= 1:
            raise HornbookError(f"keep={self.keep}: give a share above 0 and up to 1, or None")
        if self.precision is not None and (self.keep is not None or not 0 < self.precision < 1):
            raise HornbookError(
                f"precision={self.precision}: give a share between 0 and 1, and keep=None"
            )
        source, split = context.load(self.corpus.stage), self.corpus.name
        scores = dict(scored(source, split, self.classifier, context))
        values = [value for value in scores.values() if value is not None]
        if not values:
            raise HornbookError(f"{split}: no document can be judged; is it the right language?")
        cut = self._cut(values, len(scores), context)
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

    def _cut(self, values: Sequence[float], documents: int, context: Context) -> float:
        """The lowest value to keep."""
        if self.keep is not None:
            return threshold_for(values, self.keep, documents)
        if self.precision is None:
            return self.threshold
        found = context.load(self.classifier).threshold_for(self.precision)
        context.record(expected=found)
        return found["threshold"]


def scored(
    source: Dataset, split: str, classifier: Stage[QualityClassifier], context: Context
) -> Iterator[tuple[str, float | None]]:
    """The value of every document, by its id; None where it can't be judged."""
    from hornbook.curate.scoring import COLUMN, add_scores
    from hornbook.pipeline.engine import in_order

    model = context.load(classifier).model()
    embedder = getattr(classifier, "embedder", None)
    total = source.counts()[split]
    with context.progress.bar("scoring", total=total, unit="docs") as bar:
        if embedder is not None:
            yield from _scored_here(source, split, model, embedder, context, bar)
            return

        def query(frame: daft.DataFrame) -> daft.DataFrame:
            return add_scores(frame, model, workers=context.settings.workers).exclude("text")

        for batch in in_order(source.files(split), query, columns=["id", "text"]):
            rows = batch.to_pydict()
            yield from zip(rows["id"], rows[COLUMN], strict=True)
            bar.advance(batch.num_rows)


def _scored_here(
    source: Dataset, split: str, model: Model, embedder: Embedder, context: Context, bar: Bar
) -> Iterator[tuple[str, float | None]]:
    """With vectors of the pages: in this process, because one process holds the embedder."""
    from hornbook.curate.scoring import BATCH, score_batch

    rows = source.rows(split, ["id", "text"])
    with opened(embedder, context.cache, context.settings) as embed:
        while batch := list(islice(rows, BATCH)):
            for row, value in zip(
                batch, score_batch([row["text"] for row in batch], model, embed), strict=True
            ):
                yield row["id"], None if math.isnan(value) else float(value)
            bar.advance(len(batch))


def threshold_for(values: Sequence[float], keep: float, documents: int) -> float:
    """The value that the best ``keep`` of so many documents reach."""
    wanted = min(math.ceil(keep * documents), len(values))
    return sorted(values, reverse=True)[wanted - 1]


def reason_to_drop(value: float | None, threshold: float, characters: int = 0) -> str | None:
    """Why a document of so many characters isn't kept, or None."""
    from hornbook.curate.scoring import LONGEST

    if value is None and characters > LONGEST:
        return f"longer than {LONGEST:,} characters"
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
            reason = reason_to_drop(value, cut, len(row["text"]))
            row["educational_value"] = value
            if reason is not None:
                row["reason"] = reason
            name = "kept" if reason is None else "dropped"
            writer.add(name, row)
            characters[name] += len(row["text"])
    return characters
