"""Adds a teacher's score to a file of rows: ``hornbook annotate IN -o OUT``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hornbook.corpus.batch import Batch
from hornbook.corpus.reading import Faults, RowFile, row_file
from hornbook.corpus.writing import check_pair, drafts, writing
from hornbook.curate.annotate import added_columns
from hornbook.curate.annotate_question import Question
from hornbook.curate.annotate_rows import Annotating, Row
from hornbook.pipeline.context import Settings
from hornbook.pipeline.progress import Progress
from hornbook.teacher.account import Account
from hornbook.teacher.protocol import Teacher


def annotate_file(
    source: str | Path,
    output: str | Path,
    *,
    teacher: Teacher,
    question: Question,
    cache: Path,
    settings: Settings | None = None,
    column: str = "text",
    faults: Faults | None = None,
    progress: Progress | None = None,
) -> Account:
    """Copy ``source`` to ``output`` with the annotator's columns added to every row.

    Both are JSONL (plain or compressed) or both Parquet, by their names, here or anywhere that
    fsspec reaches. A row without a score says why in ``reason``; a line that is no row is left
    out. ``output`` appears whole or not at all; what was answered stays below ``cache``, so the
    same command goes on where it was stopped.

    Raises:
        HornbookError: for input that can't be read or no row of which can be used, output that
            can't be written, a teacher that can't be asked, or one that gave no score at all.
    """
    progress = progress or Progress()
    faults = faults or Faults()
    check_pair(source, output)
    question.template()
    fields = _fields()
    names = [field.name for field in fields]
    with row_file(source, column) as file, drafts(output) as (draft,):
        # So that what is wrong with the file is told before anything is paid for.
        total = sum(len(batch) - len(batch.problems) for batch in file.batches(faults, []))
        with (
            teacher.open(cache, settings) as client,
            writing(draft, file, fields) as writer,
            progress.bar("annotating", total=total, unit="rows") as bar,
        ):
            work = Annotating(client=client, question=question, say=progress.say)
            verdicts = work.annotated(lambda: _texts(file), column)
            for batch in file.batches():
                places = batch.whole()
                rows = [_verdict(batch, place, verdicts) for place in places]
                added = {name: [row.get(name) for row in rows] for name in names}
                writer.write(batch, places, added)
                bar.advance(len(batch) - len(batch.problems), note=f"{work.judged:,} judged")
            return work.account()


def _fields() -> list[Any]:
    """The annotator's columns; rows that couldn't be asked about have none of them."""
    import pyarrow as pa

    own = [field.with_nullable(True) for field in added_columns()]
    return [*own, pa.field("reason", pa.string())]


def _texts(file: RowFile) -> Iterator[Row]:
    for batch in file.batches(columns=[]):
        yield from ({file.column: text} for text in batch.texts if text is not None)


def _verdict(batch: Batch, place: int, verdicts: Iterator[Row]) -> Row:
    if problem := batch.problems.get(place):
        return {"reason": f"can't be read: {problem}"}
    row = next(verdicts)
    return {**row, "reason": row["reason"] or None}
