from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.deduplicate.duplicates import Duplicates, find_duplicates
from hornbook.deduplicate.matching import Matching
from hornbook.deduplicate.parts import parts_of
from hornbook.deduplicate.work import Work
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.stage import Stage

Find = Callable[..., Duplicates]


@pytest.fixture
def find(tmp_path_factory: pytest.TempPathFactory) -> Find:
    """Search texts that lie in Parquet files of a few rows a group."""

    def search(
        texts: Sequence[str | None],
        *,
        scores: Any = None,
        group: int = 7,
        files: int = 1,
        workers: int = 2,
        session: Any = None,
        **settings: Any,
    ) -> Duplicates:
        folder = tmp_path_factory.mktemp("find")
        paths = write_texts(folder, texts, group=group, files=files)
        work = Work(folder, Progress(quiet=True), workers)
        return find_duplicates(
            parts_of(paths), Matching(**settings), work, scores=scores, session=session
        )

    return search


def write_texts(
    folder: Path, texts: Sequence[str | None], *, group: int = 7, files: int = 1
) -> list[Path]:
    """Texts in Parquet files; a text's id is its row number."""
    size = -(-len(texts) // files) or 1
    paths = []
    for number in range(files):
        own = list(range(number * size, min((number + 1) * size, len(texts))))
        table = pa.table(
            {
                "id": pa.array([str(row) for row in own], pa.string()),
                "text": pa.array([texts[row] for row in own], pa.string()),
            }
        )
        paths.append(folder / f"part-{number:05d}.parquet")
        pq.write_table(table, paths[-1], row_group_size=group)
    return paths


@dataclass(frozen=True, kw_only=True)
class Rows(Stage[Dataset]):
    """Documents of these texts, with a score where there are ``scores``."""

    texts: tuple[str, ...]
    scores: tuple[float | None, ...] = ()

    def run(self, context: Context) -> Dataset:
        extra = [pa.field("educational_value", pa.float64())] if self.scores else []
        with DatasetWriter(
            context.directory, group=5, documents=document_schema(*extra), none=document_schema()
        ) as writer:
            for number, text in enumerate(self.texts):
                row: dict[str, Any] = {
                    "id": document_id(text),
                    "text": text,
                    "source": f"test:{number}",
                }
                row |= {"parents": [], "stage": "rows"}
                if self.scores:
                    row["educational_value"] = self.scores[number]
                writer.add("documents", row)
        return Dataset(context.directory)
