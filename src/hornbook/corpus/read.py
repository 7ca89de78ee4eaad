"""Reads users' files of rows: JSONL, plain or compressed, and Parquet, with one text column."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from hornbook.errors import HornbookError

if TYPE_CHECKING:
    import pyarrow as pa

JSONL = tuple(name + end for name in (".jsonl", ".ndjson") for end in ("", ".gz", ".zst", ".zstd"))
PARQUET = (".parquet",)


def is_jsonl(path: PurePath) -> bool:
    """Whether a file's name says JSONL."""
    return path.name.lower().endswith(JSONL)


def is_parquet(path: PurePath) -> bool:
    """Whether a file's name says Parquet."""
    return path.name.lower().endswith(PARQUET)


def read_rows(path: Path, column: str = "text") -> Iterator[dict[str, Any]]:
    """Stream the rows of a JSONL or Parquet file; every row holds a string in ``column``.

    Raises:
        HornbookError: naming the file, the line or row, and what is wrong with it: no such file,
            an unknown suffix, not UTF-8, malformed JSON, a row that is no object, a missing
            column, a text that is no string, or no rows at all.
    """
    if is_jsonl(path):
        yield from _jsonl_rows(path, column)
    elif is_parquet(path):
        for batch in read_batches(path, column):
            yield from batch.to_pylist()
    else:
        raise HornbookError(
            f"{path}: can't tell its format; name it .jsonl, .jsonl.gz, .jsonl.zst or .parquet"
        )


def open_text(path: Path) -> BinaryIO:
    """Open a plain file, or one compressed by gzip or Zstandard, for reading.

    Raises:
        HornbookError: when it can't be opened.
    """
    try:
        if path.name.lower().endswith(".gz"):
            return cast(BinaryIO, gzip.open(path))
        if path.name.lower().endswith((".zst", ".zstd")):
            import pyarrow as pa

            return cast(BinaryIO, io.BufferedReader(pa.CompressedInputStream(str(path), "zstd")))
        return path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: OSError) -> HornbookError:
    """One sentence on a file that can't be opened."""
    remedy = "check the path" if isinstance(error, FileNotFoundError) else "check its permissions"
    return HornbookError(f"can't read {path} ({error.strerror}); {remedy}")


def _jsonl_rows(path: Path, column: str) -> Iterator[dict[str, Any]]:
    empty = True
    with open_text(path) as file:
        for number, line in _numbered(file, path):
            if line.strip():
                empty = False
                yield parse_line(line, f"{path}, line {number}", column)
    if empty:
        raise HornbookError(f"{path} holds no rows; give a file with at least one")


def _numbered(file: BinaryIO, path: Path) -> Iterator[tuple[int, bytes]]:
    number = 0
    try:
        for line in file:
            number += 1
            yield number, line
    except (OSError, EOFError, zlib.error):
        kind = "gzip" if path.name.lower().endswith(".gz") else "Zstandard"
        raise HornbookError(
            f"{path} is damaged after line {number}: not a whole {kind} file; copy it again"
        ) from None


def parse_line(line: bytes, place: str, column: str) -> dict[str, Any]:
    """The row that a line of JSONL holds, with a string in ``column``.

    Raises:
        HornbookError: naming ``place`` and what is wrong.
    """
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise HornbookError(
            f"{place}: not UTF-8 (byte {error.start} is {error.reason}); convert the file"
        ) from None
    except (json.JSONDecodeError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        raise HornbookError(
            f"{place}: malformed JSON ({why}); every line must be one JSON object"
        ) from None
    if not isinstance(row, dict):
        raise HornbookError(f"{place}: {type(row).__name__} where a JSON object should be")
    if column not in row:
        have = ", ".join(map(str, row)) or "none"
        raise HornbookError(f"{place}: no column {column!r}; it has: {have}")
    if not isinstance(row[column], str):
        kind = "null" if row[column] is None else type(row[column]).__name__
        raise HornbookError(f"{place}: column {column!r} holds {kind} where a string should be")
    return row


def read_batches(path: Path, column: str = "text", rows: int = 1024) -> Iterator[pa.RecordBatch]:
    """Stream a Parquet file in batches whose ``column`` holds strings only.

    Raises:
        HornbookError: when the file isn't Parquet, lacks the column, holds nulls or other types
            in it, or has no rows.
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
    with file:
        _check_schema(path, file.schema_arrow, column)
        if file.metadata.num_rows == 0:
            raise HornbookError(f"{path} holds no rows; give a file with at least one")
        before = 0
        try:
            for batch in file.iter_batches(batch_size=rows):
                texts = batch.column(column)
                if texts.null_count:
                    row = before + texts.is_null().index(True).as_py()
                    raise HornbookError(
                        f"{path}, row {row}: column {column!r} holds null where a string should be"
                    )
                yield batch
                before += batch.num_rows
        except (OSError, pa.ArrowInvalid):
            raise HornbookError(f"{path} is damaged after row {before}; copy it again") from None


def _check_schema(path: Path, schema: pa.Schema, column: str) -> None:
    import pyarrow as pa

    if column not in schema.names:
        raise HornbookError(f"{path}: no column {column!r}; it has: {', '.join(schema.names)}")
    kind = schema.field(column).type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        raise HornbookError(f"{path}: column {column!r} holds {kind} where strings should be")
