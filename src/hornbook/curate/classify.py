"""Adds the educational value to a file of rows: ``hornbook classify IN -o OUT``."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

from hornbook.corpus.read import is_jsonl, is_parquet, open_text
from hornbook.curate.classifier import QualityClassifier, TrainClassifier
from hornbook.curate.row_files import (
    Faults,
    open_parquet,
    parquet_batches,
    readable_rows,
    texts_of,
)
from hornbook.errors import HornbookError
from hornbook.pipeline.progress import Bar, Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import Store, open_store

if TYPE_CHECKING:
    import pyarrow as pa

COLUMN = "educational_value"
_CHUNK = 32_000_000  # characters scored at a time: half a minute's work
_ALONE = 500_000  # characters that one process scores before others have started

T = TypeVar("T")


@dataclass(frozen=True)
class Summary:
    """What `classify_file` did.

    Attributes:
        rows: written.
        unparsed: of them, those with a null value: not Python, or longer than a file can be.
        unreadable: lines or rows that are no object with a text; they are left out.
        examples: the first of those, in words.
    """

    rows: int
    unparsed: int
    unreadable: int = 0
    examples: tuple[str, ...] = ()


def classify_file(
    source: Path,
    output: Path,
    *,
    column: str = "text",
    workers: int | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Copy ``source`` to ``output`` with ``educational_value`` added to every row.

    Both are JSONL (plain or gzipped) or both Parquet, by their names. All other columns stay as
    they are. ``output`` appears whole or not at all, and may be ``source``. The default classifier
    is trained at the first use, in seconds, and kept in the user's cache.

    A row that can't be read stops nothing: it is counted, named and left out; in Parquet, which
    keeps its rows, its value is null. A file without rows gives one without rows.

    Args:
        source: the rows.
        output: where they go.
        column: that holds the text.
        workers: processes.
        strict: stop at the first row that can't be read.
        progress: where to tell how far it is.

    Raises:
        HornbookError: for a file that can't be read at all, a column that is missing, or output
            that can't be written; with ``strict`` also for a row, naming it.
    """
    progress = progress or Progress()
    copy = _copy_for(source, output)
    if not source.exists():
        raise HornbookError(f"can't read {source} (no such file); check the path")
    classifier = default_classifier(progress)
    judge = Judge(classifier, workers or os.cpu_count() or 1)
    faults = Faults(strict)
    with _replacing(output) as file, progress.bar("classifying", unit="rows") as bar:
        copy(source, column, judge, file, bar, faults)
    return Summary(judge.rows, judge.unparsed, faults.count, tuple(faults.examples))


def default_classifier(progress: Progress) -> QualityClassifier:
    """The classifier trained on the shipped annotations, from the user's cache if it is there."""
    stage = TrainClassifier()
    runner = Runner(_cache(), progress=progress)
    runner.run(stage)
    return runner.open(stage)


class Judge:
    """Scores texts, and counts what it saw."""

    def __init__(self, classifier: QualityClassifier, workers: int) -> None:
        self._model = classifier.model()
        self._workers = workers
        self.rows = 0
        self.unparsed = 0

    def values(self, texts: Sequence[str | None]) -> list[float | None]:
        """Educational values; None where a text is none, doesn't parse or is no file's length.

        Workers change nothing but time.
        """
        from hornbook.curate.scoring import LONGEST

        known = [text for text in texts if text is not None and len(text) <= LONGEST]
        scores = iter(self._values(known))
        values = [None if text is None or len(text) > LONGEST else next(scores) for text in texts]
        self.rows += len(values)
        self.unparsed += values.count(None)
        return values

    def _values(self, texts: list[str]) -> list[float | None]:
        from hornbook.curate.scoring import add_scores, score_batch
        from hornbook.pipeline.engine import daft_module

        if self._workers == 1 or sum(map(len, texts)) < _ALONE:
            return [None if x != x else float(x) for x in score_batch(texts, self._model)]
        frame = daft_module().from_pydict({"text": texts})
        values: list[float | None]
        values = add_scores(frame, self._model, workers=self._workers).to_pydict()[COLUMN]
        return values


Copy = Callable[[Path, str, Judge, BinaryIO, Bar, Faults], None]


def _copy_for(source: Path, output: Path) -> Copy:
    for kind, copy in ((is_jsonl, _copy_jsonl), (is_parquet, _copy_parquet)):
        if kind(source) and kind(output):
            return copy
    for path in (source, output):
        if not is_jsonl(path) and not is_parquet(path):
            raise HornbookError(
                f"{path}: can't tell its format; name it .jsonl, .jsonl.gz or .parquet"
            )
    raise HornbookError(f"{source.name} and {output.name} differ in format; name both alike")


def _copy_jsonl(
    source: Path, column: str, judge: Judge, file: BinaryIO, bar: Bar, faults: Faults
) -> None:
    with open_text(source) as lines:
        rows = readable_rows(lines, source, column, faults)
        for chunk in _chunks(rows, lambda row: len(row[column])):
            values = judge.values([row[column] for row in chunk])
            for row, value in zip(chunk, values, strict=True):
                row[COLUMN] = value
                # ASCII, because a JSON string may hold half a surrogate pair, which UTF-8 can't.
                file.write(json.dumps(row).encode() + b"\n")
            bar.advance(len(chunk))


def _copy_parquet(
    source: Path, column: str, judge: Judge, file: BinaryIO, bar: Bar, faults: Faults
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with open_parquet(source, column) as found:
        schema = _with_value(found.schema_arrow)
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            batches = parquet_batches(found, source, faults)
            for chunk in _chunks(batches, lambda batch: batch.nbytes):
                table = pa.Table.from_batches(chunk)
                texts = texts_of(table.column(column), source, judge.rows, faults)
                values = pa.array(judge.values(texts), pa.float64())
                writer.write_table(_with_column(table, values).cast(schema))
                bar.advance(table.num_rows)


def _with_value(schema: pa.Schema) -> pa.Schema:
    """A file's schema with the value's column, where it is or at the end."""
    import pyarrow as pa

    field = pa.field(COLUMN, pa.float64())
    if COLUMN in schema.names:
        return schema.set(schema.names.index(COLUMN), field)
    return schema.append(field)


def _with_column(table: pa.Table, values: pa.Array) -> pa.Table:
    if COLUMN in table.column_names:
        return table.set_column(table.column_names.index(COLUMN), COLUMN, values)
    return table.append_column(COLUMN, values)


def _chunks(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Consecutive items of about `_CHUNK` in all."""
    chunk: list[T] = []
    total = 0
    for item in items:
        chunk.append(item)
        total += size(item)
        if total >= _CHUNK:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


@contextmanager
def _replacing(output: Path) -> Iterator[BinaryIO]:
    """A file that takes the name ``output`` when the block ends well, and vanishes otherwise."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    except OSError as error:
        raise HornbookError(
            f"can't write to {output.parent} ({error.strerror}); choose another -o"
        ) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw:
            if output.name.lower().endswith(".gz"):
                with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
                    yield cast(BinaryIO, packed)
            else:
                yield raw
        part.chmod(0o644)
        part.replace(output)
    except OSError as error:
        if isinstance(error, IsADirectoryError) or output.is_dir():
            raise HornbookError(
                f"can't write {output}: it is a folder; choose another -o"
            ) from None
        raise HornbookError(f"can't write {output} ({error.strerror}); choose another -o") from None
    finally:
        part.unlink(missing_ok=True)


def _cache() -> Store:
    """The user's cache, or a folder for this process where that can't be written."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    try:
        return open_store(Path(root) / "hornbook")
    except HornbookError:
        return open_store(Path(tempfile.mkdtemp(prefix="hornbook-")))
