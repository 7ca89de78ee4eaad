"""The stage that takes benchmark items out of training data."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hornbook import benchmark
from hornbook.benchmark.problem import Problem
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.decontaminate.ngram import NgramIndex

_MATCHES = "_matches"
_SUSPICIOUS = 5  # rows that one piece of evidence must hit before it is reported as boilerplate
_HOSTS = 200  # rows that the self-test plants into


@dataclass(frozen=True, kw_only=True)
class Decontaminate(Stage[Dataset]):
    """Separate the rows that share text with a benchmark (13-grams, as phi-1 §5.1 and TinyGSM).

    Writes ``kept`` with the columns of the source, and ``contaminated`` with these besides:
    ``matched`` (id of the problem with the longest match), ``also_matched`` (ids of the others),
    ``evidence`` (the shared words), ``words`` (how many) and ``reason``.

    Every run tests itself: verbatim copies of all problems are planted in a sample of the kept
    rows, and the recall goes into the manifest. Evidence that hits many rows is listed there
    too, because it is likely to be boilerplate; nothing is forgiven silently.

    Attributes:
        source: the rows to look through.
        benchmarks: names that `benchmark.load` knows.
        ngram: words that must agree in a row; see `decontaminate.words` for what a word is.
        shortest: words below which a part of a problem isn't matched without the rest of it.
        numbers: let digits be words. On 281 MB of installed Python that made 9 rows match
            instead of 3, the six by tables of numbers.
        column: the text to look through.
        seed: where the self-test plants.
    """

    source: Split
    benchmarks: tuple[str, ...] = ("humaneval",)
    ngram: int = 13
    shortest: int = 8
    numbers: bool = False
    column: str = "text"
    seed: int = 0

    def external(self) -> str:
        """The digest of the benchmarks' problems."""
        digest = hashlib.sha256()
        for problem in load_problems(self.benchmarks):
            for part in (problem.id, problem.prompt, problem.solution):
                digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()

    def run(self, context: Context) -> Dataset:
        """Search, write both splits, then test the search on what was kept.

        Raises:
            HornbookError: when a benchmark is unknown or the source lacks the column.
        """
        from hornbook.decontaminate.ngram import NgramIndex
        from hornbook.decontaminate.self_test import self_test

        if self.ngram < 1 or self.shortest < 1:
            raise HornbookError(
                f"{self.name}: ngram={self.ngram} and shortest={self.shortest} must be at least 1"
            )
        problems = load_problems(self.benchmarks)
        index = NgramIndex(problems, ngram=self.ngram, shortest=self.shortest, numbers=self.numbers)
        hosts = self._separate(context, index)
        tested = self_test(index, problems, hosts, seed=self.seed)
        context.record(
            benchmarks=list(self.benchmarks),
            problems=len(problems),
            unindexed=index.unindexed,
            self_test=tested.facts(),
        )
        recalls = ", ".join(f"{recall.form} {recall.share:.0%}" for recall in tested.recalls)
        context.progress.say(f"  self-test, planted copies found: {recalls}")
        return Dataset(context.directory)

    def _separate(self, context: Context, index: NgramIndex) -> list[str]:
        """Write ``kept`` and ``contaminated``; return some kept texts from all over the source."""
        source = context.load(self.source.stage)
        schema = self._schema(source)
        total = source.counts()[self.source.name]
        started, size = time.monotonic(), 0
        hosts: list[str] = []
        tally = _Tally()
        step = max(1, total // _HOSTS)
        writer = DatasetWriter(context.directory, kept=schema, contaminated=_with_matches(schema))
        bar = context.progress.bar("looking for benchmark items", total=total, unit="rows")
        with writer, bar as shown:
            for number, (row, matches) in enumerate(search(source, self, index)):
                text = row[self.column] or ""
                size += len(text)
                if matches:
                    writer.add("contaminated", row | tally.describe(matches))
                else:
                    writer.add("kept", row)
                    if number % step == 0:
                        hosts.append(text)
                shown.advance(note=f"{tally.rows} contaminated")
        seconds = max(time.monotonic() - started, 1e-9)
        context.record(megabytes_per_second=round(size / 1e6 / seconds, 1), **tally.facts())
        return hosts

    def _schema(self, source: Dataset) -> pa.Schema:
        import pyarrow.parquet as pq

        schema = pq.read_schema(source.files(self.source.name)[0])
        place = f"split {self.source.name!r} of {self.source.stage.name}"
        if self.column not in schema.names:
            have = ", ".join(schema.names)
            raise HornbookError(f"{place} has no column {self.column!r}; it has: {have}")
        names = _with_matches(schema).names
        if taken := sorted({name for name in names if names.count(name) > 1}):
            raise HornbookError(
                f"{place} already has the column {taken[0]!r} that {self.name} adds; rename it"
            )
        return schema


def load_problems(benchmarks: tuple[str, ...]) -> list[Problem]:
    """All problems of the named benchmarks, in order.

    Raises:
        HornbookError: when no benchmark is named, or one is unknown or empty.
    """
    if not benchmarks:
        raise HornbookError("no benchmark to decontaminate against; name one, such as humaneval")
    problems: list[Problem] = []
    for name in benchmarks:
        loaded = benchmark.load(name)
        if not loaded:
            raise HornbookError(f"benchmark {name!r} has no problems; check its files")
        problems.extend(loaded)
    return problems


def search(
    source: Dataset, stage: Decontaminate, index: NgramIndex
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each row of the stage's source, in order, with its matches: a Daft query, on its engine."""
    from hornbook.pipeline.engine import daft_module

    daft = daft_module()
    kind = daft.DataType
    fields = {"item": kind.string(), "words": kind.int32(), "evidence": kind.string()}
    result = kind.list(kind.struct(fields | {"whole": kind.bool()}))

    # Threads suffice: the vector operations that take most of the time run side by side. Small
    # batches bound the memory.
    @daft.func.batch(return_dtype=result, use_process=False, batch_size=256)  # type: ignore[untyped-decorator]
    def find(texts: Any) -> list[list[dict[str, Any]]]:  # noqa: ANN401 - a daft.Series
        found = index.find([text or "" for text in texts.to_pylist()])
        return [[vars(match) for match in matches] for matches in found]

    frame = source.frame(stage.source.name)
    frame = frame.with_column(_MATCHES, find(daft.col(stage.column)))
    for batch in frame.to_arrow_iter():
        for row in batch.to_pylist():
            matches = row.pop(_MATCHES)
            yield row, matches


class _Tally:
    """Counts matches by problem and by evidence while rows go by."""

    def __init__(self) -> None:
        self.rows = 0
        self._problems: Counter[str] = Counter()
        self._evidence: Counter[tuple[str, str]] = Counter()

    def describe(self, matches: list[dict[str, Any]]) -> dict[str, Any]:
        """The columns that a contaminated row gets."""
        self.rows += 1
        self._problems.update(match["item"] for match in matches)
        best, others = matches[0], matches[1:]
        self._evidence[best["item"], best["evidence"]] += 1
        how = "a whole part of" if best["whole"] else f"{best['words']} words in a row with"
        return {
            "matched": best["item"],
            "also_matched": [match["item"] for match in others],
            "evidence": best["evidence"],
            "words": best["words"],
            "reason": f"shares {how} {best['item']}",
        }

    def facts(self) -> dict[str, Any]:
        """For the manifest: the problems hit most, and evidence that looks like boilerplate."""
        return {
            "contaminated_rows": self.rows,
            "problems_hit": len(self._problems),
            "most_hit": dict(self._problems.most_common(10)),
            "boilerplate": [
                {"item": item, "evidence": evidence, "rows": rows}
                for (item, evidence), rows in self._evidence.most_common(10)
                if rows >= _SUSPICIOUS
            ],
        }


def _with_matches(schema: pa.Schema) -> pa.Schema:
    import pyarrow as pa

    added = [
        pa.field("matched", pa.string()),
        pa.field("also_matched", pa.list_(pa.string())),
        pa.field("evidence", pa.string()),
        pa.field("words", pa.int32()),
        pa.field("reason", pa.string()),
    ]
    return pa.schema([*schema, *added])
