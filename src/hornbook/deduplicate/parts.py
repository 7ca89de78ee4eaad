"""A table in parts that workers read on their own: the row groups of its Parquet files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hornbook.errors import HornbookError
from hornbook.pipeline.engine import daft_module
from hornbook.pipeline.progress import Bar, Progress

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_BLOCK = 64  # parts of a query: what is kept of a killed run is whole blocks
_WORTH_PROCESSES = 20_000  # rows


@dataclass(frozen=True)
class Part:
    """A row group, and where its rows stand among all rows.

    Attributes:
        path: of the Parquet file.
        group: number of the row group in it.
        first: number of its first row, counted over all parts.
        rows: how many it has.
        column: the text's column.
    """

    path: str
    group: int
    first: int
    rows: int
    column: str

    def texts(self, rows: NDArray[np.int64] | None = None) -> Iterator[list[bytes]]:
        """The texts in order, some at a time, as UTF-8; null reads as empty.

        Args:
            rows: the numbers of those to read, ascending; None reads all.

        Raises:
            HornbookError: when the file is damaged.
        """
        import pyarrow as pa

        first = self.first
        try:
            for batch in self._batches():
                texts = batch.column(0).cast(pa.large_binary())
                if rows is not None:
                    begin, end = np.searchsorted(rows, [first, first + len(batch)])
                    texts = texts.take(pa.array(rows[begin:end] - first))
                first += len(batch)
                yield [text or b"" for text in texts.to_pylist()]
        except (OSError, pa.ArrowInvalid):
            raise HornbookError(
                f"{self.path} is damaged after row {first}; copy it again"
            ) from None

    def _batches(self) -> Iterator[pa.RecordBatch]:
        import pyarrow.parquet as pq

        with pq.ParquetFile(self.path) as file:
            yield from file.iter_batches(
                256, row_groups=[self.group], columns=[self.column], use_threads=False
            )


def parts_of(files: Sequence[Path], column: str = "text") -> list[Part]:
    """The row groups of files, in order; empty ones are left out.

    Raises:
        HornbookError: when a file is missing, damaged, or lacks the column.
    """
    parts: list[Part] = []
    first = 0
    for path in files:
        footer = _checked_footer(path, column)
        for group in range(footer.num_row_groups):
            rows = footer.row_group(group).num_rows
            if rows:
                parts.append(Part(str(path), group, first, rows, column))
            first += rows
    return parts


def _checked_footer(path: Path, column: str) -> pq.FileMetaData:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        footer = pq.read_metadata(path)
    except FileNotFoundError:
        raise HornbookError(f"can't read {path} (no such file); check the path") from None
    except (pa.ArrowInvalid, OSError):
        raise HornbookError(f"{path} is not Parquet, or damaged or cut short") from None
    schema = footer.schema.to_arrow_schema()
    if column not in schema.names:
        have = ", ".join(schema.names)
        raise HornbookError(f"{path}: no column {column!r}; it has: {have}")
    kind = schema.field(column).type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        raise HornbookError(f"{path}: column {column!r} holds {kind} where strings should be")
    return footer


def map_parts(
    work: Callable[[Part, bytes], bytes],
    parts: Sequence[Part],
    arguments: Sequence[bytes],
    *,
    progress: Progress,
    what: str,
    processes: bool = False,
) -> Iterator[bytes]:
    """``work`` on every part with its argument, as a Daft query; results in the parts' order.

    Results come in blocks, so that what a caller keeps of them survives a kill. The order is
    made here: an engine may return rows as they come.

    Args:
        work: gets a part and its argument.
        parts: to work on.
        arguments: one a part.
        progress: where to report.
        what: is being done, for the progress bar.
        processes: divide large work over processes, because it holds the interpreter's lock.
    """
    total = sum(part.rows for part in parts)
    processes = processes and total > _WORTH_PROCESSES
    with progress.bar(what, total=total, unit="rows") as bar:
        for begin in range(0, len(parts), _BLOCK):
            block = parts[begin : begin + _BLOCK]
            yield from _query(work, block, arguments[begin : begin + _BLOCK], processes, bar)


def _query(
    work: Callable[[Part, bytes], bytes],
    parts: Sequence[Part],
    arguments: Sequence[bytes],
    processes: bool,
    bar: Bar,
) -> list[bytes]:
    daft = daft_module()
    kinds = daft.DataType

    @daft.func.batch(return_dtype=kinds.binary(), use_process=processes, batch_size=1)  # type: ignore[untyped-decorator]
    def apply(places: Any, arguments: Any) -> list[bytes]:  # noqa: ANN401 - daft.Series
        pairs = zip(places.to_pylist(), arguments.to_pylist(), strict=True)
        return [work(parts[place], argument) for place, argument in pairs]

    frame = daft.from_pydict({"place": list(range(len(parts))), "argument": list(arguments)})
    if daft.get_or_infer_runner_type() == "ray":
        frame = frame.into_partitions(len(parts))
    frame = frame.select("place", apply(daft.col("place"), daft.col("argument")).alias("result"))
    results: dict[int, bytes] = {}
    for batch in frame.to_arrow_iter():
        rows = batch.to_pydict()
        results.update(zip(rows["place"], rows["result"], strict=True))
        bar.advance(sum(parts[place].rows for place in rows["place"]))
    return [results[place] for place in range(len(parts))]
