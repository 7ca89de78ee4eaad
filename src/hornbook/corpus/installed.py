"""The corpus that everybody has: the Python source of the installed packages."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hornbook.corpus.document import document_schema
from hornbook.corpus.packages import (
    SourceFile,
    decode,
    library_files,
    package_files,
    versions,
)
from hornbook.corpus.recognise import is_test, reason_to_drop_path, reason_to_drop_text
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage


@dataclass(frozen=True, kw_only=True)
class InstalledPackages(Stage[Dataset]):
    """Source files of installed packages and of the standard library, as documents.

    Splits: ``documents``, and ``dropped`` with a ``reason``. Columns beside a document's:
    ``package``, ``version``, ``path``, ``licence`` (SPDX).

    Attributes:
        packages: names of distributions that are installed.
        stdlib: whether the standard library belongs to it.
        tests: whether the packages' own tests may stay; ordinary corpora hold them.
        files: how many documents to keep, drawn evenly over all files; 0 keeps all.
        seed: which ones.
    """

    packages: tuple[str, ...]
    stdlib: bool = True
    tests: bool = True
    files: int = 3000
    seed: int = 0

    def external(self) -> str:
        """Versions of the packages and of Python."""
        return json.dumps(versions(self.packages), sort_keys=True)

    def run(self, context: Context) -> Dataset:
        """Read, recognise, deduplicate, write."""
        import pyarrow as pa

        if self.files < 0:
            raise HornbookError(f"files={self.files}: give the number of documents, or 0 for all")
        found = [*package_files(self.packages), *(library_files() if self.stdlib else ())]
        columns = [pa.field(name, pa.string()) for name in ("package", "version", "path")]
        kept = document_schema(*columns, pa.field("licence", pa.string()))
        counts: Counter[str] = Counter()
        with (
            DatasetWriter(
                context.directory,
                documents=kept,
                dropped=kept.append(pa.field("reason", pa.string())),
            ) as writer,
            context.progress.bar("reading", total=self.files or len(found), unit="files") as bar,
        ):
            for split, row in sift(drawn(found, self.seed), tests=self.tests):
                writer.add(split, {**row, "parents": [], "stage": context.name})
                counts[row["reason"].split(":")[0] if split == "dropped" else split] += 1
                bar.advance(split == "documents" or not self.files)
                if counts["documents"] == self.files > 0:
                    break
        documents = counts.pop("documents", 0)
        if not documents:
            raise HornbookError("the corpus is empty; name packages that hold Python source")
        context.record(candidates=len(found), dropped_by_reason=dict(sorted(counts.items())))
        return Dataset(context.directory)


def drawn(files: Iterable[SourceFile], seed: int) -> list[SourceFile]:
    """All files in an order that only the seed and their names decide."""

    def place(file: SourceFile) -> tuple[bytes, str]:
        name = f"{seed}\n{file.package}\n{file.path}"
        return hashlib.blake2b(name.encode("utf-8", "surrogateescape")).digest(), file.source

    return sorted(files, key=place)


def sift(files: Iterable[SourceFile], *, tests: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read files into rows, each for the split ``documents`` or, with its reason, ``dropped``."""
    first: dict[str, str] = {}
    for file in files:
        text, reason = _read(file)
        reason = reason or reason_to_drop_path(file.path)
        if not tests and is_test(file.path):
            reason = reason or "test: by its path"
        reason = reason or reason_to_drop_text(text)
        row = file.row(text)
        if reason is None and row["id"] in first:
            reason = f"duplicate: same text as {first[row['id']]}"
        if reason is None:
            first[row["id"]] = file.source
            yield "documents", row
        else:
            yield "dropped", {**row, "reason": reason}


def _read(file: SourceFile) -> tuple[str, str | None]:
    try:
        return decode(file.location.read_bytes()), None
    except ValueError as error:
        return "", f"unreadable: {error}"
    except OSError as error:
        return "", f"unreadable: {error.strerror}"
