"""Reads users' files of rows: JSONL, plain or compressed, and Parquet, with a column of text.

A row that can't be used has a problem and no text, and stops nothing. Memory stays within ten
times `LONGEST` bytes, beside what a row group of a Parquet file takes: a longer line is counted,
not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from hornbook.corpus.batch import Batch, Unusable
from hornbook.corpus.lines import read_lines
from hornbook.corpus.locate import Place, at_hand, name_of, place_of
from hornbook.corpus.tables import open_parquet, read_tables
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    import pyarrow as pa

JSONL = tuple(name + end for name in (".jsonl", ".ndjson") for end in ("", ".gz", ".zst", ".zstd"))
PARQUET = (".parquet",)


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
            with closing(open_parquet(self.place)) as file:
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
            yield from read_tables(self.place, self.column, names)
        else:
            yield from read_lines(self.place, self.column)


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
