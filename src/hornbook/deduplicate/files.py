"""Deduplicates one file of a user's: what stays in one file, what goes in another."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.corpus.batch import Batch
from hornbook.corpus.reading import Faults, RowFile, row_file
from hornbook.corpus.writing import beside, check_pair, drafts, writing
from hornbook.deduplicate.duplicates import Duplicates, find_duplicates
from hornbook.deduplicate.matching import Matching
from hornbook.deduplicate.parts import Part, parts_of
from hornbook.deduplicate.work import Work
from hornbook.deduplicate.write import Evidence, dropped_schema, evidence, ids_of, scores_of
from hornbook.embed.lexical import LexicalEmbedder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.progress import Progress

_GROUP = 4 << 20  # bytes of a row group, which a process takes at a time


@dataclass(frozen=True)
class Deduplicated:
    """What came of a file.

    Attributes:
        rows: it had that could be compared.
        dropped_to: the file with the rows that went.
        facts: what a stage would put into its manifest.
    """

    rows: int
    dropped_to: str
    facts: dict[str, Any]


def deduplicate_file(
    source: str | Path,
    output: str | Path,
    matching: Matching,
    *,
    settings: Settings,
    progress: Progress,
    prefer: str | None = None,
    column: str = "text",
    faults: Faults | None = None,
) -> Deduplicated:
    """Write the rows of ``source`` to ``output`` without duplicates.

    The others go beside it with their evidence: ``clean.jsonl`` and ``clean.dropped.jsonl``.
    Both files appear whole or not at all. Rows stay as they are, byte for byte in JSONL. A row
    that can't be used is dropped with its reason. A row without an ``id`` is named by its place.

    Args:
        source: JSONL (plain or compressed) or Parquet, here or anywhere that fsspec reaches.
        output: of the same format.
        matching: what counts as a duplicate.
        settings: how to run.
        progress: where to report.
        prefer: column of numbers; the duplicate with the highest stays.
        column: the text to compare.
        faults: told of what can't be used.

    Raises:
        HornbookError: for a file that can't be read, no row of which can be used, output that
            can't be written, and settings that make no sense.
    """
    matching.check()
    check_pair(source, output, divided=True)
    dropped_to = beside(output, "dropped")
    with (
        row_file(source, column) as file,
        drafts(output, dropped_to) as (kept, dropped),
        tempfile.TemporaryDirectory(prefix=".hornbook-", dir=kept.parent) as name,
    ):
        scratch = Path(name)
        table = scratch / "rows.parquet"
        parts = _parts(file, table, prefer, faults or Faults())
        scores = scores_of([table], "score") if prefer else None
        if scores is not None and np.isnan(scores).all():
            raise HornbookError(f"{source}: no row has a number in {prefer!r} to prefer by")
        work = Work(scratch, progress, settings.workers)
        with ExitStack() as stack:
            session = None
            if matching.method == "semantic":
                session = stack.enter_context(LexicalEmbedder().open(None, settings))
            found = find_duplicates(parts, matching, work, scores=scores, session=session)
        names = ids_of([table], np.concatenate([found.kept, found.link]))
        _divide(file, (kept, dropped), found, evidence(found, matching.method, names))
    return Deduplicated(found.facts["rows"], dropped_to, found.facts)


def _parts(file: RowFile, table: Path, prefer: str | None, faults: Faults) -> list[Part]:
    """The texts that can be compared; ``table`` gets what else there is to know of them.

    A Parquet file in which nothing is wrong is searched as it lies; the texts of any other are
    copied to ``table``.
    """
    if file.parquet:
        before = faults.count
        _tabulate(file, table, prefer, faults, texts=False)
        if faults.count == before:
            return parts_of([Path(file.place.path)], file.column)
    _tabulate(file, table, prefer, None if file.parquet else faults, texts=True)
    return parts_of([table])


def _tabulate(
    file: RowFile, table: Path, prefer: str | None, faults: Faults | None, *, texts: bool
) -> None:
    """Write the names, the scores, and perhaps the texts of rows that can be compared."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"id": pa.string(), "score": pa.float64()} | ({"text": pa.string()} if texts else {})
    schema = pa.schema(list(kinds.items()))
    with pq.ParquetWriter(table, schema, compression="zstd") as writer:
        waiting: list[pa.RecordBatch] = []
        for batch in file.batches(faults, ["id", *([prefer] if prefer else [])]):
            usable = [place for place in range(len(batch)) if place not in batch.problems]
            columns: dict[str, list[Any]] = {"id": _names(batch)}
            columns["score"] = _scores(batch, prefer, file, faults)
            if texts:
                columns["text"] = batch.texts
            chosen = {name: [values[each] for each in usable] for name, values in columns.items()}
            waiting.append(pa.RecordBatch.from_pydict(chosen, schema=schema))
            if sum(each.nbytes for each in waiting) >= _GROUP:
                writer.write_table(pa.Table.from_batches(waiting))
                waiting.clear()
        writer.write_table(pa.Table.from_batches(waiting, schema=schema))


def _names(batch: Batch) -> list[str]:
    return [
        batch.name(place) if own is None else str(own)
        for place, own in enumerate(batch.values("id"))
    ]


def _scores(
    batch: Batch, prefer: str | None, file: RowFile, faults: Faults | None
) -> list[float | None]:
    """The numbers to prefer by; None where there is none."""
    if prefer is None:
        return [None] * len(batch)
    scores: list[float | None] = []
    for place, value in enumerate(batch.values(prefer)):
        number = None
        if isinstance(value, (int, float, Decimal)):
            with suppress(OverflowError):
                number = float(value)
        scores.append(number)
        if number is None and value is not None and faults is not None:
            where = f"{file.place.told}, {batch.name(place)}"
            faults.add(f"{where}: {prefer!r} holds {value!r:.50} where a number should be")
    return scores


def _divide(
    file: RowFile, written: tuple[Path, Path], found: Duplicates, proof: Iterator[Evidence]
) -> None:
    """Write every row to one of the two files."""
    usable = 0
    with (
        writing(written[0], file) as kept,
        writing(written[1], file, _evidence_fields()) as dropped,
    ):
        for batch in file.batches():
            lost = _lost(found.rows, usable, len(batch) - len(batch.problems))
            usable += len(lost)
            answers = iter(lost)
            reasons = {
                place: _unusable(batch.problems[place])
                if place in batch.problems
                else asdict(next(proof))
                for place in range(len(batch))
                if place in batch.problems or next(answers)
            }
            kept.write(batch, [place for place in range(len(batch)) if place not in reasons])
            if reasons:
                names = Evidence.__annotations__
                added = {name: [reason[name] for reason in reasons.values()] for name in names}
                dropped.write(batch, list(reasons), added)


def _lost(rows: NDArray[np.int64], first: int, count: int) -> list[bool]:
    """Which of consecutive rows are among the ``rows``, which ascend."""
    begin, end = np.searchsorted(rows, [first, first + count])
    lost = np.zeros(count, dtype=bool)
    lost[rows[begin:end] - first] = True
    return list(lost)


def _unusable(problem: str) -> dict[str, Any]:
    return dict.fromkeys(Evidence.__annotations__) | {"reason": f"can't be read: {problem}"}


def _evidence_fields() -> list[Any]:
    import pyarrow as pa

    return list(dropped_schema(pa.schema([])))
