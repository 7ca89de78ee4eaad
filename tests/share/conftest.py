"""A run with a small data set that was decontaminated and measured; no models, no network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

import hornbook
from hornbook.corpus.document import document_schema
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

HOSTILE = "<script>alert(1)</script> | `x`"


@dataclass(frozen=True, kw_only=True)
class Write(Stage[Dataset]):
    """Texts by a teacher, of two licences."""

    def run(self, context: Context) -> Dataset:
        schema = document_schema(pa.field("licence", pa.string()))
        with DatasetWriter(context.directory, written=schema, rejected=schema) as writer:
            for number, licence in enumerate(["MIT", "MIT", HOSTILE]):
                row = {"id": str(number), "text": f"text {number}", "source": "teacher:m"}
                writer.add(
                    "written", {**row, "parents": [], "stage": context.name, "licence": licence}
                )
        account = {"teacher": "m", "asked": 5, "kept": 3, "cost": 0.25}
        context.record(accounts=[{**account, "prompt_tokens": 70, "completion_tokens": 9}])
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Clean(Stage[Dataset]):
    """All rows but one."""

    source: Split

    def run(self, context: Context) -> Dataset:
        table = context.load(self.source.stage).table(self.source.name)
        context.record(benchmarks=["humaneval"], detectors=["13-gram"])
        return Dataset.write(context.directory, kept=table[1:], contaminated=table[:1])


@dataclass(frozen=True, kw_only=True)
class Measure(Stage[Metrics]):
    """How varied they are."""

    source: Split

    def run(self, context: Context) -> Metrics:
        context.record(near_duplicate_rate=0.125, vendi=2.5)
        return Metrics.write(context.directory, {})


def recipe(path: str = "") -> Measure:
    clean = Clean(source=Split(Write(label="texts"), "written"), label="clean texts")
    return Measure(source=Split(clean, "kept"), label="variety")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    made = hornbook.run(recipe, out=tmp_path / "runs", quiet=True, path="/home/me/secret")
    assert made.folder is not None
    return made.folder
