"""Reads rows of JSONL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from hornbook.corpus.batch import BYTES, LONGEST, ROWS, damaged
from hornbook.corpus.locate import DAMAGED, Place

_HEAD = 1000  # bytes of a line that is too long, to recognise it by
_BLOCK = 1 << 20


class Lines:
    """Rows of JSONL.

    Attributes:
        raw: lines without their ends; of one that is too long, its beginning.
        rows: what they hold, None for what is no object.
    """

    def __init__(self, column: str, first: int) -> None:
        self._column = column
        self._numbers: list[int] = []
        self.first = first
        self.bytes = 0
        self.raw: list[bytes] = []
        self.rows: list[dict[str, Any] | None] = []
        self.problems: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.raw)

    @property
    def texts(self) -> list[str | None]:
        """What UTF-8 can hold of the texts; None for rows that can't be used."""
        return [
            None if row is None or place in self.problems else _proper(row[self._column], raw)
            for place, (row, raw) in enumerate(zip(self.rows, self.raw, strict=True))
        ]

    def values(self, column: str) -> list[Any]:
        """A column; None where a row has no such value."""
        found = [None if row is None else row.get(column) for row in self.rows]
        return [
            _proper(value, raw) if isinstance(value, str) else value
            for value, raw in zip(found, self.raw, strict=True)
        ]

    def whole(self) -> list[int]:
        """The places of lines that hold an object."""
        return [place for place, row in enumerate(self.rows) if row is not None]

    def name(self, place: int) -> str:
        """The line's number in the file, from 1."""
        return f"line {self._numbers[place]}"

    def add(self, number: int, line: bytes, length: int) -> None:
        """Append a line, or the beginning of one whose ``length`` is too much."""
        row, problem = None, f"too long: a line of {length:,} bytes"
        if length <= LONGEST:
            row, problem = _parse(line, self._column)
        if problem:
            self.problems[len(self.raw)] = problem
        self._numbers.append(number)
        self.raw.append(line.removesuffix(b"\n"))
        self.rows.append(row)
        self.bytes += len(line)


def read_lines(place: Place, column: str) -> Iterator[Lines]:
    """All rows, in order.

    Raises:
        Unusable: where the file is damaged.
    """
    number, batch = 0, Lines(column, 0)
    try:
        with place.unpacked() as file:
            for number, (line, length) in enumerate(_bounded(file), start=1):
                if line.strip():
                    batch.add(number, line, length)
                if len(batch) >= ROWS or batch.bytes >= BYTES:
                    yield batch
                    batch = Lines(column, batch.first + len(batch))
    except DAMAGED as error:
        if len(batch):
            yield batch
        place.check_connection(error)
        raise damaged(place, f"line {number}") from None
    if len(batch):
        yield batch


def _bounded(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """The lines and their lengths; of one that is longer than `LONGEST`, only its beginning."""
    while line := file.readline(LONGEST + 1):
        length = len(line) - line.endswith(b"\n")
        if length > LONGEST:
            line = line[:_HEAD]
            while rest := file.readline(_BLOCK):
                length += len(rest) - rest.endswith(b"\n")
                if rest.endswith(b"\n"):
                    break
        yield line, length


def _parse(line: bytes, column: str) -> tuple[dict[str, Any] | None, str]:
    """The row of a line, and what is wrong with it."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return None, f"not UTF-8 (byte {error.start} is {error.reason})"
    except json.JSONDecodeError as error:
        return None, f"malformed JSON ({error.msg})"
    except ValueError:
        return None, "malformed JSON (a number of too many digits)"
    except RecursionError:
        return None, "malformed JSON (nested too deeply)"
    if not isinstance(row, dict):
        return None, f"{type(row).__name__} where a JSON object should be"
    if column not in row:
        return row, f"no column {column!r}; it has: {', '.join(map(str, row)) or 'none'}"
    if not isinstance(row[column], str):
        kind = "null" if row[column] is None else type(row[column]).__name__
        return row, f"column {column!r} holds {kind} where a string should be"
    return row, ""


def _proper(text: str, raw: bytes) -> str:
    """The text as UTF-8 can hold it: half a surrogate pair reads as a question mark."""
    if text.isascii() or b"\\u" not in raw:
        return text
    return text.encode("utf-8", "replace").decode()
