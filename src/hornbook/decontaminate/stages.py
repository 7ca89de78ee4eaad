"""The stage that takes benchmark items out of training data."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from hornbook.decontaminate.detectors import (
    Detector,
    Embeddings,
    Ngrams,
    Trees,
    at_rates,
    embedders,
    leaves,
)
from hornbook.decontaminate.problems import Benchmark, load_problems, named, problems_digest
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.benchmark.problem import Problem
    from hornbook.decontaminate.search import Search
    from hornbook.decontaminate.self_test import Trial

PAGE = "pairs.html"
_SAMPLED = 200  # rows that the self-test plants into and counts false alarms in


@dataclass(frozen=True, kw_only=True)
class Decontaminate(Stage[Dataset]):
    """Separate the rows that any detector holds for a copy of a benchmark's item.

    Writes ``kept`` with the columns of the source, and ``contaminated`` with these besides:
    ``matched`` (id of the problem of the strongest hit), ``also_matched`` (ids of the others),
    ``evidence`` (the words or the function that gave it away), ``words`` (shared in a row),
    ``match_rate`` (of syntax trees), ``distance`` (of embeddings), ``detectors`` and ``reason``;
    and a page of such rows beside their problems, ``pairs.html``.

    Every run tests itself: copies of all problems, word for word and changed, are planted in a
    sample of the kept rows, and the recall goes into the manifest. Evidence that hits many rows is
    listed there too, because it is likely to be boilerplate; nothing is forgiven silently.

    Attributes:
        source: the rows to look through.
        benchmarks: names that `benchmark.load` knows, or `Benchmark` for files the user has.
        detectors: each condemns a row by itself; `detectors.All` joins some.
        column: the text to look through.
        pairs: rows on the page, evenly spaced.
        seed: where the self-test plants.
    """

    source: Split
    benchmarks: tuple[str | Benchmark, ...] = ("humaneval",)
    detectors: tuple[Detector, ...] = field(default=(Ngrams(),))
    column: str = "text"
    pairs: int = 50
    seed: int = 0
    version: ClassVar[int] = 4

    def external(self) -> str:
        """The digest of the benchmarks' problems, and the embedders' models."""
        models = [embedder.external() for embedder in embedders(self.detectors)]
        return " ".join([problems_digest(self.benchmarks), *models])

    def run(self, context: Context) -> Dataset:
        """Search, write both splits, then test the search on what was kept.

        Raises:
            HornbookError: when a benchmark is unknown or the source lacks the column.
        """
        from hornbook.decontaminate.search import Search

        if not self.detectors:
            raise HornbookError(f"{self.name} has no detector; name at least one")
        problems = load_problems(self.benchmarks)
        cache, settings = context.cache, context.settings
        with Search(self.detectors, problems, cache, settings) as search:
            hosts, sample = self._separate(context, search, problems)
        context.record(
            benchmarks=[each.name for each in named(self.benchmarks)],
            detectors=[detector.name for detector in self.detectors],
            method="; ".join(describe(detector) for detector in self.detectors),
            problems=len(problems),
            unindexed=search.unindexed(),
        )
        trials = self._test(context, problems, hosts, sample)
        self._page(context, problems, trials)
        return Dataset(context.directory)

    def _separate(
        self, context: Context, search: Search, problems: Sequence[Problem]
    ) -> tuple[list[str], list[str]]:
        """Write ``kept`` and ``contaminated``; return kept texts and texts of all rows.

        Both are from all over the source.
        """
        from hornbook.decontaminate.tally import Tally

        source = context.load(self.source.stage)
        schema = self._schema(source)
        total = source.counts()[self.source.name]
        started, size = time.monotonic(), 0
        hosts: list[str] = []
        sample: list[str] = []
        tally = Tally(search.detectors)
        step = max(1, total // _SAMPLED)
        writer = DatasetWriter(context.directory, kept=schema, contaminated=with_hits(schema))
        bar = context.progress.bar("looking for benchmark items", total=total, unit="rows")
        files = source.files(self.source.name)
        with writer, bar as shown:
            for number, (row, found) in enumerate(search.rows(files, self.column, total)):
                text = row[self.column] or ""
                size += len(text)
                if number % step == 0:
                    sample.append(text)
                if described := tally.describe(found):
                    writer.add("contaminated", row | described)
                else:
                    writer.add("kept", row)
                    if number % step == 0:
                        hosts.append(text)
                shown.advance(note=f"{tally.rows} contaminated")
        seconds = max(time.monotonic() - started, 1e-9)
        context.record(megabytes_per_second=round(size / 1e6 / seconds, 1), **tally.facts())
        return hosts, sample

    def _page(self, context: Context, problems: Sequence[Problem], trials: Sequence[Trial]) -> None:
        from hornbook.decontaminate.page import write_page

        write_page(
            context.directory / PAGE,
            Dataset(context.directory),
            problems,
            trials,
            column=self.column,
            pairs=self.pairs,
            title=f"{self.source.stage.name}: rows beside the problems they resemble",
        )

    def _test(
        self,
        context: Context,
        problems: Sequence[Problem],
        hosts: Sequence[str],
        sample: Sequence[str],
    ) -> list[Trial]:
        whole, each = tested(self.detectors, problems, hosts, sample, context, self.seed)
        context.record(
            self_test=whole.facts() | {"detectors": {test.detector: test.facts() for test in each}}
        )
        recalls = ", ".join(f"{recall.form} {recall.share:.0%}" for recall in whole.recalls)
        context.progress.say(f"  self-test, planted copies found: {recalls}")
        return each

    def _schema(self, source: Dataset) -> pa.Schema:
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = pq.read_schema(source.files(self.source.name)[0])
        place = f"split {self.source.name!r} of {self.source.stage.name}"
        if self.column not in schema.names:
            have = ", ".join(schema.names)
            raise HornbookError(f"{place} has no column {self.column!r}; it has: {have}")
        kind = schema.field(self.column).type
        if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
            raise HornbookError(f"{place}: column {self.column!r} holds {kind}; name one of text")
        names = with_hits(schema).names
        if taken := sorted({name for name in names if names.count(name) > 1}):
            raise HornbookError(
                f"{place} already has the column {taken[0]!r} that {self.name} adds; rename it"
            )
        return schema


def describe(detector: Detector) -> str:
    """What makes a row a copy, in words."""
    return ", on the same problem ".join(_describe(leaf) for leaf in leaves(detector))


def _describe(leaf: Detector) -> str:
    if isinstance(leaf, Ngrams):
        return f"{leaf.length} words in a row, or a whole part of a problem"
    if isinstance(leaf, Trees):
        return f"a function with {leaf.rate:.0%} of a problem's syntax tree"
    assert isinstance(leaf, Embeddings)
    return f"an embedding ({leaf.embedder.name}) within {leaf.distance:g} of a problem's"


def tested(
    detectors: Sequence[Detector],
    problems: Sequence[Problem],
    hosts: Sequence[str],
    sample: Sequence[str],
    context: Context,
    seed: int,
) -> tuple[Trial, list[Trial]]:
    """What the self-test says of some detectors together, and of each at every match rate."""
    from hornbook.decontaminate.search import Search
    from hornbook.decontaminate.self_test import either, self_test

    variants = list(dict.fromkeys(each for one in detectors for each in at_rates(one)))
    chosen = [variants.index(detector) for detector in detectors]
    with Search(variants, problems, context.cache, context.settings) as search:
        results = self_test(
            lambda texts: (lambda found: [*found, either([found[place] for place in chosen])])(
                search.find(texts)
            ),
            [*(variant.name for variant in variants), "all together"],
            problems,
            hosts,
            sample=sample,
            seed=seed,
        )
    return results[-1], results[:-1]


def with_hits(schema: pa.Schema) -> pa.Schema:
    """A schema with the columns that contaminated rows get."""
    import pyarrow as pa

    added = [
        pa.field("matched", pa.string()),
        pa.field("also_matched", pa.list_(pa.string())),
        pa.field("evidence", pa.string()),
        pa.field("matched_words", pa.int32()),
        pa.field("match_rate", pa.float64()),
        pa.field("distance", pa.float64()),
        pa.field("detectors", pa.list_(pa.string())),
        pa.field("reason", pa.string()),
    ]
    return pa.schema([*schema, *added])
