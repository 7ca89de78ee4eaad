"""Writes what stays and what goes, batch by batch, with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hornbook.deduplicate.duplicates import Duplicates
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    import pyarrow as pa

_MEASURES = {
    "minhash": "Jaccard similarity {:.3f} with",
    "semantic": "cosine {:.3f} with",
    "exact": "the same text as",
    "template": "the same text but for numbers and quoted strings as",
    "ast": "the same program but for names, layout and comments as",
}


@dataclass(frozen=True)
class Evidence:
    """What a dropped row gets besides its own columns.

    Attributes:
        duplicate_of: id of the row that is kept in its place.
        similar_to: id of the row whose similarity is given.
        similarity: of the two.
        reason: in words.
    """

    duplicate_of: str
    similar_to: str
    similarity: float
    reason: str


def evidence(duplicates: Duplicates, method: str, ids: dict[int, str]) -> Iterator[Evidence]:
    """The evidence for each dropped row, in their order.

    Args:
        duplicates: what was found.
        method: how.
        ids: of the rows that are kept or linked to, by row number.
    """
    columns = (duplicates.kept, duplicates.link, duplicates.similarity)
    for kept, link, similarity in zip(*(column.tolist() for column in columns), strict=True):
        reason = f"{_MEASURES[method].format(similarity)} {ids[link]}"
        if link != kept:
            reason += f", which leads to {ids[kept]}"
        yield Evidence(ids[kept], ids[link], round(similarity, 6), reason)


def ids_of(files: Sequence[Path], rows: NDArray[np.int64], column: str = "id") -> dict[int, str]:
    """The ids of some rows, by row number."""
    import pyarrow.parquet as pq

    rows, first = np.unique(rows), 0
    ids: dict[int, str] = {}
    for path in files:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(65_536, columns=[column]):
                own = rows[np.searchsorted(rows, first) : np.searchsorted(rows, first + len(batch))]
                chosen = batch.column(0).take(own - first).to_pylist()
                ids.update(zip(own.tolist(), chosen, strict=True))
                first += len(batch)
    return ids


def scores_of(files: Sequence[Path], column: str) -> NDArray[np.float64]:
    """A column of numbers of all rows; null is not-a-number.

    Raises:
        HornbookError: when a file lacks the column, or it holds no numbers.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    scores = [np.empty(0)]
    for path in files:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
            if column not in schema.names:
                have = ", ".join(schema.names)
                raise HornbookError(f"{path} has no column {column!r} to prefer by; it has: {have}")
            try:
                values = file.read(columns=[column]).column(0).cast(pa.float64())
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
                raise HornbookError(
                    f"{path}: column {column!r} holds {schema.field(column).type}, "
                    "and only numbers can be preferred by"
                ) from None
            scores.append(values.fill_null(np.nan).to_numpy())
    return np.concatenate(scores)


def dropped_schema(schema: pa.Schema) -> pa.Schema:
    """The columns of a dropped row; a ``reason`` that is there already is replaced."""
    import pyarrow as pa

    kept = [field for field in schema if field.name not in Evidence.__annotations__]
    added = {"similarity": pa.float64()}
    names = list(Evidence.__annotations__)
    return pa.schema([*kept, *(pa.field(name, added.get(name, pa.string())) for name in names)])


def write_splits(
    directory: Path,
    files: Sequence[Path],
    duplicates: Duplicates,
    found: Iterator[Evidence],
    column: str = "text",
) -> dict[str, int]:
    """Write ``kept`` and ``dropped`` below ``directory``; returns the bytes of text in each.

    Raises:
        HornbookError: when the files hold different types in a column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _common_schema(files)
    schemas = {"kept": schema.remove_metadata(), "dropped": dropped_schema(schema)}
    writers, size = {}, dict.fromkeys(schemas, 0)
    for name, columns in schemas.items():
        (directory / name).mkdir(parents=True)
        path = directory / name / "part-00000.parquet"
        writers[name] = pq.ParquetWriter(path, columns, compression="zstd")
    try:
        first = 0
        for batch in _batches(files, schema):
            lost = _lost(duplicates.rows, first, len(batch))
            own = list(islice(found, int(lost.sum())))
            kept = batch.filter(pa.array(~lost)) if lost.any() else batch
            writers["kept"].write_table(kept)
            size["kept"] += _size(kept[column])
            if own:
                dropped = _with_evidence(batch, lost, own, schemas["dropped"])
                writers["dropped"].write_table(dropped)
                size["dropped"] += _size(dropped[column])
            first += len(batch)
    finally:
        for writer in writers.values():
            writer.close()
    return size


def _common_schema(files: Sequence[Path]) -> pa.Schema:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pq.read_schema(files[0])
    for path in files[1:]:
        try:
            schema = pa.unify_schemas([schema, pq.read_schema(path)])
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise HornbookError(
                f"{path} doesn't go with {files[0]} ({error}); give the column one type"
            ) from None
    return schema


def _size(texts: pa.ChunkedArray) -> int:
    import pyarrow.compute as pc

    return int(pc.sum(pc.binary_length(texts)).as_py() or 0)


def _batches(files: Sequence[Path], schema: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in files:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(4096):
                yield pa.concat_tables(
                    [schema.empty_table(), pa.table(batch)], promote_options="default"
                ).select(schema.names)


def _lost(rows: NDArray[np.int64], first: int, count: int) -> NDArray[np.bool_]:
    lost = np.zeros(count, dtype=bool)
    lost[rows[np.searchsorted(rows, first) : np.searchsorted(rows, first + count)] - first] = True
    return lost


def _with_evidence(
    table: pa.Table, lost: NDArray[np.bool_], own: Sequence[Evidence], schema: pa.Schema
) -> pa.Table:
    import pyarrow as pa

    chosen = table.filter(pa.array(lost))
    added: dict[str, list[Any]] = {
        name: [getattr(one, name) for one in own] for name in Evidence.__annotations__
    }
    columns = [
        pa.array(added[field.name], field.type) if field.name in added else chosen[field.name]
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
