"""Reads rows of Parquet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from hornbook.corpus.batch import BYTES, LONGEST, ROWS, Unusable, damaged
from hornbook.corpus.locate import Place

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq


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


def read_tables(place: Place, column: str, columns: Sequence[str] | None) -> Iterator[Table]:
    """All rows, in order.

    Raises:
        Unusable: where the file is damaged, or when it has no such column of text.
    """
    import pyarrow as pa

    first = 0
    try:
        with closing(open_parquet(place)) as file:
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
        raise damaged(place, f"row {first}") from None


def open_parquet(place: Place) -> pq.ParquetFile:
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
    """Rows that are about `BYTES`."""
    fitting = BYTES * int(group.num_rows) // max(1, group.total_byte_size)
    return max(1, min(ROWS, int(fitting)))


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
