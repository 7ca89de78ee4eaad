"""A corpus of the user's own: source files, JSONL or Parquet, here or anywhere fsspec reaches."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from hornbook.corpus.locate import Place, is_remote, places
from hornbook.corpus.reading import JSONL, PARQUET, is_jsonl, is_parquet
from hornbook.corpus.rows import Columns, read_place
from hornbook.corpus.shards import Row, read_shards
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.stage import Stage, unhashed

WHOLE_FILES = (".py", ".txt", ".md", ".rst")

_FILES_A_SHARD = 1000


@dataclass(frozen=True, kw_only=True)
class Files(Stage[Dataset]):
    """Documents from a file, a folder (searched at any depth) or a glob, local or remote.

    JSONL (plain, gzip, Zstandard) and Parquet hold one document a row; ``.py``, ``.txt``, ``.md``
    and ``.rst`` files are one document each; other files of a folder here are counted (the fact
    ``not_read``). Splits: ``documents``, and ``dropped`` with a ``reason`` (unreadable, damaged,
    empty, too long, NUL bytes, exact duplicates): what is bad never stops the rest, unless
    ``strict`` is set.

    Attributes:
        path: where the files lie: a path, a glob, or any URL that fsspec knows (``s3://`` needs
            ``pip install s3fs``). Not part of the identity: their content is, or for remote files
            what their file system says of it (entity tag or time, and size).
        column: the column of text in JSONL and Parquet.
        licence_column: the column that says a document's licence, if there is one.
        source_column: the column that says where it came from, if there is one.
        licence: what documents may be used under that don't say so themselves, as the user knows
            it (SPDX).
        strict: whether the first unreadable file or row ends the run.
    """

    path: Path | str = unhashed("")
    column: str = "text"
    licence_column: str = ""
    source_column: str = ""
    licence: str = "NOASSERTION"
    strict: bool = unhashed(False)

    def external(self) -> str:
        """The digest of all files' names and contents."""
        digest = hashlib.blake2b(digest_size=16)
        for place in documents_below(self.path):
            digest.update(f"{place.name}\n{place.digest()}\n".encode())
        return digest.hexdigest()

    def run(self, context: Context) -> Dataset:
        """Read the files in the order of their names, and say which others there are."""
        if others := passed_over(self.path):
            context.record(not_read=others)
            context.progress.say(f"  not read: {_most(others)}")
        columns = Columns(self.column, self.licence_column, self.source_column)

        def read(shard: Sequence[Place]) -> Iterator[Row]:
            return chain.from_iterable(read_place(place, columns) for place in shard)

        return read_shards(
            context,
            grouped(documents_below(self.path)),
            read,
            licence=self.licence,
            strict=self.strict,
        )


def documents_below(path: Path | str) -> list[Place]:
    """The files that hold documents, sorted by name.

    Raises:
        HornbookError: when there are none, or the place can't be reached.
    """
    return places(path, (*JSONL, *PARQUET, *WHOLE_FILES))


def passed_over(path: Path | str) -> dict[str, int]:
    """How many files of a folder on this machine hold no documents, by their ending, most first."""
    folder = Path(path).expanduser()
    if is_remote(path) or not folder.is_dir():
        return {}
    read = (*JSONL, *PARQUET, *WHOLE_FILES)
    others = (
        each.suffix.lower() or "without an ending"
        for each in folder.rglob("*")
        if each.is_file() and not each.name.lower().endswith(read)
    )
    return dict(Counter(others).most_common())


def _most(others: dict[str, int], shown: int = 4) -> str:
    """``226 .html, 57 .png and 12 others``."""
    told = ", ".join(f"{count:,} {ending}" for ending, count in list(others.items())[:shown])
    rest = sum(list(others.values())[shown:])
    return f"{told} and {rest:,} others" if rest else told


def grouped(found: Sequence[Place]) -> list[list[Place]]:
    """Files by shard: a file of rows by itself, of whole files up to a thousand together."""
    shards: list[list[Place]] = []
    for place in found:
        alone = is_jsonl(place.name) or is_parquet(place.name)
        if shards and not alone and shards[-1][0].name.endswith(WHOLE_FILES):
            if len(shards[-1]) < _FILES_A_SHARD:
                shards[-1].append(place)
                continue
        shards.append([place])
    return shards
