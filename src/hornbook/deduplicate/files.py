"""Deduplicates one file of a user's: what stays in one file, what goes in another."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
from numpy.typing import NDArray

from hornbook.corpus.read import is_jsonl, is_parquet, read_rows
from hornbook.deduplicate.duplicates import Duplicates, find_duplicates
from hornbook.deduplicate.matching import Matching
from hornbook.deduplicate.parts import parts_of
from hornbook.deduplicate.work import Work
from hornbook.deduplicate.write import Evidence, evidence, ids_of, scores_of, write_splits
from hornbook.embed.lexical import LexicalEmbedder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.progress import Progress

_GROUP = 4096  # rows


@dataclass(frozen=True)
class Deduplicated:
    """What came of a file.

    Attributes:
        rows: it had.
        dropped_to: the file with the rows that went.
        facts: what a stage would put into its manifest.
    """

    rows: int
    dropped_to: Path
    facts: dict[str, Any]


def deduplicate_file(
    source: Path,
    output: Path,
    matching: Matching,
    *,
    settings: Settings,
    progress: Progress,
    prefer: str | None = None,
    column: str = "text",
) -> Deduplicated:
    """Write the rows of ``source`` to ``output`` without duplicates.

    The others go beside it with their evidence: ``clean.jsonl`` and ``clean.dropped.jsonl``.
    Both files appear whole or not at all. A row without an ``id`` is named by its number.

    Args:
        source: JSONL or Parquet.
        output: of the same format.
        matching: what counts as a duplicate.
        settings: how to run.
        progress: where to report.
        prefer: column of numbers; the duplicate with the highest stays.
        column: the text to compare.

    Raises:
        HornbookError: for files or rows that can't be read or written, and settings that make
            no sense.
    """
    matching.check()
    _check_formats(source, output)
    with tempfile.TemporaryDirectory(prefix=f".{output.name}.", dir=_folder(output)) as name:
        scratch = Path(name)
        table = source
        if is_jsonl(source):
            table = _as_table(source, scratch / "rows.parquet", column, prefer)
        parts = parts_of([table], column)
        scores = scores_of([table], prefer) if prefer else None
        work = Work(scratch, progress, settings.workers)
        with ExitStack() as stack:
            session = None
            if matching.method == "semantic":
                session = stack.enter_context(LexicalEmbedder().open(None, settings))
            found = find_duplicates(parts, matching, work, scores=scores, session=session)
        proof = evidence(found, matching.method, _names(table, found))
        paths = (output, output.with_name(_dropped_name(output.name)))
        if is_parquet(output):
            write_splits(scratch, [table], found, proof, column)
            drafts = [scratch / split / "part-00000.parquet" for split in ("kept", "dropped")]
        else:
            drafts = [scratch / path.name for path in paths]
            _copy_jsonl(source, column, drafts, found, proof)
        for draft, path in zip(drafts, paths, strict=True):
            _publish(draft, path)
    return Deduplicated(found.facts["rows"], paths[1], found.facts)


def _check_formats(source: Path, output: Path) -> None:
    for path in (source, output):
        if not is_jsonl(path) and not is_parquet(path):
            raise HornbookError(
                f"{path}: can't tell its format; name it .jsonl, .jsonl.gz or .parquet"
            )
    if is_parquet(source) != is_parquet(output):
        raise HornbookError(f"{source.name} and {output.name} differ in format; name both alike")


def _folder(output: Path) -> Path:
    if output.is_dir():
        raise HornbookError(f"can't write {output}: it is a folder; choose another -o")
    if not output.parent.is_dir():
        raise HornbookError(f"can't write to {output.parent}: no such folder; choose another -o")
    return output.parent


def _dropped_name(name: str) -> str:
    stem, dot, suffix = name.partition(".")
    return f"{stem}.dropped{dot}{suffix}"


def _as_table(source: Path, table: Path, column: str, prefer: str | None) -> Path:
    """What the search needs of a JSONL file, as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("id", pa.string()), (column, pa.string())])
    if prefer:
        schema = schema.append(pa.field(prefer, pa.float64()))
    with pq.ParquetWriter(table, schema, compression="zstd") as writer:
        for number, rows in _groups(source, column):
            columns: dict[str, list[Any]] = {
                "id": [_name(row, number + place) for place, row in enumerate(rows)],
                column: [_whole(row[column]) for row in rows],
            }
            if prefer:
                columns[prefer] = [
                    _score(row.get(prefer), prefer, f"{source}, row {number + place}")
                    for place, row in enumerate(rows)
                ]
            writer.write_table(pa.table(columns, schema=schema))
    return table


def _groups(source: Path, column: str) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    rows: list[dict[str, Any]] = []
    first = 0
    for row in read_rows(source, column):
        rows.append(row)
        if len(rows) == _GROUP:
            yield first, rows
            first, rows = first + len(rows), []
    if rows:
        yield first, rows


def _whole(text: str) -> str:
    """The text as UTF-8 can hold it: half a surrogate pair reads as a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _score(value: object, prefer: str, place: str) -> float | None:
    if value is not None and not isinstance(value, (int, float)):
        raise HornbookError(f"{place}: {prefer!r} holds {value!r}, where a number should be")
    return None if value is None else float(value)


def _name(row: dict[str, Any], number: int) -> str:
    return str(row["id"]) if row.get("id") is not None else f"row {number}"


def _names(table: Path, found: Duplicates) -> dict[int, str]:
    import pyarrow.parquet as pq

    wanted: NDArray[np.int64] = np.concatenate([found.kept, found.link])
    if "id" in pq.read_schema(table).names:
        return {row: str(name) for row, name in ids_of([table], wanted).items()}
    return {row: f"row {row}" for row in wanted.tolist()}


def _copy_jsonl(
    source: Path,
    column: str,
    drafts: Sequence[Path],
    found: Duplicates,
    proof: Iterator[Evidence],
) -> None:
    reasons = dict(zip(found.rows.tolist(), proof, strict=True))
    with _opened(drafts[0]) as kept, _opened(drafts[1]) as dropped:
        for number, row in enumerate(read_rows(source, column)):
            reason = reasons.get(number)
            file = kept if reason is None else dropped
            # ASCII, because a JSON string may hold half a surrogate pair, which UTF-8 can't.
            file.write(json.dumps(row if reason is None else row | asdict(reason)).encode() + b"\n")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("wb") as raw:
        if path.name.lower().endswith(".gz"):
            with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
                yield cast(IO[bytes], packed)
        else:
            yield raw


def _publish(draft: Path, path: Path) -> None:
    try:
        draft.replace(path)
    except OSError as error:
        raise HornbookError(f"can't write {path} ({error.strerror}); choose another -o") from None
