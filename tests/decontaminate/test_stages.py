"""The stage: both splits whole, evidence on record, every row judged, bad input in one sentence."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hornbook import benchmark
from hornbook.benchmark.problem import Problem
from hornbook.corpus.document import document_id, document_schema
from hornbook.decontaminate.detectors import Ngrams
from hornbook.decontaminate.stages import Decontaminate
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store

PROBLEMS = tuple(
    Problem(
        id=f"Toy/{number}",
        prompt=f'def {name}_words(text):\n    """Give the {name} word of the text after all white '
        'space at both of its ends was taken away from it."""\n',
        solution=f"    return {name}(text.strip().split())\n",
        tests="def check(candidate):\n    pass\n",
        entry_point=f"{name}_words",
    )
    for number, name in enumerate(["first", "last", "longest"])
)


@dataclass(frozen=True, kw_only=True)
class Rows(Stage[Dataset]):
    """Three clean rows for each of ``texts``, which lie in between, with a column of their own."""

    texts: tuple[str | None, ...]
    column: str = "topic"

    def run(self, context: Context) -> Dataset:
        schema = document_schema(pa.field(self.column, pa.string()))
        schema = schema.set(1, pa.field("text", pa.string()))
        with DatasetWriter(context.directory, documents=schema) as writer:
            for number, text in enumerate(self._all()):
                writer.add(
                    "documents",
                    {
                        "id": document_id(f"{number}"),
                        "text": text,
                        "source": "test",
                        "parents": ["p"],
                        "stage": "rows",
                        self.column: f"row {number}",
                    },
                )
        return Dataset(context.directory)

    def _all(self) -> list[str | None]:
        clean = [f"clean line {number} of the file\n" * 3 for number in range(3)]
        return [text for planted in self.texts for text in (*clean, planted)]


@pytest.fixture(autouse=True)
def toy_benchmark(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str, folder: Path | None = None) -> tuple[Problem, ...]:
        if name == "empty":
            return ()
        if name != "toy":
            raise HornbookError(f"unknown benchmark {name!r}; choose one of: toy")
        return PROBLEMS

    monkeypatch.setattr(benchmark, "load", load, raising=False)


def run(stage: Decontaminate, root: Path) -> tuple[Dataset, dict[str, Any]]:
    runner = Runner(open_store(root), progress=Progress(quiet=True))
    graph = runner.run(stage).graph
    return runner.open(stage), runner.manifest(stage, graph).facts


def stage_of(*texts: str | None, **fields: Any) -> Decontaminate:
    source = Split(Rows(texts=texts), "documents")
    values: dict[str, Any] = {"source": source, "benchmarks": ("toy",)} | fields
    return Decontaminate(**values)


LEAK = f"import re\n\n{PROBLEMS[1].prompt}{PROBLEMS[1].solution}"


def test_rows_are_separated_with_all_their_columns(tmp_path: Path) -> None:
    stage = stage_of(LEAK, "fine", PROBLEMS[0].prompt.upper())
    made, facts = run(stage, tmp_path)
    kept, out = list(made.rows("kept")), list(made.rows("contaminated"))
    assert [row["topic"] for row in kept] == [f"row {n}" for n in range(12) if n not in (3, 11)]
    assert [row["topic"] for row in out] == ["row 3", "row 11"]
    assert out[0]["text"] == LEAK
    assert out[0]["parents"] == ["p"]
    assert out[0]["matched"] == "Toy/1"
    assert out[0]["evidence"].startswith("def last words text give the last word")
    assert out[0]["matched_words"] == len(out[0]["evidence"].split())
    assert out[0]["reason"] == f"shares {out[0]['matched_words']} words in a row with Toy/1"
    assert set(out[0]["also_matched"]) == {"Toy/0", "Toy/2"}
    assert out[1]["matched"] == "Toy/0"
    assert facts["contaminated_rows"] == 2
    assert facts["problems"] == 3
    assert facts["self_test"]["recall"]["item"] == facts["self_test"]["recall"]["prompt"] == 1.0


def test_the_schema_of_the_source_is_kept(tmp_path: Path) -> None:
    stage = stage_of(LEAK)
    made, _ = run(stage, tmp_path)
    source = Runner(open_store(tmp_path)).open(stage.source.stage)
    assert made.table("kept").schema == source.table("documents").schema


def test_bytes_do_not_depend_on_the_run(tmp_path: Path) -> None:
    stage = stage_of(*[LEAK, "fine", None] * 40)
    digests = []
    for folder in ("one", "two"):
        runner = Runner(open_store(tmp_path / folder), progress=Progress(quiet=True))
        graph = runner.run(stage).graph
        files = runner.manifest(stage, graph).files
        digests.append({name: record.sha256 for name, record in files.items()})
    assert digests[0] == digests[1]


def test_evidence_that_hits_many_rows_is_reported(tmp_path: Path) -> None:
    _, facts = run(stage_of(*[LEAK] * 6), tmp_path)
    assert [(entry["item"], entry["rows"]) for entry in facts["boilerplate"]] == [("Toy/1", 6)]
    assert facts["most_hit"]["Toy/1"] == 6


@pytest.mark.parametrize("texts", [(), (None,), (LEAK,)])
def test_few_rows_or_none(texts: tuple[str | None, ...], tmp_path: Path) -> None:
    made, facts = run(stage_of(*texts), tmp_path)
    assert made.counts() == {
        "kept": 3 * len(texts) + texts.count(None),
        "contaminated": texts.count(LEAK),
    }
    assert facts["self_test"]["recall"]["item"] == 1.0


def test_the_benchmarks_are_part_of_the_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = stage_of(LEAK)
    before = Graph.of(stage).fingerprints[stage]
    monkeypatch.setattr(benchmark, "load", lambda name: PROBLEMS[:2])
    assert Graph.of(stage).fingerprints[stage] != before


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        (stage_of("x", benchmarks=("nope",)), "unknown benchmark 'nope'"),
        (stage_of("x", benchmarks=()), "no benchmark to decontaminate against"),
        (stage_of("x", benchmarks=("empty",)), "'empty' has no problems"),
        (stage_of("x", detectors=()), "has no detector"),
        (stage_of("x", column="body"), "split 'documents' of rows has no column 'body'"),
        (stage_of("x", source=Split(Rows(texts=()), "nope")), "no split 'nope'"),
        (
            stage_of("x", source=Split(Rows(texts=("x",), column="reason"), "documents")),
            "already has the column 'reason'",
        ),
    ],
)
def test_bad_input_is_told_in_one_sentence(
    stage: Decontaminate, message: str, tmp_path: Path
) -> None:
    with pytest.raises(HornbookError, match=message):
        run(stage, tmp_path)


def test_a_variant_is_a_replaced_field(tmp_path: Path) -> None:
    stage = stage_of("give the last word of the text after all")
    assert run(stage, tmp_path)[0].counts()["contaminated"] == 0
    assert (
        run(replace(stage, detectors=(Ngrams(length=8),)), tmp_path)[0].counts()["contaminated"]
        == 1
    )
