"""Documents to train on, as stages give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import unhashed

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


@dataclass(frozen=True, kw_only=True)
class Source:
    """Documents to train on.

    Attributes:
        split: where they are.
        weight: their share of the training tokens, relative to the other sources'.
        epochs: how often they are read, in place of a weight; parts of an epoch are fine.
        most_epochs: read no more often than this, whatever its weight: what is over goes to the
            other sources. Of a few rows a large share would be the same words hundreds of times.
        column: which column holds the text.
        answer: the column with the part of the text that is learned, such as a teacher's response;
            what stands before it is read only (Orca, §3.2). Empty: the whole text is learned.
        close: what the text ends with after the answer, such as a chat template's mark; learned.
        optional: go without it where the split turns out to be empty, as what a teacher writes may
            be; otherwise that is an error.
    """

    split: Split
    weight: float = 1.0
    epochs: float | None = None
    most_epochs: float | None = None
    column: str = "text"
    answer: str = ""
    close: str = ""
    optional: bool = unhashed(False)  # decides only between a result and none

    def __post_init__(self) -> None:
        """Refuse what can't be read.

        Raises:
            HornbookError: for a weight or a number of epochs that isn't positive, or an ending
                without an answer before it.
        """
        if not self.weight > 0:
            raise HornbookError(f"{self.name} has weight {self.weight}; it has to be positive")
        if self.epochs is not None and not self.epochs > 0:
            raise HornbookError(f"{self.name} has {self.epochs} epochs; it needs more than none")
        if self.most_epochs is not None and not self.most_epochs > 0:
            raise HornbookError(f"{self.name} has at most {self.most_epochs} epochs; give more")
        if self.close and not self.answer:
            raise HornbookError(f"{self.name} says what closes an answer, but not which column is")

    @property
    def name(self) -> str:
        """The stage and the split."""
        return f"{self.split.stage.name}/{self.split.name}"

    @property
    def columns(self) -> list[str]:
        """What is read of a row."""
        return [self.column, self.answer] if self.answer else [self.column]


def present(sources: tuple[Source, ...], context: Context) -> tuple[Source, ...]:
    """The sources without the optional ones that are empty; all of them if nothing were left."""
    empty = [
        source
        for source in sources
        if source.optional
        and not context.load(source.split.stage).counts().get(source.split.name, 1)
    ]
    if len(empty) == len(sources):
        return sources
    for source in empty:
        context.progress.say(f"  {source.name} is empty; its share goes to the other sources")
    return tuple(source for source in sources if source not in empty)


def files_of(source: Source, context: Context) -> list[Path]:
    """The Parquet files of a source.

    Raises:
        HornbookError: when they lack a column that is to be read.
    """
    import pyarrow.parquet as pq

    files = context.load(source.split.stage).files(source.split.name)
    names = pq.read_schema(files[0]).names
    for column in source.columns:
        if column not in names:
            raise HornbookError(
                f"{source.name} has no column {column!r}; it has: {', '.join(names)}"
            )
    return files


def read_texts(source: Source, context: Context) -> pa.Table:
    """The ids and texts of a source, in memory.

    Raises:
        HornbookError: when the dataset lacks the column.
    """
    files_of(source, context)
    dataset = context.load(source.split.stage)
    return dataset.table(source.split.name, ["id", source.column])
