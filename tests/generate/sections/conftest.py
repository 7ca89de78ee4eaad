"""Documents of a user's, and a way to run a stage on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hornbook.corpus.files import Files
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store

SUBJECTS = ("lighthouses", "compasses", "anchors", "barometers", "sextants", "buoys")


@pytest.fixture
def documents(tmp_path: Path) -> Split:
    """A folder of six guides of three paragraphs, and a note too short to write about."""
    folder = tmp_path / "guides"
    folder.mkdir()
    for name in SUBJECTS:
        paragraphs = [
            f"Chapter {part} concerns {name} aboard wooden vessels. Experienced captains inspect "
            f"{name} before departure, because rusted {name} have wrecked whole fleets. Whoever "
            f"neglects {name} during calm weather regrets it when storms arrive near the coast."
            for part in ("one", "two", "three")
        ]
        (folder / f"all-about-{name}.md").write_text(f"# {name}\n\n" + "\n\n".join(paragraphs))
    (folder / "note.txt").write_text("Nothing much.")
    return Split(Files(path=folder), "documents")


Made = tuple[dict[str, list[dict[str, Any]]], Any]


@pytest.fixture
def make(tmp_path: Path) -> Callable[[Stage[Dataset]], Made]:
    """Runs a stage; its rows by split, and its manifest."""

    def run(stage: Stage[Dataset]) -> Made:
        runner = Runner(open_store(tmp_path / "runs"), progress=Progress(quiet=True))
        graph = runner.run(stage).graph
        dataset = runner.open(stage, graph)
        rows = {split: list(dataset.rows(split)) for split in dataset.splits()}
        return rows, runner.manifest(stage, graph)

    return run
