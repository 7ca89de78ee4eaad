"""phi-1's experiment on its own data (§5): prune what is like the benchmark, and split that too.

A comparison finds every row that is like a problem once; data is pruned and the benchmark split
from it at as many match rates as wanted. The retrained models, on similar and other problems,
are phi-1's Table 3.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from hornbook.decontaminate.detectors import All, Detector, Embeddings, Trees, leaves
from hornbook.decontaminate.problems import Benchmark, load_problems, problems_digest
from hornbook.embed.protocol import Embedder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import pyarrow as pa

_FARTHEST = 2.0  # of two unit vectors: so every pair's distance is on record


class Pair(NamedTuple):
    """A row that is like a problem; the closest pair is the least.

    An unknown distance is infinite.
    """

    negative_rate: float
    distance: float
    row: int
    item: str
    id: str


@dataclass(frozen=True, kw_only=True)
class CompareWithBenchmark(Stage[Dataset]):
    """Find all rows that hold a function like a problem's, with how alike they are.

    Writes ``pairs``: ``row`` (its place in the source), its ``id``, ``item`` (the problem's id),
    ``match_rate`` of the syntax trees and ``distance`` of the embeddings.

    Attributes:
        source: the rows, each with an ``id``.
        benchmarks: as in `stages.Decontaminate`.
        floor: the lowest match rate that will be asked for.
        embedder: measures distances, of the rows that reach the floor only; None: no distances.
        column: the text to look through.
    """

    source: Split
    benchmarks: tuple[str | Benchmark, ...] = ("humaneval",)
    floor: float = 0.8
    embedder: Embedder | None = None
    column: str = "text"
    version: ClassVar[int] = 2

    def external(self) -> str:
        """The digest of the problems, and the embedder's model."""
        model = self.embedder.external() if self.embedder else ""
        return f"{problems_digest(self.benchmarks)} {model}"

    def run(self, context: Context) -> Dataset:
        """Compare every row with every problem.

        Raises:
            HornbookError: for bad input.
        """
        import pyarrow.parquet as pq

        from hornbook.decontaminate.search import Search

        trees = Trees(rate=self.floor)
        detector: Detector = trees
        if self.embedder is not None:
            detector = All((trees, Embeddings(distance=_FARTHEST, embedder=self.embedder)))
        problems = load_problems(self.benchmarks)
        source = context.load(self.source.stage)
        total = source.counts().get(self.source.name, 0)
        files, columns = source.files(self.source.name), ["id", self.column]
        if missing := [name for name in columns if name not in pq.read_schema(files[0]).names]:
            raise HornbookError(f"{self.source.stage.name} has no column {missing[0]!r} to compare")
        found, unread = 0, 0
        bar = context.progress.bar("comparing with the benchmark", total=total, unit="rows")
        with (
            Search([detector], problems, context.cache, context.settings) as search,
            DatasetWriter(context.directory, pairs=_pair_schema()) as writer,
            bar as shown,
        ):
            rows = search.rows(files, self.column, total, columns)
            for place, (row, (hits,)) in enumerate(rows):
                unread += hits is None
                for hit in hits or ():
                    found += 1
                    writer.add(
                        "pairs",
                        {
                            "row": place,
                            "id": row["id"],
                            "item": hit.item,
                            "match_rate": hit.rate,
                            "distance": hit.distance,
                        },
                    )
                shown.advance(note=f"{found} pairs")
            context.record(
                problems=len(problems),
                unindexed=search.unindexed(),
                rows_unread=unread,
                detectors=[leaf.name for leaf in leaves(detector)],
            )
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Prune(Stage[Dataset]):
    """Take out the rows that are like a problem at a match rate (phi-1, §5.2).

    Writes ``kept`` with the columns of the source, and ``pruned`` with ``matched``,
    ``match_rate``, ``distance`` and ``reason`` besides.

    Attributes:
        source: the rows that were compared.
        comparison: what they are like; its floor is at most ``rate``.
        rate: match rate of the syntax trees from which a row is pruned.
        distance: up to which the embeddings must be near as well; None: they needn't.
    """

    source: Split
    comparison: CompareWithBenchmark
    rate: float
    distance: float | None = None

    def run(self, context: Context) -> Dataset:
        """Copy the rows to either side.

        Raises:
            HornbookError: when the comparison doesn't allow it.
        """
        import pyarrow.parquet as pq

        if self.comparison.source != self.source:
            raise HornbookError(f"{self.name}: its comparison is of other rows; compare its source")
        closest: dict[int, Pair] = {}
        for pair in close_pairs(self.comparison, context, self.rate, self.distance, self.name):
            closest[pair.row] = min(pair, closest.get(pair.row, pair))
        source = context.load(self.source.stage)
        schema = pq.read_schema(source.files(self.source.name)[0])
        schemas = {"kept": schema, "pruned": _with_pair(schema)}
        rows = source.rows(self.source.name)
        total = source.counts()[self.source.name]
        with DatasetWriter(context.directory, **schemas) as writer:
            shown = context.progress.track(rows, "pruning", total=total, unit="rows")
            for place, row in enumerate(shown):
                if place in closest:
                    writer.add("pruned", row | _described(closest[place]))
                else:
                    writer.add("kept", row)
        context.record(pruned=len(closest), problems_hit=len({p.item for p in closest.values()}))
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class SplitBenchmark(Stage[Dataset]):
    """Tell the problems that the data holds something similar to from the others (Table 3).

    Writes ``similar`` and ``other``: ``item`` (the problem's id), and of the row closest to it
    ``row`` (place), ``id``, ``match_rate`` and ``distance``. They are null where no row
    reaches the comparison's floor.

    Attributes:
        comparison: of the training data with the benchmark.
        rate: match rate from which a problem counts as similar.
        distance: as in `Prune`.
    """

    comparison: CompareWithBenchmark
    rate: float
    distance: float | None = None

    def external(self) -> str:
        """The digest of the problems."""
        return problems_digest(self.comparison.benchmarks)

    def run(self, context: Context) -> Dataset:
        """Divide the problems.

        Raises:
            HornbookError: when the comparison doesn't allow it.
        """
        pairs = close_pairs(self.comparison, context, self.rate, self.distance, self.name)
        similar = _closest(pairs)
        floor = self.comparison.floor
        nearest = _closest(close_pairs(self.comparison, context, floor, None, self.name))
        with DatasetWriter(
            context.directory, similar=_pair_schema(), other=_pair_schema()
        ) as writer:
            for problem in load_problems(self.comparison.benchmarks):
                split = "similar" if problem.id in similar else "other"
                pair = similar.get(problem.id, nearest.get(problem.id))
                writer.add(split, {"item": problem.id} | (_row_of(pair) if pair else {}))
        return Dataset(context.directory)


def prune_at(
    comparison: CompareWithBenchmark, rates: tuple[float, ...], distance: float | None = None
) -> tuple[tuple[Prune, SplitBenchmark], ...]:
    """The pruned data and the split benchmark at each match rate, from one comparison."""
    return tuple(
        (
            Prune(
                source=comparison.source,
                comparison=comparison,
                rate=rate,
                distance=distance,
                label=f"pruned at {rate:g}",
            ),
            SplitBenchmark(
                comparison=comparison, rate=rate, distance=distance, label=f"problems at {rate:g}"
            ),
        )
        for rate in rates
    )


def close_pairs(
    comparison: CompareWithBenchmark,
    context: Context,
    rate: float,
    distance: float | None,
    asking: str,
) -> Iterator[Pair]:
    """The pairs of a comparison that are as alike as asked, in the order of the rows.

    Raises:
        HornbookError: when the comparison hasn't looked for them.
    """
    from hornbook.similarity.tree_match import reaches

    if rate < comparison.floor:
        raise HornbookError(
            f"{asking}: a match rate of {rate:g} is below the comparison's floor of "
            f"{comparison.floor:g}; lower the floor"
        )
    if distance is not None and comparison.embedder is None:
        raise HornbookError(f"{asking}: its comparison has no distances; give that an embedder")
    for row in context.load(comparison).rows("pairs"):
        near = distance is None or row["distance"] <= distance
        if near and reaches(row["match_rate"], rate):
            apart = math.inf if row["distance"] is None else row["distance"]
            yield Pair(-row["match_rate"], apart, row["row"], row["item"], row["id"])


def _closest(pairs: Iterator[Pair]) -> dict[str, Pair]:
    closest: dict[str, Pair] = {}
    for pair in pairs:
        closest[pair.item] = min(pair, closest.get(pair.item, pair))
    return closest


def _row_of(pair: Pair) -> dict[str, Any]:
    return {"row": pair.row, "id": pair.id} | _likeness(pair)


def _described(pair: Pair) -> dict[str, Any]:
    reason = f"has {-pair.negative_rate:.0%} of the syntax tree of {pair.item}"
    return {"matched": pair.item, "reason": reason} | _likeness(pair)


def _likeness(pair: Pair) -> dict[str, float | None]:
    distance = None if pair.distance == math.inf else pair.distance
    return {"match_rate": -pair.negative_rate, "distance": distance}


def _pair_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("item", pa.string(), nullable=False),
            pa.field("row", pa.int64()),
            pa.field("id", pa.string()),
            pa.field("match_rate", pa.float64()),
            pa.field("distance", pa.float64()),
        ]
    )


def _with_pair(schema: pa.Schema) -> pa.Schema:
    import pyarrow as pa

    if taken := sorted({"matched", "match_rate", "distance", "reason"}.intersection(schema.names)):
        raise HornbookError(f"the rows already have the column {taken[0]!r}; rename it")
    added = [
        pa.field("matched", pa.string()),
        pa.field("match_rate", pa.float64()),
        pa.field("distance", pa.float64()),
        pa.field("reason", pa.string()),
    ]
    return pa.schema([*schema, *added])
