"""Writes rows of a user's file again, as they were or with columns added, whole or not at all."""

from __future__ import annotations

import errno
import gzip
import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from hornbook.corpus.batch import Batch
from hornbook.corpus.lines import Lines
from hornbook.corpus.locate import is_remote, located, name_of, reaching
from hornbook.corpus.reading import JSONL, PARQUET, RowFile, check_format, is_parquet
from hornbook.corpus.tables import Table
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    import pyarrow as pa

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_GROUP = 16 << 20  # bytes of a Parquet row group, before compression

Added = Mapping[str, Sequence[Any]]


class Writer(Protocol):
    """Writes rows to one file."""

    def write(self, batch: Batch, places: Sequence[int], added: Added | None = None) -> None:
        """Append some rows of a batch.

        Args:
            batch: where they are from.
            places: of the rows in it.
            added: columns that they get, or that replace theirs; a value for each of ``places``.
        """


def check_pair(source: str | Path, output: str | Path, *, divided: bool = False) -> None:
    """Refuse an output that rows of ``source`` can't be written to.

    Args:
        source: where rows come from.
        output: where they go.
        divided: only some of them go there, so it can't be the source.

    Raises:
        HornbookError: naming the file.
    """
    for path in (source, output):
        check_format(path)
    if is_parquet(name_of(source)) != is_parquet(name_of(output)):
        names = f"{name_of(source)} and {name_of(output)}"
        raise HornbookError(f"{names} differ in format; name both alike")
    if divided and _same(source, output):
        raise HornbookError(f"{output} is the input; choose another -o, so that nothing is lost")


def beside(output: str | Path, word: str, suffix: str | None = None) -> str:
    """The name of a file that accompanies another: ``clean.jsonl.gz``, ``clean.dropped.jsonl.gz``.

    Args:
        output: the other.
        word: to put into its name.
        suffix: in place of the other's.
    """
    path = str(output)
    endings = (end for end in (*JSONL, *PARQUET) if path.lower().endswith(end))
    own = max(endings, key=len, default="")
    stem = path.removesuffix(path[len(path) - len(own) :])
    return f"{stem}.{word}{path[len(stem) :] if suffix is None else suffix}"


@contextmanager
def drafts(*outputs: str | Path) -> Iterator[list[Path]]:
    """Files on this machine that become the outputs when the block ends well, and vanish otherwise.

    A local output gets its name by a rename, a remote one is uploaded at the end.

    Raises:
        HornbookError: when an output can't be written; what can be seen before is told before.
    """
    with ExitStack() as stack:
        made = [stack.enter_context(_draft(output)) for output in outputs]
        yield [draft for draft, _ in made]
        for draft, target in made:
            target.publish(draft)


@contextmanager
def writing(draft: Path, like: RowFile, added: Sequence[pa.Field] = ()) -> Iterator[Writer]:
    """A writer of rows of ``like``, in the format that the draft's name tells.

    Args:
        draft: the file.
        like: where rows come from; a Parquet file keeps its schema.
        added: columns that rows get; one that is there already is replaced.

    Raises:
        HornbookError: when there is no space left, or the like.
    """
    try:
        with ExitStack() as stack:
            if is_parquet(draft):
                yield stack.enter_context(_tables(draft, like, added))
            else:
                yield stack.enter_context(_lines(draft))
    except OSError as error:
        if error.errno not in _FULL:
            raise
        why = error.strerror or error
        raise HornbookError(f"can't write to {draft.parent} ({why}); choose another -o") from None


class _Target:
    """Where an output goes."""

    def __init__(self, output: str | Path) -> None:
        self._output = output
        system, self._path = located(output if is_remote(output) else Path(output))
        self._system = None if "file" in system.protocol else system
        self.name = name_of(output)
        if self.local and Path(self._path).is_dir():
            raise HornbookError(f"can't write {output}: it is a folder; choose another -o")

    @property
    def local(self) -> bool:
        return self._system is None

    @property
    def folder(self) -> Path:
        return Path(self._path).parent

    def publish(self, draft: Path) -> None:
        try:
            if self._system is None:
                draft.replace(self._path)
                return
        except OSError as error:
            raise HornbookError(
                f"can't write {self._output} ({error.strerror}); choose another -o"
            ) from None
        with reaching(self._output, "write"):
            self._system.put_file(str(draft), self._path)


@contextmanager
def _draft(output: str | Path) -> Iterator[tuple[Path, _Target]]:
    target = _Target(output)
    with ExitStack() as stack:
        folder = target.folder
        if not target.local:
            made = tempfile.TemporaryDirectory(prefix="hornbook-")
            folder = Path(stack.enter_context(made))
        draft = folder / f".draft-{secrets.token_hex(4)}-{target.name}"
        try:
            draft.touch(exist_ok=False)
        except OSError as error:
            raise HornbookError(
                f"can't write to {folder} ({error.strerror}); choose another -o"
            ) from None
        try:
            yield draft, target
        finally:
            draft.unlink(missing_ok=True)


def _same(source: str | Path, output: str | Path) -> bool:
    if is_remote(source) or is_remote(output):
        return str(source) == str(output)
    return os.path.realpath(source) == os.path.realpath(output)


@contextmanager
def _lines(draft: Path) -> Iterator[Writer]:
    with ExitStack() as stack:
        name = draft.name.lower()
        if name.endswith((".zst", ".zstd")):
            import pyarrow as pa

            stream = stack.enter_context(pa.output_stream(str(draft), compression="zstd"))
        else:
            stream = stack.enter_context(draft.open("wb"))
            if name.endswith(".gz"):
                packed = gzip.GzipFile("", "wb", compresslevel=6, fileobj=stream, mtime=0)
                stream = stack.enter_context(packed)
        yield _LineWriter(stream)


class _LineWriter:
    def __init__(self, stream: Any) -> None:  # noqa: ANN401 - Python's file or Arrow's
        self._stream = stream

    def write(self, batch: Batch, places: Sequence[int], added: Added | None = None) -> None:
        lines = cast(Lines, batch)
        written = [lines.raw[place] for place in places]
        if added is not None:
            columns = zip(*added.values(), strict=True)
            written = [
                _with_columns(lines, place, dict(zip(added, values, strict=True)))
                for place, values in zip(places, columns, strict=True)
            ]
        if written:
            self._stream.write(b"\n".join(written) + b"\n")


def _with_columns(lines: Lines, place: int, added: dict[str, Any]) -> bytes:
    """A line with more columns; what it has stays byte for byte, unless it is replaced."""
    line, row = lines.raw[place].rstrip(), lines.rows[place]
    if row is None:
        return _json({"line": line.decode("utf-8", "replace"), **added})
    if not row or not added.keys().isdisjoint(row):
        return _json(row | added)
    return line[:-1].rstrip() + b", " + _json(added)[1:]


def _json(values: dict[str, Any]) -> bytes:
    try:
        return json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # a JSON string may hold half a surrogate pair, which UTF-8 can't
        return json.dumps(values).encode()


@contextmanager
def _tables(draft: Path, like: RowFile, added: Sequence[pa.Field]) -> Iterator[Writer]:
    import pyarrow.parquet as pq

    schema = like.schema()
    for field in added:
        if field.name in schema.names:
            schema = schema.set(schema.get_field_index(field.name), field)
        else:
            schema = schema.append(field)
    with pq.ParquetWriter(draft, schema, compression="zstd") as file:
        writer = _TableWriter(file, schema)
        yield writer
        writer.flush()


class _TableWriter:
    def __init__(self, file: Any, schema: pa.Schema) -> None:  # noqa: ANN401 - pq.ParquetWriter
        self._file = file
        self._schema = schema
        self._waiting: list[pa.Table] = []
        self._bytes = 0

    def write(self, batch: Batch, places: Sequence[int], added: Added | None = None) -> None:
        import pyarrow as pa

        records = cast(Table, batch).records
        if len(places) < len(batch):
            records = records.take(pa.array(places, pa.int64()))
        columns = [
            pa.array(added[field.name], field.type)
            if added is not None and field.name in added
            else records.column(field.name).cast(field.type)
            for field in self._schema
        ]
        table = pa.Table.from_arrays(columns, schema=self._schema)
        self._waiting.append(table)
        self._bytes += table.nbytes
        if self._bytes >= _GROUP:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._file.write_table(pa.concat_tables(self._waiting))
            self._waiting, self._bytes = [], 0
