"""A corpus of the user's own: source files, JSONL or Parquet, in a file or a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hornbook.corpus.document import document_id, document_schema
from hornbook.corpus.packages import decode
from hornbook.corpus.read import is_jsonl, is_parquet, read_rows, unreadable
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage, unhashed

WHOLE_FILES = (".py", ".txt", ".md", ".rst")


@dataclass(frozen=True, kw_only=True)
class Files(Stage[Dataset]):
    """Documents from a file or a folder (searched at any depth).

    JSONL (plain or gzipped) and Parquet hold one document a row; ``.py``, ``.txt``, ``.md`` and
    ``.rst`` files are one document each. Splits: ``documents``, and ``dropped`` with a ``reason``
    (empty, unreadable, exact duplicates).

    Attributes:
        path: where the files lie. Not part of the identity: their content is.
        column: the column of text in JSONL and Parquet.
        licence: what the documents may be used under, as the user knows it (SPDX).
    """

    path: Path = unhashed(Path())
    column: str = "text"
    licence: str = "NOASSERTION"

    def external(self) -> str:
        """The digest of all files' names and contents."""
        digest = hashlib.blake2b(digest_size=16)
        for file in files_below(self.path):
            with _opened(file) as content:
                inner = hashlib.file_digest(content, "sha256").hexdigest()
            digest.update(f"{_relative(file, self.path)}\n{inner}\n".encode())
        return digest.hexdigest()

    def run(self, context: Context) -> Dataset:
        """Read the files in the order of their names."""
        import pyarrow as pa

        columns = [pa.field("path", pa.string()), pa.field("licence", pa.string())]
        kept = document_schema(*columns)
        dropped = kept.append(pa.field("reason", pa.string()))
        first: dict[str, str] = {}
        with DatasetWriter(context.directory, documents=kept, dropped=dropped) as writer:
            rows = documents(self.path, self.column)
            for row in context.progress.track(rows, "reading", unit="documents"):
                row |= {"parents": [], "stage": context.name, "licence": self.licence}
                reason = row.pop("reason", None) or _reason(row, first)
                if reason is None:
                    first[row["id"]] = row["source"]
                    writer.add("documents", row)
                else:
                    writer.add("dropped", {**row, "reason": reason})
        if not first:
            raise HornbookError(f"{self.path}: no document is left to learn from")
        return Dataset(context.directory)


def files_below(path: Path) -> list[Path]:
    """The files that hold documents, sorted by name.

    Raises:
        HornbookError: when there are none.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise HornbookError(f"can't read {path} (no such file or folder); check the path")
    found = [file for file in path.rglob("*") if file.is_file() and _has_documents(file)]
    if not found:
        raise HornbookError(f"{path} holds no .jsonl, .parquet, {', '.join(WHOLE_FILES)} file")
    return sorted(found, key=lambda file: _relative(file, path))


def documents(path: Path, column: str) -> Iterator[dict[str, Any]]:
    """Rows of ``id``, ``text``, ``source``, ``path``; an unreadable whole file has a ``reason``."""
    for file in files_below(path):
        name = _relative(file, path)
        if is_jsonl(file) or is_parquet(file):
            for number, row in enumerate(read_rows(file, column), start=1):
                text = row[column]
                source = f"file:{name}#{number}"
                yield {"id": document_id(text), "text": text, "source": source, "path": name}
        else:
            with _opened(file) as content:
                data = content.read()
            row = {"source": f"file:{name}", "path": name}
            try:
                text = decode(data)
                yield row | {"id": document_id(text), "text": text}
            except ValueError as error:
                yield row | {"id": document_id(""), "text": "", "reason": f"unreadable: {error}"}


def _reason(row: dict[str, Any], first: dict[str, str]) -> str | None:
    if not row["text"].strip():
        return "empty"
    if row["id"] in first:
        return f"duplicate: same text as {first[row['id']]}"
    return None


def _has_documents(file: Path) -> bool:
    return is_jsonl(file) or is_parquet(file) or file.suffix.lower() in WHOLE_FILES


def _relative(file: Path, root: Path) -> str:
    return file.name if file == root else file.relative_to(root).as_posix()


def _opened(file: Path) -> Any:  # noqa: ANN401 - a binary file, whatever its class
    try:
        return file.open("rb")
    except OSError as error:
        raise unreadable(file, error) from None
