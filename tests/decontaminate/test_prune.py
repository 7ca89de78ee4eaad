"""Pruning and splitting come from one comparison and agree with it at every rate."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hornbook import benchmark
from hornbook.corpus.document import document_id, document_schema
from hornbook.decontaminate.prune import CompareWithBenchmark, Prune, SplitBenchmark, prune_at
from hornbook.embed.lexical import LexicalEmbedder
from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.similarity.trees import program_tokens

PROBLEMS = benchmark.load("humaneval")
WHOLE = PROBLEMS[0].prompt + PROBLEMS[0].solution
NEAR = WHOLE.replace("if idx != idx2:", "if idx:")
CLEAN = "def other(x):\n    with open(x) as file:\n        yield from file\n"


@dataclass(frozen=True, kw_only=True)
class Rows(Stage[Dataset]):
    texts: tuple[str, ...]
    extra: str = "topic"

    def run(self, context: Context) -> Dataset:
        schema = document_schema(pa.field(self.extra, pa.string()))
        with DatasetWriter(context.directory, documents=schema) as writer:
            for text in self.texts:
                writer.add(
                    "documents",
                    {
                        "id": document_id(text),  # equal texts share an id
                        "text": text,
                        "source": "test",
                        "parents": [],
                        "stage": "rows",
                    },
                )
        return Dataset(context.directory)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    yield Runner(open_store(tmp_path_factory.mktemp("store")), progress=Progress(quiet=True))


def rows_of(runner: Runner, stage: Stage[Dataset], split: str) -> list[dict[str, Any]]:
    runner.run(stage)
    return list(runner.open(stage).rows(split))


def compare(*texts: str, **fields: Any) -> CompareWithBenchmark:
    return CompareWithBenchmark(source=Split(Rows(texts=texts), "documents"), **fields)


def at(comparison: CompareWithBenchmark, rate: float, distance: float | None = None) -> Prune:
    return Prune(source=comparison.source, comparison=comparison, rate=rate, distance=distance)


def test_every_rate_prunes_its_rows(runner: Runner) -> None:
    comparison = compare(CLEAN, WHOLE, NEAR, "no program {")
    strict, loose = at(comparison, 1.0), at(comparison, 0.8)
    assert [row["text"] for row in rows_of(runner, strict, "kept")] == [CLEAN, NEAR, "no program {"]
    assert [row["text"] for row in rows_of(runner, loose, "kept")] == [CLEAN, "no program {"]
    exact, near = rows_of(runner, loose, "pruned")
    assert (exact["matched"], exact["match_rate"]) == ("HumanEval/0", 1.0)
    assert (near["matched"], near["distance"]) == ("HumanEval/0", None)
    assert 0.8 < near["match_rate"] < 1
    assert near["reason"] == f"has {near['match_rate']:.0%} of the syntax tree of HumanEval/0"
    facts = runner.manifest(comparison, Graph.of(comparison)).facts
    assert facts["rows_unread"] == 1


def test_rows_that_share_an_id_are_judged_alone(runner: Runner) -> None:
    pruned = rows_of(runner, at(compare(WHOLE, CLEAN, WHOLE), 0.9), "pruned")
    assert [row["text"] for row in pruned] == [WHOLE, WHOLE]


def test_a_row_is_pruned_for_the_problem_it_is_closest_to(runner: Runner) -> None:
    comparison = compare(WHOLE, floor=0.3)
    pairs = rows_of(runner, comparison, "pairs")
    assert len(pairs) > 1
    (row,) = rows_of(runner, at(comparison, 0.3), "pruned")
    assert (row["matched"], row["match_rate"]) == ("HumanEval/0", 1.0)


def test_the_benchmark_is_split_with_its_closest_rows(runner: Runner) -> None:
    comparison = compare(CLEAN, NEAR, WHOLE)
    ((_, split),) = prune_at(comparison, (0.95,))
    similar, other = rows_of(runner, split, "similar"), rows_of(runner, split, "other")
    assert len(similar) + len(other) == len(PROBLEMS)
    closest = next(row for row in similar if row["item"] == "HumanEval/0")
    assert (closest["row"], closest["id"], closest["match_rate"]) == (2, document_id(WHOLE), 1.0)
    assert all(row["row"] is None or row["match_rate"] < 0.95 for row in other)
    assert {row["item"] for row in similar + other} == {problem.id for problem in PROBLEMS}


def test_distances_are_of_the_pairs_and_spare_far_rows(runner: Runner) -> None:
    far = f"def product(p, q):\n{PROBLEMS[53].solution}"
    comparison = compare(WHOLE, far, embedder=LexicalEmbedder(dimensions=256))
    assert program_tokens(far) is not None
    pairs = rows_of(runner, comparison, "pairs")
    same = next(pair for pair in pairs if pair["row"] == 0 and pair["item"] == "HumanEval/0")
    assert same["distance"] < 0.7  # the row's snippet is its function, without the import
    add = next(pair for pair in pairs if pair["row"] == 1 and pair["item"] == "HumanEval/53")
    assert add["match_rate"] == 1.0
    between = (same["distance"] + add["distance"]) / 2
    assert same["distance"] < between < add["distance"]
    assert len(rows_of(runner, at(comparison, 0.8), "pruned")) == 2
    assert [r["text"] for r in rows_of(runner, at(comparison, 0.8, between), "pruned")] == [WHOLE]
    split = SplitBenchmark(comparison=comparison, rate=0.8, distance=between)
    assert "HumanEval/53" not in {row["item"] for row in rows_of(runner, split, "similar")}
    other = {row["item"]: row for row in rows_of(runner, split, "other")}
    assert other["HumanEval/53"]["match_rate"] == 1.0


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        (at(compare(CLEAN), 0.7), "below the comparison's floor of 0.8; lower the floor"),
        (at(compare(CLEAN), 0.9, 0.5), "has no distances"),
        (
            replace(at(compare(CLEAN), 0.9), source=Split(Rows(texts=("x",)), "documents")),
            "other rows",
        ),
        (compare(CLEAN, column="body"), "no column 'body'"),
        (compare(CLEAN, benchmarks=()), "no benchmark"),
        (compare(CLEAN, floor=1.5), "match rate of 1.5"),
        (
            at(
                CompareWithBenchmark(
                    source=Split(Rows(texts=(CLEAN,), extra="reason"), "documents")
                ),
                0.9,
            ),
            "already have the column 'reason'",
        ),
    ],
)
def test_bad_input_is_told_in_one_sentence(
    stage: Stage[Artifact], message: str, runner: Runner
) -> None:
    with pytest.raises(HornbookError, match=message):
        runner.run(stage)


def test_bytes_do_not_depend_on_the_run(tmp_path: Path) -> None:
    stage = at(compare(*[WHOLE, CLEAN, NEAR] * 5), 0.9)
    digests = []
    for folder in ("one", "two"):
        runner = Runner(open_store(tmp_path / folder), progress=Progress(quiet=True))
        files = runner.manifest(stage, runner.run(stage).graph).files
        digests.append({name: record.sha256 for name, record in files.items()})
    assert digests[0] == digests[1]
