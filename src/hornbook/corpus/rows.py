"""Reads a user's file of documents, whatever is wrong with it: what is bad becomes a reason.

Nothing here raises for bad content, only for a connection that breaks; and memory stays at a few
times `LONGEST` bytes: a line or a file above that is counted, not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from hornbook.corpus.locate import DAMAGED, Place
from hornbook.corpus.packages import decode
from hornbook.corpus.read import is_jsonl, is_parquet, parse_line
from hornbook.errors import HornbookError

LONGEST = 32 << 20
"""Bytes of a line or a file; what is longer is data, not text."""

_BLOCK = 1 << 20
_ROWS_AT_ONCE = 64


@dataclass(frozen=True)
class Columns:
    """What to read from rows.

    Attributes:
        text: the column of text.
        licence: of the licence, if there is one.
        source: of where the text came from, if there is one.
    """

    text: str = "text"
    licence: str = ""
    source: str = ""


def read_place(place: Place, columns: Columns) -> Iterator[dict[str, Any]]:
    """Rows of ``text``, ``source``, ``path``, perhaps ``licence``; bad ones have a ``reason``."""
    name = PurePosixPath(place.name)
    rows = _jsonl if is_jsonl(name) else _parquet if is_parquet(name) else _whole
    try:
        for row in rows(place, columns):
            yield {"path": place.name, **row}
    except HornbookError as error:  # it can't be opened
        if not place.local:
            raise  # what is out of reach for now isn't bad
        yield {"path": place.name, **_bad(f"file:{place.name}", f"unreadable: {error}")}


def pick(row: dict[str, Any], columns: Columns, source: str) -> dict[str, Any]:
    """A document of a row's columns; with a ``reason`` where its text is no string."""
    text = row.get(columns.text)
    found = row.get(columns.source) if columns.source else None
    picked = {"source": str(found) if found else source}
    licence = row.get(columns.licence) if columns.licence else None
    if licence:
        both = isinstance(licence, list)  # The Stack lists all that were detected
        picked["licence"] = " AND ".join(map(str, licence)) if both else str(licence)
    if not isinstance(text, str):
        kind = "null" if text is None else type(text).__name__
        if columns.text not in row:
            have = ", ".join(map(str, row)) or "none"
            return _bad(source, f"unreadable: no column {columns.text!r}; it has: {have}")
        return _bad(source, f"unreadable: column {columns.text!r} holds {kind}")
    return picked | {"text": text}


def _whole(place: Place, columns: Columns) -> Iterator[dict[str, Any]]:
    source = f"file:{place.name}"
    if place.size > LONGEST:
        yield _bad(source, f"too long: {place.size:,} bytes")
        return
    with place.open() as file:
        data = file.read(LONGEST + 1)
    try:
        yield {"text": decode(data), "source": source}
    except ValueError as error:
        yield _bad(source, f"unreadable: {error}")


def _jsonl(place: Place, columns: Columns) -> Iterator[dict[str, Any]]:
    number = 0
    try:
        with place.unpacked() as file:
            for number, line in enumerate(_lines(file), start=1):
                source = f"file:{place.name}#{number}"
                if isinstance(line, int):
                    yield _bad(source, f"too long: a line of {line:,} bytes")
                elif line.strip():
                    try:
                        row = parse_line(line, f"line {number}", columns.text)
                    except HornbookError as error:
                        yield _bad(source, f"unreadable: {error}")
                    else:
                        yield pick(row, columns, source)
    except DAMAGED as error:
        _check_connection(place, error)
        reason = f"damaged: after line {number} ({error}); copy the file again"
        yield _bad(f"file:{place.name}", reason)
        return
    if number == 0:
        yield _bad(f"file:{place.name}", "empty: the file holds no rows")


def _lines(file: BinaryIO) -> Iterator[bytes | int]:
    """The lines of a file; of one that is longer than `LONGEST`, only its length."""
    while line := file.readline(LONGEST):
        if line.endswith(b"\n") or len(line) < LONGEST:
            yield line
            continue
        length = len(line)
        while line and not line.endswith(b"\n"):
            line = file.readline(_BLOCK)
            length += len(line)
        yield length


def _parquet(place: Place, columns: Columns) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with place.open() as stored, pq.ParquetFile(stored) as file:
            have = file.schema_arrow.names
            wanted = [name for name in (columns.text, columns.licence, columns.source) if name]
            if columns.text not in have:
                reason = f"no column {columns.text!r}; it has: {', '.join(have)}"
                yield _bad(f"file:{place.name}", f"unreadable: {reason}")
                return
            names = [name for name in dict.fromkeys(wanted) if name in have]
            for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=names):
                for index in range(batch.num_rows):
                    number += 1
                    source = f"file:{place.name}#{number}"
                    yield _parquet_row(batch, index, columns, source)
    except (OSError, pa.ArrowException) as error:
        _check_connection(place, error)
        reason = f"damaged: not Parquet, or cut short, after row {number}; copy the file again"
        yield _bad(f"file:{place.name}", reason)
        return
    if number == 0:
        yield _bad(f"file:{place.name}", "empty: the file holds no rows")


def _parquet_row(batch: Any, index: int, columns: Columns, source: str) -> dict[str, Any]:  # noqa: ANN401
    try:
        row = {name: batch.column(name)[index].as_py() for name in batch.schema.names}
    except UnicodeDecodeError as error:
        return _bad(source, f"unreadable: not UTF-8 (byte {error.start})")
    return pick(row, columns, source)


def _check_connection(place: Place, error: Exception) -> None:
    """Tell a file that can't be reached from one that is damaged: decoders give no error number.

    Raises:
        HornbookError: when it was the connection.
    """
    if not place.local and isinstance(error, OSError) and error.errno is not None:
        raise HornbookError(
            f"reading {place.path} broke off ({error.strerror}); run the same command to go on"
        ) from None


def _bad(source: str, reason: str) -> dict[str, Any]:
    return {"text": "", "source": source, "reason": reason}
