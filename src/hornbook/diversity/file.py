"""Measures a file of rows, outside of any recipe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hornbook.corpus.read import read_rows
from hornbook.diversity.measure import Measuring, measure
from hornbook.diversity.sample import reservoir
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.progress import Progress


def measure_file(
    path: Path, how: Measuring, *, seed: int, progress: Progress, settings: Settings
) -> dict[str, Any]:
    """Measure a JSONL or Parquet file, or a folder of Parquet files such as a split's.

    Rows that repeat others count, unlike in a corpus that is read from files.

    Raises:
        HornbookError: for a file that can't be read, naming the row.
    """
    rows = progress.track(_rows(path, how.column), "reading")
    drawn, total = reservoir(rows, how.extent.rows, seed)
    return {"rows": total} | measure(drawn, how, progress=progress, settings=settings)


def _rows(path: Path, column: str) -> Iterator[dict[str, Any]]:
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if not files:
        raise HornbookError(f"{path} holds no .parquet file; give a file, or the folder of a split")
    for file in files:
        yield from read_rows(file, column)
