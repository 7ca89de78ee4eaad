"""Reads users' files of rows: JSONL, plain or compressed, and Parquet, with a column of text.

A row that can't be used has a problem and no text, and stops nothing. Memory stays at a few times
`LONGEST` bytes, beside what a row group of a Parquet file takes: a longer line is counted, not
read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from hornbook.corpus.locate import DAMAGED, Place, at_hand, name_of, place_of
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

JSONL = tuple(name + end for name in (".jsonl", ".ndjson") for end in ("", ".gz", ".zst", ".zstd"))
PARQUET = (".parquet",)

LONGEST = 32 << 20
"""Bytes of a line or a text; what is longer is data, not text."""

_HEAD = 1000  # bytes of a line that is too long, to recognise it by
_BLOCK = 1 << 20
_ROWS = 1024
_BYTES = 4 << 20  # of a batch, unless one row is longer


def is_jsonl(name: str | PurePath) -> bool:
    """Whether a file's name says JSONL."""
    return str(name).lower().endswith(JSONL)


def is_parquet(name: str | PurePath) -> bool:
    """Whether a file's name says Parquet."""
    return str(name).lower().endswith(PARQUET)


def check_format(path: str | Path) -> None:
    """Refuse a name that tells of no format.

    Raises:
        HornbookError: naming it.
    """
    if not is_jsonl(name_of(path)) and not is_parquet(name_of(path)):
        raise HornbookError(
            f"{path}: can't tell its format; name it .jsonl, .jsonl.gz, .jsonl.zst or .parquet"
        )


class Unusable(HornbookError):
    """What is left of a file can't be used.

    Attributes:
        reason: why, beginning with a word for the kind.
    """

    def __init__(self, told: str, reason: str) -> None:
        super().__init__(f"{told}: {reason}")
        self.reason = reason


class NoRows(HornbookError):
    """No row of a file can be used."""


@dataclass
class Faults:
    """Counts what can't be read; raises at the first one if that was asked for.

    Attributes:
        strict: whether to raise.
        count: of rows, and of files that break off.
        examples: the first of them, in words.
    """

    strict: bool = False
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, what: str) -> None:
        """Note one; ``what`` names file and row.

        Raises:
            HornbookError: if ``strict`` is set.
        """
        if self.strict:
            raise HornbookError(f"{what} (--strict ends the work here)")
        self.count += 1
        if len(self.examples) < 3:
            self.examples.append(what)


class Batch(Protocol):
    """Consecutive rows of a file.

    Attributes:
        first: how many rows come before.
        problems: why rows can't be used, by their places in the batch, ascending.
    """

    first: int
    problems: dict[int, str]

    def __len__(self) -> int:
        """How many rows."""

    @property
    def texts(self) -> list[str | None]:
        """What UTF-8 can hold of the texts; None for rows that can't be used."""

    def values(self, column: str) -> list[Any]:
        """A column; None where a row has no such value."""

    def whole(self) -> list[int]:
        """The places of those that are rows at all, whatever is wrong with their text."""

    def name(self, place: int) -> str:
        """What the user may look for: ``line 7``."""


@dataclass(frozen=True)
class RowFile:
    """A file of rows.

    Attributes:
        place: where it lies.
        column: that holds the text.
    """

    place: Place
    column: str = "text"

    @property
    def parquet(self) -> bool:
        """Whether it is Parquet; if not, it is JSONL."""
        return is_parquet(self.place.name)

    def batches(
        self, faults: Faults | None = None, columns: Sequence[str] | None = None
    ) -> Iterator[Batch]:
        """All rows, in order, until the file ends or is damaged.

        Args:
            faults: told of rows that can't be used; None for a file that was read before.
            columns: to read of a Parquet file, besides the text; None reads all.

        Raises:
            NoRows: with ``faults``, when no row can be used.
            HornbookError: when the file can't be opened.
        """
        told, usable, first = self.place.told, 0, ""
        try:
            for batch in self.read(columns):
                usable += len(batch) - len(batch.problems)
                if faults is not None:
                    for place, problem in batch.problems.items():
                        first = first or f"{batch.name(place)}: {problem}"
                        faults.add(f"{told}, {batch.name(place)}: {problem}")
                yield batch
        except Unusable as error:
            if faults is not None:
                first = first or error.reason
                faults.add(str(error))
        if faults is not None and not usable:
            if first:
                raise NoRows(f"no row of {told} can be read; {first}")
            raise NoRows(f"{told} holds no rows; give a file with at least one")

    def schema(self) -> pa.Schema:
        """A Parquet file's.

        Raises:
            NoRows: when it is none.
        """
        try:
            with closing(_parquet(self.place)) as file:
                return file.schema_arrow
        except Unusable as error:
            raise NoRows(f"no row of {self.place.told} can be read; {error.reason}") from None

    def read(self, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """All rows, in order.

        Raises:
            Unusable: where the file is damaged, or a Parquet file has no such column of text.
            HornbookError: when it can't be opened, or the connection breaks.
        """
        if self.parquet:
            names = None if columns is None else [self.column, *columns]
            yield from _tables(self.place, self.column, names)
        else:
            yield from _lines(self.place, self.column)


@contextmanager
def row_file(source: str | Path | Place, column: str = "text") -> Iterator[RowFile]:
    """A user's file, wherever it lies; a remote one is copied here, to be read more than once.

    Args:
        source: a path, any URL that fsspec knows, or what was found at one.
        column: that holds the text.

    Raises:
        HornbookError: when there is none, it can't be reached, or its name tells of no format.
    """
    check_format(source.path if isinstance(source, Place) else source)
    with at_hand(source if isinstance(source, Place) else place_of(source)) as place:
        yield RowFile(place, column)


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
        return [None if row is None else row.get(column) for row in self.rows]

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


class Table:
    """Rows of Parquet.

    Attributes:
        records: as Arrow has them.
    """

    def __init__(self, records: pa.RecordBatch, column: str, first: int) -> None:
        self._column = column
        self.first = first
        self.records = records
        self.problems = _problems(records.column(column), column)

    def __len__(self) -> int:
        return int(self.records.num_rows)

    @property
    def texts(self) -> list[str | None]:
        """The texts; None for rows that can't be used."""
        texts = self.records.column(self._column)
        if not self.problems:
            return list(texts.to_pylist())
        places = range(len(texts))
        return [None if place in self.problems else texts[place].as_py() for place in places]

    def values(self, column: str) -> list[Any]:
        """A column; None where a row has no such value, or none that Python can hold."""
        if column not in self.records.schema.names:
            return [None] * len(self)
        cells = self.records.column(column)
        try:
            return list(cells.to_pylist())
        except (ValueError, OverflowError):
            return [_cell(cell) for cell in cells]

    def whole(self) -> list[int]:
        """All places: a table's rows are rows."""
        return list(range(len(self)))

    def name(self, place: int) -> str:
        """The row's number in the file, from 1."""
        return f"row {self.first + place + 1}"


def _lines(place: Place, column: str) -> Iterator[Lines]:
    number, batch = 0, Lines(column, 0)
    try:
        with place.unpacked() as file:
            for number, (line, length) in enumerate(_bounded(file), start=1):
                if line.strip():
                    batch.add(number, line, length)
                if len(batch) >= _ROWS or batch.bytes >= _BYTES:
                    yield batch
                    batch = Lines(column, batch.first + len(batch))
    except DAMAGED as error:
        if len(batch):
            yield batch
        place.check_connection(error)
        raise _damaged(place, f"line {number}") from None
    if len(batch):
        yield batch


def _bounded(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """The lines and their lengths; of one that is longer than `LONGEST`, only its beginning."""
    while line := file.readline(LONGEST + 1):
        length = len(line)
        if length > LONGEST and not line.endswith(b"\n"):
            line = line[:_HEAD]
            while rest := file.readline(_BLOCK):
                length += len(rest)
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


def _tables(place: Place, column: str, columns: Sequence[str] | None) -> Iterator[Table]:
    import pyarrow as pa

    first = 0
    try:
        with closing(_parquet(place)) as file:
            names = file.schema_arrow.names
            _check_column(file.schema_arrow, column, place.told)
            wanted = columns and [name for name in dict.fromkeys(columns) if name in names]
            for group in range(file.num_row_groups):
                rows = _rows_at_once(file.metadata.row_group(group))
                for records in file.iter_batches(rows, row_groups=[group], columns=wanted):
                    yield Table(records, column, first)
                    first += records.num_rows
    except (OSError, pa.ArrowException) as error:
        place.check_connection(error)
        raise _damaged(place, f"row {first}") from None


def _parquet(place: Place) -> pq.ParquetFile:
    """The file.

    Raises:
        Unusable: when it isn't Parquet.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    stored = place.open()
    if place.local:  # opened above for its message; Arrow reads a path faster than a Python file
        stored.close()
    try:
        return pq.ParquetFile(place.path if place.local else stored)
    except (OSError, pa.ArrowException) as error:
        place.check_connection(error)
        raise Unusable(place.told, "damaged: not Parquet, or cut short") from None


def _check_column(schema: pa.Schema, column: str, told: str) -> None:
    import pyarrow as pa

    if (count := schema.names.count(column)) != 1:
        many = "no column" if not count else f"{count} columns"
        why = f"{many} {column!r}; it has: {', '.join(schema.names)}"
    else:
        kind = schema.field(column).type
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            return
        why = f"column {column!r} holds {kind} where strings should be"
    raise Unusable(told, f"unreadable: {why}")


def _rows_at_once(group: pq.RowGroupMetaData) -> int:
    """Rows that are about `_BYTES`."""
    fitting = _BYTES * int(group.num_rows) // max(1, group.total_byte_size)
    return max(1, min(_ROWS, int(fitting)))


def _problems(texts: pa.Array, column: str) -> dict[int, str]:
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        texts.validate(full=True)
        broken = False
    except pa.ArrowInvalid:
        broken = True
    if not broken and not texts.null_count and texts.nbytes <= LONGEST:
        return {}
    data = texts.cast(pa.large_binary())
    found: dict[int, str] = {}
    for place, length in enumerate(pc.binary_length(data).to_pylist()):
        if length is None:
            found[place] = f"column {column!r} holds null where a string should be"
        elif length > LONGEST:
            found[place] = f"too long: a text of {length:,} bytes"
        elif broken:
            try:
                data[place].as_py().decode()
            except UnicodeDecodeError as error:
                found[place] = f"not UTF-8 (byte {error.start} is {error.reason})"
    return found


def _cell(cell: pa.Scalar) -> Any:  # noqa: ANN401 - whatever the column holds
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return None


def _damaged(place: Place, after: str) -> Unusable:
    return Unusable(place.told, f"damaged: after {after}; copy the file again")
