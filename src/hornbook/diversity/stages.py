"""Diversity and redundancy as a stage that measures and a stage that holds a run to bounds."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from hornbook.diversity.bounds import Bound, check, is_number
from hornbook.diversity.sample import Extent
from hornbook.embed.lexical import LexicalEmbedder
from hornbook.embed.protocol import Embedder
from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage


@dataclass(frozen=True, kw_only=True)
class MeasureDiversity(Stage[Metrics]):
    """Measure how varied a split is, and whether more of it would still say something new.

    phi-1 (§6) leaves open how to measure "the amount of diversity and redundancy in the data";
    this is a set of answers, each from the same random sample: compression (Shaib et al. 2024),
    distinct-n (Li et al. 2016), self-BLEU (Zhu et al. 2018), the Vendi score (Friedman and Dieng
    2023), near-duplicates against sample size, shapes of syntax trees, openings, topics, and
    imports (phi-1, Figure 2). `hornbook.diversity.measure` says what each is.

    Attributes:
        source: the rows.
        sample: how much each measure looks at. Compare data sets by equal samples only.
        embedder: what the Vendi score sees; None leaves it out.
        near_duplicate: Jaccard similarity of word n-grams from which on a row repeats another.
        ngram: words of those n-grams.
        column: the text.
        topic: a column with a class of each row, if there is one.
        seed: which rows are drawn, and in which order they count as earlier and later.
    """

    source: Split
    sample: Extent = field(default_factory=Extent)
    embedder: Embedder | None = field(default_factory=LexicalEmbedder)
    near_duplicate: float = 0.8
    ngram: int = 5
    column: str = "text"
    topic: str = "topic"
    seed: int = 0

    def external(self) -> str:
        """What the embedder reads from outside."""
        return self.embedder.external() if self.embedder else ""

    def run(self, context: Context) -> Metrics:
        """Draw, measure, write; of a split without rows only that it has none.

        Raises:
            HornbookError: when the source lacks the column, or has no text in it.
        """
        import pyarrow.parquet as pq

        from hornbook.diversity.measure import Measuring, measure
        from hornbook.diversity.sample import sample_rows

        how = Measuring(
            extent=self.sample,
            embedder=self.embedder,
            near_duplicate=self.near_duplicate,
            ngram=self.ngram,
            column=self.column,
            topic=self.topic,
        )
        source, split = context.load(self.source.stage), self.source.name
        names = pq.read_schema(source.files(split)[0]).names
        if self.column not in names:
            have = ", ".join(names)
            raise HornbookError(f"split {split!r} has no column {self.column!r}; it has: {have}")
        if not source.counts()[split]:
            context.progress.say(
                f"{context.name}: split {split!r} is empty, so nothing is measured"
            )
            return Metrics.write(context.directory, {"rows": 0})
        columns = [name for name in dict.fromkeys((self.column, self.topic)) if name in names]
        rows = sample_rows(source, split, columns, self.sample.rows, self.seed)
        values = {"rows": source.counts()[split]} | measure(
            rows, how, progress=context.progress, settings=context.settings, cache=context.cache
        )
        context.record(**{name: each for name, each in values.items() if is_number(each)})
        return Metrics.write(context.directory, values)


@dataclass(frozen=True, kw_only=True)
class RequireDiversity(Stage[Dataset]):
    """Let a split through unchanged if it keeps within bounds; stop the run if it doesn't.

    What was measured stays, so another bound costs nothing. The files are hard links where the
    disk allows.

    Attributes:
        source: the rows; the artifact has this split alone.
        diversity: what was measured of them.
        bounds: all have to hold.

    Example:
        bounds=(Bound(measure="near_duplicate_rate", most=0.02), Bound(measure="vendi", least=50))
    """

    source: Split
    diversity: Stage[Metrics]
    bounds: tuple[Bound, ...]

    def run(self, context: Context) -> Dataset:
        """Check, then link.

        Raises:
            HornbookError: naming the measures that break a bound, their values and the bounds.
        """
        check(context.load(self.diversity).values(), self.bounds, self.diversity.name)
        folder = context.directory / self.source.name
        folder.mkdir()
        for path in context.load(self.source.stage).files(self.source.name):
            _link(path, folder / path.name)
        return Dataset(context.directory)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
