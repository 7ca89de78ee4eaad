"""Adds a teacher's score to a file of rows: ``hornbook annotate IN -o OUT``."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from hornbook.corpus.read import is_jsonl, is_parquet, read_rows
from hornbook.curate.annotate import added_columns
from hornbook.curate.annotate_question import Question
from hornbook.curate.annotate_rows import Annotating, Row
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.progress import Progress
from hornbook.teacher.account import Account
from hornbook.teacher.protocol import Teacher

if TYPE_CHECKING:
    import pyarrow as pa

_GROUP = 1024  # rows of a Parquet row group


def annotate_file(
    source: Path,
    output: Path,
    *,
    teacher: Teacher,
    question: Question,
    cache: Path,
    settings: Settings | None = None,
    column: str = "text",
    progress: Progress | None = None,
) -> Account:
    """Copy ``source`` to ``output`` with the annotator's columns added to every row.

    Both are JSONL (plain or gzipped) or both Parquet, by their names. A row without a score says
    why in ``reason``. ``output`` appears whole or not at all; what was answered stays below
    ``cache``, so the same command goes on where it was stopped.

    Raises:
        HornbookError: for input that can't be read, naming the row, output that can't be written,
            a teacher that can't be asked, or one that gave no score at all.
    """
    progress = progress or Progress()
    write = _writer_for(source, output)
    question.template()

    def rows() -> Iterator[Row]:
        return read_rows(source, column)

    total = sum(1 for _ in rows())  # and so that a bad row is told before anything is paid for
    with (
        teacher.open(cache, settings) as client,
        _replacing(output) as file,
        progress.bar("annotating", total=total, unit="rows") as bar,
    ):
        work = Annotating(client=client, question=question, say=progress.say)

        def counted() -> Iterator[Row]:
            for row in work.annotated(rows, column):
                yield {**row, "reason": row["reason"] or None}
                bar.advance(note=f"{work.judged:,} judged")

        write(counted(), source, file)
        return work.account()


Write = Callable[[Iterable[Row], Path, BinaryIO], None]


def _writer_for(source: Path, output: Path) -> Write:
    for kind, write in ((is_jsonl, _write_jsonl), (is_parquet, _write_parquet)):
        if kind(source) and kind(output):
            return write
    for path in (source, output):
        if not is_jsonl(path) and not is_parquet(path):
            raise HornbookError(
                f"{path}: can't tell its format; name it .jsonl, .jsonl.gz or .parquet"
            )
    raise HornbookError(f"{source.name} and {output.name} differ in format; name both alike")


def _write_jsonl(rows: Iterable[Row], source: Path, file: BinaryIO) -> None:
    for row in rows:
        # ASCII, because a JSON string may hold half a surrogate pair, which UTF-8 can't.
        file.write(json.dumps(row).encode() + b"\n")


def _write_parquet(rows: Iterable[Row], source: Path, file: BinaryIO) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(source)
    waiting = iter(rows)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(waiting, _GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _schema(source: Path) -> pa.Schema:
    import pyarrow as pa
    import pyarrow.parquet as pq

    own = [*added_columns(), pa.field("reason", pa.string())]
    names = {column.name for column in own}
    return pa.schema([*(c for c in pq.read_schema(source) if c.name not in names), *own])


@contextmanager
def _replacing(output: Path) -> Iterator[BinaryIO]:
    """A file that takes the name ``output`` when the block ends well, and vanishes otherwise."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
        part = Path(name)
    except OSError as error:
        raise HornbookError(
            f"can't write to {output.parent} ({error.strerror}); choose another -o"
        ) from None
    try:
        with ExitStack() as files:
            file: BinaryIO = files.enter_context(os.fdopen(handle, "wb"))
            if output.name.lower().endswith(".gz"):
                packed = gzip.GzipFile(fileobj=file, mode="wb", mtime=0)
                file = cast(BinaryIO, files.enter_context(packed))
            yield file
        if output.is_dir():
            raise HornbookError(f"can't write {output}: it is a folder; choose another -o")
        part.chmod(0o644)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
