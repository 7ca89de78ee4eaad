"""Reads users' files of rows for `hornbook classify`: a row that is broken stops nothing."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from hornbook.corpus.read import unreadable
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq


class Faults:
    """Counts what can't be read; raises at the first one if that was asked for."""

    _EXAMPLES = 3

    def __init__(self, strict: bool) -> None:
        self._strict = strict
        self.count = 0
        self.examples: list[str] = []

    def add(self, what: str) -> None:
        """Note one; ``what`` names file and row."""
        if self._strict:
            raise HornbookError(what)
        self.count += 1
        if len(self.examples) < self._EXAMPLES:
            self.examples.append(what)


def readable_rows(
    lines: BinaryIO, source: Path, column: str, faults: Faults
) -> Iterator[dict[str, Any]]:
    """The rows that are objects with a text; the others go to ``faults``.

    Raises:
        HornbookError: when no line has the column: then it is the column that is wrong.
    """
    number = found = 0
    while True:
        try:
            line = lines.readline()
        except (gzip.BadGzipFile, EOFError, zlib.error):
            faults.add(f"{source} is damaged after line {number}; what comes after it is lost")
            break
        if not line:
            break
        number += 1
        if line.strip():
            row = _parse(line, column)
            if isinstance(row, dict):
                found += 1
                yield row
            else:
                faults.add(f"{source}, line {number}: {row}")
    if not found and faults.count:
        raise HornbookError(f"no row of {source} can be read; {faults.examples[0]}")


def _parse(line: bytes, column: str) -> dict[str, Any] | str:
    """The row of a line, or what is wrong with it."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return f"not UTF-8 (byte {error.start} is {error.reason})"
    except json.JSONDecodeError as error:
        return f"malformed JSON ({error.msg})"
    except RecursionError:
        return "malformed JSON (nested too deeply)"
    if not isinstance(row, dict):
        return f"{type(row).__name__} where a JSON object should be"
    if column not in row:
        return f"no column {column!r}; it has: {', '.join(map(str, row)) or 'none'}"
    if not isinstance(row[column], str):
        kind = "null" if row[column] is None else type(row[column]).__name__
        return f"column {column!r} holds {kind} where a string should be"
    return row


def open_parquet(path: Path, column: str) -> pq.ParquetFile:
    """A Parquet file whose ``column`` holds strings; close it, or use it as a context.

    Raises:
        HornbookError: when it isn't one.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except OSError as error:
        if error.errno is None:
            raise HornbookError(f"{path} can't be read as Parquet: damaged or cut short") from None
        raise unreadable(path, error) from None
    except pa.ArrowInvalid:
        raise HornbookError(f"{path} is not a Parquet file, or is damaged or cut short") from None
    schema = file.schema_arrow
    if column not in schema.names:
        file.close()
        raise HornbookError(f"{path}: no column {column!r}; it has: {', '.join(schema.names)}")
    kind = schema.field(column).type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        file.close()
        raise HornbookError(f"{path}: column {column!r} holds {kind} where strings should be")
    return file


def parquet_batches(
    file: pq.ParquetFile, path: Path, faults: Faults, rows: int = 1024
) -> Iterator[pa.RecordBatch]:
    """Batches until the file ends, or until it is damaged."""
    import pyarrow as pa

    before = 0
    try:
        for batch in file.iter_batches(batch_size=rows):
            yield batch
            before += batch.num_rows
    except (OSError, pa.ArrowInvalid):
        faults.add(f"{path} is damaged after row {before}; what comes after it is lost")


def texts_of(column: pa.ChunkedArray, path: Path, before: int, faults: Faults) -> list[str | None]:
    """The texts of rows, None where there is none or its bytes are no UTF-8.

    Args:
        column: of strings.
        path: where they are from.
        before: how many rows came before.
        faults: told of each None.
    """
    import pyarrow as pa

    large = pa.types.is_large_string(column.type)
    raw = column.cast(pa.large_binary() if large else pa.binary()).to_pylist()
    texts: list[str | None] = []
    for row, data in enumerate(raw, before):
        text = None
        if data is None:
            faults.add(f"{path}, row {row}: null where a string should be")
        else:
            try:
                text = data.decode()
            except UnicodeDecodeError as error:
                faults.add(f"{path}, row {row}: not UTF-8 (byte {error.start} is {error.reason})")
        texts.append(text)
    return texts
