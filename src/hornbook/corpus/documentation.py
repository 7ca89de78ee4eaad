"""The prose that everybody has: what installed packages and the standard library say of themselves.

Nobody can assume a web crawl on a laptop. The nearest thing is written for people, by many hands,
about one subject: docstrings, and the descriptions that packages carry.
"""

from __future__ import annotations

import ast
import json
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hornbook.corpus.document import document_schema
from hornbook.corpus.installed import drawn
from hornbook.corpus.licence import licence_of
from hornbook.corpus.packages import (
    SourceFile,
    decode,
    installed,
    library_files,
    package_files,
    versions,
)
from hornbook.corpus.recognise import MAX_CHARACTERS, MIN_CHARACTERS, is_test, reason_to_drop_path
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage

PROSE_FILES = (".md", ".rst")
DESCRIPTION = "METADATA"


@dataclass(frozen=True, kw_only=True)
class InstalledDocumentation(Stage[Dataset]):
    """Docstrings, descriptions and text files of installed packages, as documents.

    The docstrings of one module make one document. Splits and columns as
    `hornbook.corpus.installed.InstalledPackages`. Much of it is no prose: `FilterProse` tells.

    Attributes:
        packages: names of distributions that are installed.
        stdlib: whether the standard library belongs to it.
        documents: how many to keep, drawn evenly over all files; 0 keeps all.
        seed: which ones.
    """

    packages: tuple[str, ...]
    stdlib: bool = True
    documents: int = 3000
    seed: int = 0

    def external(self) -> str:
        """Versions of the packages and of Python."""
        return json.dumps(versions(self.packages), sort_keys=True)

    def run(self, context: Context) -> Dataset:
        """Read, take out what is written for people, deduplicate, write.

        Raises:
            HornbookError: when there is none, or a package isn't installed.
        """
        import pyarrow as pa

        if self.documents < 0:
            raise HornbookError(
                f"documents={self.documents}: give the number of documents, or 0 for all"
            )
        found = [*package_files(self.packages), *(library_files() if self.stdlib else ())]
        found += prose_files(self.packages)
        names = ("package", "version", "path", "licence")
        kept = document_schema(*(pa.field(name, pa.string()) for name in names))
        dropped = kept.append(pa.field("reason", pa.string()))
        counts: Counter[str] = Counter()
        with (
            DatasetWriter(context.directory, documents=kept, dropped=dropped) as writer,
            context.progress.bar(
                "reading documentation", total=self.documents or len(found), unit="docs"
            ) as bar,
        ):
            for split, row in sift(drawn(found, self.seed)):
                writer.add(split, {**row, "parents": [], "stage": context.name})
                counts[row["reason"].split(":")[0] if split == "dropped" else split] += 1
                bar.advance(split == "documents" or not self.documents)
                if counts["documents"] == self.documents > 0:
                    break
        if not counts.pop("documents", 0):
            raise HornbookError("there is no documentation; name packages that hold docstrings")
        context.record(candidates=len(found), dropped_by_reason=dict(sorted(counts.items())))
        return Dataset(context.directory)


def prose_files(packages: Iterable[str]) -> Iterator[SourceFile]:
    """The descriptions of the named packages, and the text files that their records list.

    Raises:
        HornbookError: when a package isn't installed.
    """
    for package in installed(tuple(packages)):
        name, version, licence = package.metadata["Name"], package.version, licence_of(package)
        for file in package.files or ():
            path = file.as_posix()
            # Beside the description, this folder holds licences, which teach little.
            about = ".dist-info/" in path
            if file.name == DESCRIPTION if about else file.suffix in PROSE_FILES:
                location = Path(str(package.locate_file(file)))
                yield SourceFile(name, version, path, licence, location)


def sift(files: Iterable[SourceFile]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read files into rows, each for the split ``documents`` or, with its reason, ``dropped``."""
    first: dict[str, str] = {}
    for file in files:
        text, reason = "", reason_to_drop_path(file.path)
        if reason is None and is_test(file.path):
            reason = "test: by its path"
        if reason is None:
            text, reason = _read(file)
        row = file.row(text)
        if reason is None and row["id"] in first:
            reason = f"duplicate: same text as {first[row['id']]}"
        if reason is None:
            first[row["id"]] = file.source
            yield "documents", row
        else:
            yield "dropped", {**row, "reason": reason}


def docstrings(source: str) -> str:
    """The docstrings of a module, in the order they stand in, each once.

    Raises:
        ValueError: when the source doesn't parse.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in strangers' string literals
            tree = ast.parse(source)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(f"doesn't parse: {error}") from None
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = [
        (getattr(node, "lineno", 0), said)
        for node in ast.walk(tree)
        if isinstance(node, holders) and (said := ast.get_docstring(node))
    ]
    in_order = sorted(found, key=lambda each: each[0])
    return "\n\n".join(dict.fromkeys(said.strip() for _, said in in_order))


def description(metadata: str) -> str:
    """What a package's metadata say about it, after the headers."""
    return metadata.partition("\n\n")[2].strip()


def _read(file: SourceFile) -> tuple[str, str | None]:
    """What a file says to people, and why it isn't taken, if so."""
    try:
        text = decode(file.location.read_bytes())
        if file.location.suffix == ".py":
            text = docstrings(text)
        elif file.location.name == DESCRIPTION:
            text = description(text)
    except OSError as error:
        return "", f"unreadable: {error.strerror}"
    except ValueError as error:
        return "", f"unreadable: {error}"
    text = text.strip()
    if not MIN_CHARACTERS <= len(text) <= MAX_CHARACTERS:
        few = len(text) < MIN_CHARACTERS
        return text, f"too {'short' if few else 'long'}: {len(text):,} characters"
    return (text, "holds NUL bytes") if "\0" in text else (text, None)
