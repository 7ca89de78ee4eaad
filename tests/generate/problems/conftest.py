from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hornbook.pipeline.context import Settings
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store

Rows = dict[str, list[dict[str, Any]]]
Run = Callable[[Stage[Dataset]], tuple[Rows, Manifest]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a stage and gives its splits and its manifest."""

    def run_stage(stage: Stage[Dataset]) -> tuple[Rows, Manifest]:
        runner = Runner(open_store(tmp_path), Settings(workers=2), Progress(quiet=True))
        graph = runner.run(stage).graph
        dataset = runner.open(stage, graph)
        rows = {split: list(dataset.rows(split)) for split in dataset.splits()}
        manifest = runner.manifest(stage, graph)
        assert manifest is not None
        return rows, manifest

    return run_stage
