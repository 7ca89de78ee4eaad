from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.diversity.bounds import Bound, check
from hornbook.diversity.sample import Extent, reservoir, sample_rows
from hornbook.diversity.stages import MeasureDiversity, RequireDiversity
from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store

Make = Callable[[Stage[Any]], Any]


@dataclass(frozen=True, kw_only=True)
class Rows(Stage[Dataset]):
    """``count`` functions, the last ``copies`` of which repeat the first."""

    count: int = 200
    copies: int = 0
    text: str | None = ""

    def run(self, context: Context) -> Dataset:
        schema = document_schema(pa.field("topic", pa.string()))
        schema = schema.set(1, pa.field("text", pa.string()))
        with DatasetWriter(context.directory, group=16, documents=schema) as writer:
            for number in range(self.count):
                own = number if number < self.count - self.copies else 0
                text = self.text if self.text != "" else function(own)
                row: dict[str, Any] = {"id": document_id(str(number)), "text": text}
                row |= {"source": "test", "parents": [], "stage": "rows"}
                row |= {"topic": f"topic {number % 4}"}
                writer.add("documents", row)
        return Dataset(context.directory)


def function(number: int) -> str:
    lines = "".join(f"    total += {number} ** {power}\n" for power in range(number % 9 + 1))
    names = " ".join(f"w{number}x{place}" for place in range(20))
    return f"import math\n\ndef f{number}(total):\n    # {names}\n{lines}    return total\n"


@pytest.fixture
def made(tmp_path: Path) -> Make:
    def make(stage: Stage[Any]) -> Any:
        runner = Runner(open_store(tmp_path), Settings(workers=1), Progress(quiet=True))
        runner.run(stage)
        return runner.open(stage)

    return make


def measuring(**fields: Any) -> MeasureDiversity:
    rows = {name: fields.pop(name) for name in ("count", "copies", "text") if name in fields}
    return MeasureDiversity(source=Split(Rows(**rows), "documents"), **fields)


def test_copies_show_in_every_measure(made: Make) -> None:
    varied, copied = (made(measuring(count=400, copies=n)).values() for n in (0, 200))
    assert varied["near_duplicate_rate"] == 0.0
    assert copied["near_duplicate_rate"] == 0.5
    assert copied["marginal_novelty"] < 0.6 < varied["marginal_novelty"]
    assert copied["projected_novelty"] < varied["projected_novelty"] == 1.0
    for name in ("distinct_1", "distinct_4", "vendi"):
        assert copied[name] < varied[name]
    for name in ("gzip_ratio", "zstd_ratio", "zstd_shared", "self_bleu"):
        assert copied[name] > varied[name]
    assert varied["topic_entropy"] == 2.0
    assert varied["shape_uniqueness"] == 9 / 400
    assert varied["imports"]["share_of_rows_with_code"] == {"math": 1.0}
    assert varied["openings"]["top"][0]["value"].startswith("import math def")
    assert varied["rows"] == varied["sampled"] == 400


def test_the_figures_depend_on_the_seed_alone(made: Make) -> None:
    small = Extent(rows=50)
    values = made(measuring(sample=small)).values()
    assert values["sampled"] == 50 and values["rows"] == 200
    assert made(measuring(sample=small, label="again")).values() == values
    assert made(measuring(sample=small, seed=1)).values() != values


def test_measures_that_say_nothing_are_left_out(made: Make) -> None:
    stage = measuring(text="Some English prose, no program.", embedder=None, topic="absent")
    values = made(stage).values()
    assert not {"vendi", "imports", "shape_uniqueness", "topics"} & values.keys()
    assert values["near_duplicate_rate"] == 199 / 200


def test_a_gate_lets_rows_through_or_stops_the_run(made: Make) -> None:
    diversity = measuring(copies=100)
    gate = RequireDiversity(
        source=diversity.source,
        diversity=diversity,
        bounds=(Bound(measure="near_duplicate_rate", most=0.6), Bound(measure="vendi", least=2)),
    )
    through = made(gate)
    assert through.table("documents").equals(made(diversity.source.stage).table("documents"))
    strict = replace(gate, bounds=(Bound(measure="near_duplicate_rate", most=0.02),))
    sentence = "measure-diversity: near_duplicate_rate is 0.5 where at most 0.02 is allowed"
    with pytest.raises(HornbookError, match=f"^{sentence}$"):
        made(strict)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("vendi>=50", "vendi is 3 where at least 50 is asked for"),
        ("near<=0.1; nonsense", "is no bound"),
        ("vendi<=many", "is no bound"),
        ("vendi<=nan", "is no bound"),
        ("novelty<=1", "'novelty' was not measured; bound one of: vendi"),
        ("curve<=1", "'curve' was not measured"),
    ],
)
def test_a_broken_bound_is_one_sentence(text: str, message: str) -> None:
    with pytest.raises(HornbookError, match=message):
        check({"vendi": 3.0, "curve": []}, [Bound.parse(text)], "x")


def test_all_broken_bounds_are_named() -> None:
    bounds = [Bound.parse("a<=1"), Bound.parse("b >= 2"), Bound.parse("a>=0")]
    with pytest.raises(HornbookError, match=r"x: a is 3 where .*; b is 1 where"):
        check({"a": 3, "b": 1}, bounds, "x")


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        (measuring(column="body"), "no column 'body'; it has: id, text"),
        (measuring(text=None), "no row has a text in 'text'"),
        (measuring(text=" "), "no row has a text"),
        (measuring(near_duplicate=0.0), "near_duplicate=0.0"),
        (measuring(ngram=0), "ngram=0"),
    ],
)
def test_bad_input_is_one_sentence(stage: Stage[Metrics], message: str, made: Make) -> None:
    with pytest.raises(HornbookError, match=message):
        made(stage)


def test_nothing_is_measured_of_a_split_without_rows(made: Make) -> None:
    assert made(measuring(count=0)).values() == {"rows": 0}


def test_a_sample_has_a_size() -> None:
    with pytest.raises(HornbookError, match="words=0: give at least 1"):
        Extent(words=0)


def test_a_sample_is_drawn_by_place(made: Make) -> None:
    dataset = made(Rows())
    drawn = sample_rows(dataset, "documents", ["id"], 70, seed=0)
    everything = [row["id"] for row in dataset.rows("documents", ["id"])]
    ids = [row["id"] for row in drawn]
    assert len(set(ids)) == 70 and set(ids) <= set(everything)
    assert ids != sorted(ids, key=everything.index)
    whole = sample_rows(dataset, "documents", ["id"], 999, seed=0)
    assert sorted(row["id"] for row in whole) == sorted(everything)


def test_a_stream_is_sampled_evenly() -> None:
    hits = [0] * 20
    for seed in range(600):
        kept, total = reservoir(({"n": n} for n in range(20)), 5, seed)
        assert len(kept) == 5 and total == 20
        for row in kept:
            hits[row["n"]] += 1
    assert min(hits) > 100 and max(hits) < 200  # 150 expected, with a spread of 11


def test_the_command_prints_writes_and_holds_to_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from hornbook.cli import main

    lines = [json.dumps({"text": function(number % 60), "topic": "a"}) for number in range(80)]
    (tmp_path / "rows.jsonl").write_text("\n".join(lines))
    out = tmp_path / "out.json"
    command = ["hornbook", "diversity", str(tmp_path / "rows.jsonl"), "-o", str(out)]
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr("sys.argv", [*command, "--require", "near_duplicate_rate<=0.5"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert not stop.value.code
    assert "near_duplicate_rate" in capsys.readouterr().out
    assert json.loads(out.read_text())["near_duplicate_rate"] == 0.25
    monkeypatch.setattr("sys.argv", [*command, "--require", "near_duplicate_rate<=0.1"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    assert "near_duplicate_rate is 0.25 where at most 0.1 is allowed" in capsys.readouterr().err
