"""Reads a corpus shard by shard, so that a killed read goes on at the shard it was in."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Bar

if TYPE_CHECKING:
    import pyarrow as pa

S = TypeVar("S")
Row = dict[str, Any]

COLUMNS = ("path", "licence")


def read_shards(
    context: Context,
    shards: Sequence[S],
    read: Callable[[S], Iterator[Row]],
    *,
    licence: str,
    strict: bool,
    columns: Sequence[str] = COLUMNS,
) -> Dataset:
    """Write all shards' rows to the splits ``documents`` and ``dropped``, a file for each shard.

    A shard that is done is kept in ``context.scratch``, and not read again after a kill. Rows
    with a ``reason``, blank texts, texts with NUL bytes and those seen before (in this shard or
    an earlier one) are dropped. The hash of every text stays in memory: some 200 bytes each.

    Args:
        context: of the running stage.
        shards: in the order that decides which of two equal texts is the first.
        read: yields rows of ``text`` and ``source`` and of ``columns``; the same each time.
        licence: of rows that say nothing themselves.
        strict: whether the first unreadable row ends the run.
        columns: of strings, beside a document's.

    Raises:
        HornbookError: when nothing is left, or something is unreadable and ``strict`` is set.
    """
    import pyarrow as pa

    kept = document_schema(*(pa.field(name, pa.string()) for name in columns))
    first: dict[bytes, str] = {}
    counts: Counter[str] = Counter()
    unread = context.scratch / "unread"
    with context.progress.bar("reading", unit="documents") as bar:
        for number, shard in enumerate(shards):
            done = context.scratch / f"shard-{number:05}"
            if not done.exists():
                shutil.rmtree(unread, ignore_errors=True)
                rows = _sorted_out(read(shard), first, licence, context.name)
                _write(unread, kept, _told(rows, bar, strict=strict))
                unread.rename(done)
            counts += _collect(Dataset(done), context.directory, number, first)
    documents = counts.pop("documents", 0)
    context.record(
        shards=len(shards), dropped_by_reason=dict(sorted(counts.items())), documents=documents
    )
    if not documents:
        reasons = ", ".join(f"{count:,} {name}" for name, count in counts.most_common(3))
        raise HornbookError(
            f"{context.name}: no document is left to learn from ({reasons or 'no rows'}); "
            f"{_example(context.directory)}"
        )
    return Dataset(context.directory)


def _sorted_out(
    rows: Iterator[Row], first: dict[bytes, str], licence: str, stage: str
) -> Iterator[tuple[str, Row]]:
    """Each row with the split it belongs to."""
    here: dict[str, str] = {}
    for row in rows:
        name = document_id(row["text"])
        row = {"licence": licence, **row, "id": name, "parents": [], "stage": stage}
        row["text"] = row["text"].encode("utf-8", "replace").decode()
        reason = row.pop("reason", None) or _reason(row["text"])
        before = here.get(name) or first.get(bytes.fromhex(name))
        if reason is None and before is not None:
            reason = f"duplicate: same text as {before}"
        if reason is None:
            here[name] = row["source"]
            yield "documents", row
        else:
            yield "dropped", {**row, "reason": reason}


def _reason(text: str) -> str | None:
    if not text.strip():
        return "empty"
    if "\0" in text:
        return "holds NUL bytes"
    return None


def _told(rows: Iterator[tuple[str, Row]], bar: Bar, *, strict: bool) -> Iterator[tuple[str, Row]]:
    for split, row in rows:
        if strict and split == "dropped" and row["reason"].startswith(("unreadable", "damaged")):
            raise HornbookError(f"{row['source']}: {row['reason']} (strict=True ends the run here)")
        yield split, row
        bar.advance()


def _write(folder: Path, kept: pa.Schema, rows: Iterator[tuple[str, Row]]) -> None:
    import pyarrow as pa

    dropped = kept.append(pa.field("reason", pa.string()))
    with DatasetWriter(folder, documents=kept, dropped=dropped) as writer:
        for split, row in rows:
            writer.add(split, row)


def _collect(shard: Dataset, directory: Path, number: int, first: dict[bytes, str]) -> Counter[str]:
    """Put a shard's files beside the others', and remember its texts; gives its counts."""
    counts: Counter[str] = Counter()
    for split in ("documents", "dropped"):
        (directory / split).mkdir(exist_ok=True)
        (file,) = shard.files(split)
        target = directory / split / f"part-{number:05}.parquet"
        try:
            os.link(file, target)
        except OSError:  # a file system without links
            shutil.copyfile(file, target)
    for row in shard.rows("documents", ["id", "source"]):
        first[bytes.fromhex(row["id"])] = row["source"]
        counts["documents"] += 1
    for row in shard.rows("dropped", ["reason"]):
        counts[row["reason"].split(":")[0]] += 1
    return counts


def _example(directory: Path) -> str:
    """The first reason that can be told, as the remedy starts there."""
    row = next(Dataset(directory).rows("dropped", ["source", "reason"]), None)
    if row is None:
        return "give a source that holds rows"
    remedy = "; say which column holds the texts" if " no column " in row["reason"] else ""
    return f"the first is {row['source']}: {row['reason']}{remedy}"
