"""Reads a benchmark's JSONL file, plain or gzipped; errors name the file and the row."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from hornbook.errors import HornbookError


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row's line number (from 1) and its ``columns``; blank lines are passed over.

    Raises:
        HornbookError: the file can't be read, has no rows, or a row isn't a JSON object whose
            ``columns`` are all text.
    """
    empty = True
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            empty = False
            yield number, _row(line, columns, where=f"{path}, line {number}")
    if empty:
        raise HornbookError(f"{path} holds no problems; fetch the file again.")


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
            for line in stream:
                yield line.decode("utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise HornbookError(f"{path} can't be read: {reason}.") from error
    except (EOFError, zlib.error, UnicodeDecodeError) as error:
        raise HornbookError(f"{path} is damaged ({error}); fetch the file again.") from error


def _row(line: str, columns: Sequence[str], where: str) -> dict[str, str]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise HornbookError(f"{where}: this is not JSON ({error}).") from error
    if not isinstance(row, dict):
        raise HornbookError(f"{where}: expected an object with {', '.join(columns)}.")
    for column in columns:
        if not isinstance(row.get(column), str):
            raise HornbookError(f"{where}: {column!r} is missing or is not text.")
    return {column: row[column] for column in columns}
