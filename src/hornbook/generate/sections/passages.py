"""Passages of the user's documents, for a teacher to write about: whole paragraphs or functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath
from random import Random
from typing import TYPE_CHECKING, TypeVar

from hornbook.errors import HornbookError
from hornbook.generate.sections.page import parsed
from hornbook.pipeline.context import Context
from hornbook.pipeline.split import Split

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")

FEWEST_WORDS = 25
"""Of a passage that something can be written about."""

_BLANK = re.compile(r"\n[^\S\n]*\n\s*?(?=[^\n])")


@dataclass(frozen=True)
class Passage:
    """A part of a document.

    Attributes:
        document: its id.
        title: what the document is called, by its file's name.
        text: some paragraphs, or definitions of a program, as they stand there.
    """

    document: str
    title: str
    text: str


def passages(documents: Split, words: int, seed: object, context: Context) -> Iterator[Passage]:
    """One of each document in turn, in a random order; then others, without end.

    Documents of which no passage has `FEWEST_WORDS` words are passed over.

    Raises:
        HornbookError: when that are all of them.
    """
    files = context.load(documents.stage).files(documents.name)
    for turn in count():
        found = False
        for document, source, text in _scattered(files, f"{seed}/{turn}"):
            passage = draw_passage(text, words, Random(f"{seed}/{turn}/{document}"))
            if len(passage.split()) >= FEWEST_WORDS:
                found = True
                yield Passage(document, title_of(source), passage)
        if not found:
            raise HornbookError(
                f"the split {documents.name} of {documents.stage.name} holds no passage of "
                f"{FEWEST_WORDS} words to write about; give other documents"
            )


def draw_passage(text: str, words: int, source: Random) -> str:
    """Parts of a text in a row that have about ``words`` words together, with their layout.

    The parts of a program are its functions and classes, those of another text its paragraphs. A
    single part that is longer loses its end. Empty when the text has none.
    """
    parts = definitions(text) or paragraphs(text)
    if not parts:
        return ""
    sizes = [len(part.split()) for part in parts]
    first = source.choices(range(len(parts)), sizes)[0]
    last, size = first + 1, sizes[first]
    while last < len(parts) and size + sizes[last] <= words:
        size += sizes[last]
        last += 1
    while first > 0 and size + sizes[first - 1] <= words:  # near the end of the document
        first -= 1
        size += sizes[first]
    return "\n\n".join(parts[first:last]) if size <= words else beginning(parts[first], words)


def paragraphs(text: str) -> list[str]:
    """What blank lines part, without them."""
    return [part.rstrip() for part in _BLANK.split(text.strip("\n")) if part.strip()]


def definitions(text: str) -> list[str]:
    """The functions and classes at a program's top level; none of what isn't Python."""
    tree = parsed(text)
    lines = text.splitlines()
    found = []
    for node in tree.body if tree else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            found.append("\n".join(lines[first - 1 : node.end_lineno]))
    return found


def beginning(text: str, words: int) -> str:
    """The first lines that have so many words together; of a longer line the first words."""
    taken: list[str] = []
    left = words
    for line in text.splitlines():
        size = len(line.split())
        if size > left:
            break
        taken.append(line)
        left -= size
    return "\n".join(taken).rstrip() or " ".join(text.split()[:words])


def title_of(source: str) -> str:
    """The name of a document's file in words: ``file:docs/git-add.md`` is called ``git add``."""
    name = PurePath(source.partition(":")[2] or source).name
    return re.sub(r"[_\s-]+", " ", name.split(".")[0]).strip() or name


def _scattered(files: Sequence[Path], seed: str) -> Iterator[tuple[str, str, str]]:
    """Ids, sources and texts in a random order, with no more than a row group in memory."""
    import pyarrow.parquet as pq

    groups = [
        (path, number) for path in files for number in range(pq.read_metadata(path).num_row_groups)
    ]
    for path, number in _shuffled(groups, seed):
        table = pq.ParquetFile(path).read_row_group(number, ["id", "source", "text"])
        columns = [table[name].to_pylist() for name in ("id", "source", "text")]
        yield from _shuffled(list(zip(*columns, strict=True)), f"{seed}/{path.name}/{number}")


def _shuffled(items: Sequence[T], seed: str) -> list[T]:
    return Random(seed).sample(items, len(items))
