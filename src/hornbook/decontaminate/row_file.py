"""Users' files of rows, read so that every row can be written again as it was.

A row that can't be read is a row with a reason and no text; nothing stops the rest.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

from hornbook.errors import HornbookError

if TYPE_CHECKING:
    import pyarrow as pa

PARQUET = ".parquet"
JSONL = (".jsonl", ".ndjson")
PACKED = ("", ".gz", ".zst")
EXPLANATION = "decontamination"
"""The column in which rejected rows say why."""


@dataclass(frozen=True)
class FileRow:
    """A row, as it stands in its file.

    Attributes:
        raw: a line of JSONL without its end, or the values of a Parquet row.
        text: what is to be looked through; None if it can't be read.
        problem: why it can't.
    """

    raw: bytes | dict[str, Any]
    text: str | None
    problem: str = ""

    def values(self) -> dict[str, Any]:
        """The row's columns; of a line that is no object, the line."""
        if isinstance(self.raw, dict):
            return self.raw
        try:
            row = json.loads(self.raw)
        except (ValueError, RecursionError):
            row = None
        return row if isinstance(row, dict) else {"line": self.raw.decode("utf-8", "replace")}


class Writer(Protocol):
    """Writes rows to one file."""

    def write(self, row: FileRow, explanation: dict[str, Any] | None = None) -> None:
        """Append a row as it was, or with an explanation of its rejection."""

    def close(self) -> None:
        """Finish the file."""


def stem_and_suffix(path: Path) -> tuple[str, str]:
    """A file's name, divided where its format begins: ``("rows", ".jsonl.gz")``.

    Raises:
        HornbookError: when the format is none that can be read.
    """
    name = path.name.lower()
    for suffix in (PARQUET, *(kind + packing for kind in JSONL for packing in PACKED)):
        if name.endswith(suffix):
            return path.name[: -len(suffix)], suffix
    raise HornbookError(
        f"{path}: can't tell its format; name it .jsonl, .jsonl.gz, .jsonl.zst or .parquet"
    )


def read(path: Path, column: str) -> Iterator[FileRow]:
    """All rows of a file, in order.

    Raises:
        HornbookError: when the file is missing, damaged, or of an unknown format, or a Parquet
            file has no such column of text.
    """
    _, suffix = stem_and_suffix(path)
    if not path.is_file():
        raise HornbookError(f"can't read {path} (no such file); check the path")
    yield from _parquet_rows(path, column) if suffix == PARQUET else _json_rows(path, column)


@contextmanager
def writing(path: Path, like: Path, *, explained: bool = False) -> Iterator[Writer]:
    """A writer to ``path`` of rows of the file ``like``; nothing stays when the block fails.

    Args:
        path: the file to write.
        like: where the rows come from; it has their columns.
        explained: rows get an explanation.

    Raises:
        HornbookError: when ``path`` can't be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        writer: Writer
        if stem_and_suffix(path)[1] == PARQUET:
            writer = _ParquetWriter(draft, like, explained=explained)
        else:
            writer = _JsonWriter(draft, path)
        try:
            yield writer
        finally:
            writer.close()
        draft.replace(path)
    except OSError as error:
        raise HornbookError(f"can't write {path} ({error.strerror}); choose another -o") from None
    finally:
        draft.unlink(missing_ok=True)


def _json_rows(path: Path, column: str) -> Iterator[FileRow]:
    number = 0
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, start=1):  # noqa: B007 - for the message below
                if line.strip():
                    yield _json_row(line.rstrip(b"\r\n"), column)
    except (EOFError, zlib.error, gzip.BadGzipFile, _zstandard_error()) as error:
        raise HornbookError(
            f"{path} is damaged after line {number} ({error}); copy it again"
        ) from None
    except OSError as error:
        raise HornbookError(f"can't read {path} ({error.strerror}); check the path") from None


def _json_row(line: bytes, column: str) -> FileRow:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return FileRow(line, None, "not UTF-8")
    except (ValueError, RecursionError):
        return FileRow(line, None, "malformed JSON")
    if not isinstance(row, dict):
        return FileRow(line, None, "no JSON object")
    if column not in row:
        return FileRow(line, None, f"no column {column!r}")
    if not isinstance(row[column], str):
        kind = "null" if row[column] is None else type(row[column]).__name__
        return FileRow(line, None, f"{kind} instead of text in {column!r}")
    return FileRow(line, row[column])


def _parquet_rows(path: Path, column: str) -> Iterator[FileRow]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            _check_column(file.schema_arrow, column, path)
            for batch in file.iter_batches(batch_size=1024):
                for row in batch.to_pylist():
                    problem = (
                        "" if row[column] is not None else f"null instead of text in {column!r}"
                    )
                    yield FileRow(row, row[column], problem)
    except (pa.ArrowInvalid, OSError) as error:
        raise HornbookError(f"{path} is no whole Parquet file ({error}); copy it again") from None


def _check_column(schema: pa.Schema, column: str, path: Path) -> None:
    import pyarrow as pa

    if column not in schema.names:
        raise HornbookError(f"{path} has no column {column!r}; it has: {', '.join(schema.names)}")
    kind = schema.field(column).type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        raise HornbookError(f"{path}: column {column!r} holds {kind}; name a column of text")


def _zstandard_error() -> type[Exception]:
    from zstandard import ZstdError

    error: type[Exception] = ZstdError
    return error


def _opened(path: Path) -> IO[bytes]:
    name = path.name.lower()
    if name.endswith(".gz"):
        return cast(IO[bytes], gzip.open(path))
    if name.endswith(".zst"):
        import zstandard

        reader = zstandard.ZstdDecompressor().stream_reader(
            path.open("rb"), read_across_frames=True, closefd=True
        )
        return io.BufferedReader(reader)
    return path.open("rb")


class _JsonWriter:
    def __init__(self, draft: Path, path: Path) -> None:
        self._raw = draft.open("wb")
        self._file: Any = self._raw
        if path.name.lower().endswith(".gz"):
            self._file = gzip.GzipFile(filename="", fileobj=self._raw, mode="wb", mtime=0)
        elif path.name.lower().endswith(".zst"):
            import zstandard

            self._file = zstandard.ZstdCompressor().stream_writer(self._raw, closefd=False)

    def write(self, row: FileRow, explanation: dict[str, Any] | None = None) -> None:
        if explanation is None and isinstance(row.raw, bytes):
            line = row.raw
        else:
            values = row.values() | {EXPLANATION: explanation}
            line = json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self._file.write(line + b"\n")

    def close(self) -> None:
        if self._file is not self._raw:
            self._file.close()
        self._raw.close()


class _ParquetWriter:
    def __init__(self, draft: Path, like: Path, *, explained: bool) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._schema = pq.read_schema(like)
        if explained:
            self._schema = self._schema.append(pa.field(EXPLANATION, _explanation_type()))
        self._file = pq.ParquetWriter(draft, self._schema, compression="zstd")
        self._waiting: list[dict[str, Any]] = []

    def write(self, row: FileRow, explanation: dict[str, Any] | None = None) -> None:
        values = row.values()
        self._waiting.append(
            values if explanation is None else {**values, EXPLANATION: explanation}
        )
        if len(self._waiting) >= 1024:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._file.write_table(pa.Table.from_pylist(self._waiting, schema=self._schema))
            self._waiting.clear()


def _explanation_type() -> pa.DataType:
    import pyarrow as pa

    texts = pa.list_(pa.string())
    return pa.struct(
        {
            "reason": pa.string(),
            "matched": pa.string(),
            "also_matched": texts,
            "evidence": pa.string(),
            "words": pa.int32(),
            "match_rate": pa.float64(),
            "distance": pa.float64(),
            "detectors": texts,
        }
    )
