import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store

Rows = dict[str, list[dict[str, Any]]]
Run = Callable[..., tuple[Rows, Manifest]]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs a stage and gives its rows by split, and its manifest."""

    def one(stage: Stage[Dataset], folder: Path, **how: Any) -> tuple[Rows, Manifest]:
        runner = Runner(open_store(folder), progress=how.get("progress", Progress(quiet=True)))
        graph = runner.run(stage).graph
        dataset = runner.open(stage, graph)
        rows = {split: list(dataset.rows(split)) for split in dataset.splits()}
        return rows, runner.manifest(stage, graph)

    return one


@pytest.fixture(scope="session")
def write() -> Callable[[Path, list[dict[str, Any]]], Path]:
    """Writes rows as JSONL."""

    def one(path: Path, rows: list[dict[str, Any]]) -> Path:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return one
