from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.evaluate.estimate import bootstrap
from hornbook.evaluate.evaluation import Evaluation
from hornbook.pipeline.artifact import Artifact, Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.run import RunRecord
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.report.result_table import Basis, Cell, Column, ResultTable
from hornbook.report.results_file import RunResults


@dataclass(frozen=True, kw_only=True)
class Words(Stage[Dataset]):
    first: int = 0
    last: int = 10
    tags: tuple[str, ...] = ("a", "b")

    def run(self, context: Context) -> Dataset:
        with DatasetWriter(context.directory, kept=document_schema()) as writer:
            for number in range(self.first, self.last):
                text = f"word {number}"
                row = {"id": document_id(text), "text": text, "source": "here", "parents": []}
                writer.add("kept", {**row, "stage": self.name})
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Thin(Words):
    words: Split


@dataclass(frozen=True, kw_only=True)
class Measure(Stage[Evaluation]):
    words: Stage[Dataset]
    slope: float = 0.5
    items: int = 20

    def run(self, context: Context) -> Evaluation:
        context.load(self.words)
        bits = [self.slope * number for number in range(self.items)]
        schema = pa.schema(
            [("problem", pa.string()), ("bits", pa.float64()), ("bytes", pa.int64())]
        )
        rows = [{"problem": f"p{n}", "bits": each, "bytes": 10} for n, each in enumerate(bits)]
        with DatasetWriter(context.directory, items=schema) as writer:
            writer.extend("items", rows)
        mean, most = bootstrap(bits, [10.0] * self.items), bootstrap([max(bits)], [10.0])
        facts = {"bits_per_byte": mean.facts(), "most": most.facts(), "loss": self.slope}
        Metrics.write(context.directory, facts)
        context.record(**facts)
        return Evaluation(context.directory)


@dataclass(frozen=True, kw_only=True)
class Tell(Stage[Artifact]):
    measures: tuple[Measure, ...]

    def run(self, context: Context) -> Artifact:
        values = [context.load(each).values()["bits_per_byte"] for each in self.measures]
        cells = tuple(
            Cell(v["value"], v["low"], v["high"], v["of"], (v["value"],), Basis.ITEMS)
            for v in values
        )
        column = Column("test", "bits_per_byte", "value", False, cells, (None,) * len(cells))
        names = tuple(each.name for each in self.measures)
        table = ResultTable("small", names, (column,))
        RunResults("title", "command", (table,)).write(context.directory)
        return Artifact(context.directory)


def recipe(*, last: int = 10, slope: float = 0.5, items: int = 20, label: str = "measure") -> Tell:
    words = Words(last=last, label="words")
    return Tell(
        measures=(Measure(words=words, slope=slope, items=items, label=label),), label="told"
    )


Make = Callable[[Stage[Artifact], str], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Run a target and record the run under a name; gives its folder."""

    def call(target: Stage[Artifact], name: str) -> Path:
        out = tmp_path / "runs"
        runner = Runner(open_store(out), progress=Progress(io.StringIO()))
        runner.run(target)
        graph = Graph.of(target)
        places = {s.name: runner.store.place(s, graph.fingerprints[s]) for s in graph.stages}
        RunRecord(
            recipe="recipe",
            values=(),
            stages={stage: str(place.relative_to(out)) for stage, place in places.items()},
            target=target.name,
        ).write(out / name)
        return out / name

    return call
