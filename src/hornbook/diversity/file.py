"""Measures a file of rows, outside of any recipe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hornbook.corpus.locate import Place, is_folder, places
from hornbook.corpus.reading import JSONL, PARQUET, Faults, NoRows, row_file
from hornbook.diversity.measure import Measuring, measure
from hornbook.diversity.sample import reservoir
from hornbook.pipeline.context import Settings
from hornbook.pipeline.progress import Progress


def measure_file(
    source: str | Path,
    how: Measuring,
    *,
    seed: int,
    progress: Progress,
    settings: Settings,
    faults: Faults | None = None,
) -> dict[str, Any]:
    """Measure a JSONL or Parquet file, or all of a folder, such as a split's.

    Rows that repeat others count, unlike in a corpus that is read from files.

    Raises:
        HornbookError: for a file that can't be read, or no row of which can be used.
    """
    rows = progress.track(_rows(source, how, faults or Faults()), "reading")
    drawn, total = reservoir(rows, how.extent.rows, seed)
    return {"rows": total} | measure(drawn, how, progress=progress, settings=settings)


def _rows(source: str | Path, how: Measuring, faults: Faults) -> Iterator[dict[str, Any]]:
    endings = (*JSONL, *PARQUET)
    folder = is_folder(source, endings)
    for place in places(source, endings) if folder else [source]:
        try:
            yield from _rows_of(place, how, faults)
        except NoRows:
            if not folder:  # the other files of a folder may have some
                raise


def _rows_of(
    source: str | Path | Place, how: Measuring, faults: Faults
) -> Iterator[dict[str, Any]]:
    with row_file(source, how.column) as file:
        for batch in file.batches(faults, [how.topic]):
            for text, topic in zip(batch.texts, batch.values(how.topic), strict=True):
                if text is not None:
                    yield {how.topic: topic, how.column: text}
