from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store

Rows = dict[str, list[dict[str, Any]]]
Run = Callable[[Stage[Dataset], Path], tuple[Rows, Any]]


@dataclass(frozen=True, kw_only=True)
class Texts(Stage[Dataset]):
    """A split ``rows`` of these texts."""

    texts: tuple[str, ...]

    def run(self, context: Context) -> Dataset:
        rows = [
            {"id": document_id(text), "text": text, "source": "mine", "parents": [], "stage": "me"}
            for text in self.texts
        ]
        table = pa.Table.from_pylist(rows, schema=document_schema())
        return Dataset.write(context.directory, rows=table)


@pytest.fixture(scope="session")
def split() -> Callable[..., Split]:
    """A split of texts."""

    def of(*texts: str) -> Split:
        return Split(Texts(texts=texts), "rows")

    return of


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs a stage in a store of its own; its rows by split, and its manifest."""

    def run(stage: Stage[Dataset], folder: Path) -> tuple[Rows, Any]:
        runner = Runner(open_store(folder), progress=Progress(quiet=True))
        graph = runner.run(stage).graph
        dataset = runner.open(stage, graph)
        rows = {name: list(dataset.rows(name)) for name in dataset.splits()}
        return rows, runner.manifest(stage, graph)

    return run
