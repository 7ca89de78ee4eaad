"""A random model of a few thousand weights, a few exercises, and a runner."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.model.checkpoint import Checkpoint
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store

COLUMNS = ("prompt", "solution", "tests", "entry_point", "family")


@dataclass(frozen=True, kw_only=True)
class RandomModel(Stage[Checkpoint]):
    """Weights as they are drawn."""

    seed: int = 0

    def run(self, context: Context) -> Checkpoint:
        from hornbook.model.phi import Phi
        from hornbook.model.presets import Shape
        from hornbook.model.tokenizer import Tokenizer, train_bpe

        fast = train_bpe(["def f(x):\n    return x + 1\n" * 20], 280)
        folder = context.scratch / "tokenizer"
        folder.mkdir()
        tokenizer = Tokenizer.write(folder, fast)
        shape = Shape(width=16, layers=1, heads=2, context=128)
        model = Phi(shape.config(tokenizer.size), seed=self.seed)
        return Checkpoint.write(context.directory, model, tokenizer)


@dataclass(frozen=True, kw_only=True)
class Exercises(Stage[Dataset]):
    """``count`` functions that add a number, in two families; ``leave_out`` spoils the third."""

    count: int = 6
    leave_out: str = ""
    columns: tuple[str, ...] = COLUMNS
    repeat: bool = False

    def run(self, context: Context) -> Dataset:
        fields = [pa.field(name, pa.string()) for name in self.columns]
        with DatasetWriter(context.directory, heldout=document_schema(*fields)) as writer:
            for number in range(self.count):
                row = exercise(0 if self.repeat else number)
                if number == 2 and self.leave_out:
                    row[self.leave_out] = ""
                known = {name: row[name] for name in (*_DOCUMENT, *self.columns)}
                writer.add("heldout", known)
        return Dataset(context.directory)


_DOCUMENT = ("id", "text", "source", "parents", "stage")


def exercise(number: int) -> dict[str, Any]:
    """A function ``add_N`` with its solution and tests."""
    prompt = f'def add_{number}(x):\n    """Add {number} to x."""\n'
    solution = f"    return x + {number}\n"
    return {
        "id": document_id(prompt),
        "text": prompt + solution,
        "source": "test",
        "parents": [],
        "stage": "exercises",
        "prompt": prompt,
        "solution": solution,
        "tests": f"def check(candidate):\n    assert candidate(4) == {number + 4}\n",
        "entry_point": f"add_{number}",
        "family": f"add/{'even' if number % 2 == 0 else 'odd'}",
    }


Run = Callable[[Stage[Any]], tuple[Any, dict[str, Any]]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a stage in a store of this test; gives its artifact and the facts of its manifest."""

    def run_stage(stage: Stage[Artifact]) -> tuple[Artifact, dict[str, Any]]:
        runner = Runner(open_store(tmp_path / "store"), progress=Progress(quiet=True))
        graph = runner.run(stage).graph
        return runner.open(stage), runner.manifest(stage, graph).facts

    return run_stage
