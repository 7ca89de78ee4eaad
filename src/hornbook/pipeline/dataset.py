"""Tables as Parquet directories, one folder a split: ``kept/part-00000.parquet``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Artifact

if TYPE_CHECKING:
    import daft
    import pyarrow as pa


@dataclass(frozen=True)
class Dataset(Artifact):
    """Named splits of rows, each a folder of Parquet files with one schema."""

    def splits(self) -> list[str]:
        """The names of the splits, sorted."""
        return sorted(path.name for path in self.directory.iterdir() if path.is_dir())

    def files(self, split: str) -> list[Path]:
        """The Parquet files of a split, in order.

        Raises:
            HornbookError: when there is no such split.
        """
        found = sorted((self.directory / split).glob("*.parquet"))
        if not found:
            have = ", ".join(self.splits()) or "none"
            raise HornbookError(f"{self.directory} has no split {split!r}; it has: {have}")
        return found

    def table(self, split: str, columns: list[str] | None = None) -> pa.Table:
        """A split in memory, or only some of its columns."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        parts = [pq.ParquetFile(path).read(columns=columns) for path in self.files(split)]
        return pa.concat_tables(parts)

    def rows(self, split: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
        """Stream a split row by row; memory stays at one batch."""
        import pyarrow.parquet as pq

        for path in self.files(split):
            for batch in pq.ParquetFile(path).iter_batches(batch_size=1024, columns=columns):
                yield from batch.to_pylist()

    def frame(self, split: str) -> daft.DataFrame:
        """A split as a lazy Daft frame, for work that maps over rows."""
        from hornbook.pipeline.engine import daft_module

        return daft_module().read_parquet([str(path) for path in self.files(split)])

    def counts(self) -> dict[str, int]:
        """Rows by split, read from the Parquet footers."""
        import pyarrow.parquet as pq

        return {
            split: sum(pq.read_metadata(path).num_rows for path in self.files(split))
            for split in self.splits()
        }

    @classmethod
    def write(cls, directory: Path, **splits: pa.Table) -> Self:
        """Write whole tables, one split each."""
        import pyarrow.parquet as pq

        for split, table in splits.items():
            (directory / split).mkdir(parents=True)
            pq.write_table(table, directory / split / "part-00000.parquet", compression="zstd")
        return cls(directory)


_MOST_CHARACTERS = 32 << 20


class DatasetWriter:
    """Writes rows to splits as they come, a row group every ``group`` rows or 32 M characters.

    Every split named in ``schemas`` exists afterwards, even if it stayed empty.

    Example:
        with DatasetWriter(directory, kept=schema, dropped=schema) as writer:
            writer.add("kept", {"id": "…", "text": "…"})
    """

    def __init__(self, directory: Path, *, group: int = 4096, **schemas: pa.Schema) -> None:
        self.directory = directory
        self._group = group
        self._schemas = schemas
        self._waiting: dict[str, list[Mapping[str, Any]]] = {split: [] for split in schemas}
        self._characters = dict.fromkeys(schemas, 0)
        self._files: dict[str, Any] = {}

    def __enter__(self) -> Self:
        import pyarrow.parquet as pq

        for split, schema in self._schemas.items():
            folder = self.directory / split
            folder.mkdir(parents=True)
            path = folder / "part-00000.parquet"
            self._files[split] = pq.ParquetWriter(path, schema, compression="zstd")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for split, file in self._files.items():
            if kind is None:
                self._flush(split)
            file.close()

    def add(self, split: str, row: Mapping[str, Any]) -> None:
        """Append a row; columns that the schema lacks are an error, missing ones are null."""
        unknown = row.keys() - set(self._schemas[split].names)
        if unknown:
            raise ValueError(f"split {split!r} has no column {sorted(unknown)}")
        self._waiting[split].append(row)
        self._characters[split] += len(row.get("text") or "")
        if len(self._waiting[split]) >= self._group or self._characters[split] >= _MOST_CHARACTERS:
            self._flush(split)

    def extend(self, split: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Append rows in order."""
        for row in rows:
            self.add(split, row)

    def _flush(self, split: str) -> None:
        import pyarrow as pa

        rows = self._waiting[split]
        if rows:
            schema = self._schemas[split]
            columns = {name: [row.get(name) for row in rows] for name in schema.names}
            self._files[split].write_table(pa.table(columns, schema=schema))
            rows.clear()
            self._characters[split] = 0
