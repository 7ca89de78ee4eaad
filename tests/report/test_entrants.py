"""Tables over seeds: means, intervals that count seeds and items, paired differences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from hornbook.errors import HornbookError
from hornbook.evaluate.estimate import wilson
from hornbook.evaluate.evaluation import Evaluation
from hornbook.model.checkpoint import Checkpoint
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.dataset import Dataset
from hornbook.report.entrants import result_table
from hornbook.report.item_scores import item_scores
from hornbook.report.measure_kinds import kind_of
from hornbook.report.result_table import Basis, ResultTable
from hornbook.report.results import Trained
from hornbook.report.results_file import RunResults


def exam(folder: Path, passed: list[bool], names: list[str] | None = None) -> Evaluation:
    """An evaluation of one sample a problem."""
    folder.mkdir(parents=True)
    named = names or [f"p{number}" for number in range(len(passed))]
    outcomes = ["passed" if each else "failed" for each in passed]
    Dataset.write(folder, completions=pa.table({"problem": named, "outcome": outcomes}))
    Metrics.write(folder, {"pass@1": wilson(sum(passed), len(passed)).facts(), "samples": 1})
    return Evaluation(folder)


def opaque(folder: Path, value: float) -> Evaluation:
    """An evaluation whose rows don't say what each item gave."""
    folder.mkdir(parents=True)
    Metrics.write(folder, {"pass@1": {"value": value, "low": 0.0, "high": 1.0, "of": 40}})
    return Evaluation(folder)


def trained(title: str, *evaluations: Evaluation) -> list[Trained]:
    """One model a seed, each with one test."""
    nowhere = Checkpoint(Path())
    return [Trained(nowhere, ((title, evaluation),)) for evaluation in evaluations]


def draws(seed: int, share: float, items: int = 150) -> list[bool]:
    found: list[bool] = (np.random.default_rng(seed).random(items) < share).tolist()
    return found


@pytest.fixture
def table(tmp_path: Path) -> ResultTable:
    plain = [exam(tmp_path / f"a{seed}", draws(seed, 0.2)) for seed in range(3)]
    taught = [exam(tmp_path / f"b{seed}", draws(9 + seed, 0.5)) for seed in range(3)]
    return result_table(
        "In small", [("raw", trained("T", *plain)), ("taught", trained("T", *taught))], "Equal."
    )


def test_the_mean_over_seeds_with_an_interval_over_seeds_and_items(table: ResultTable) -> None:
    cell = table.column("T", "pass@1").cells[0]
    assert cell is not None
    assert cell.basis is Basis.BOTH
    assert cell.seeds == tuple(sum(draws(seed, 0.2)) / 150 for seed in range(3))
    assert cell.value == pytest.approx(sum(cell.seeds) / 3)
    assert cell.low is not None
    assert cell.high is not None
    assert 0.1 < cell.low < cell.value < cell.high < 0.3
    assert cell.of == 150


def test_neighbours_are_compared_on_the_same_items(table: ResultTable) -> None:
    first, change = table.column("T", "pass@1").differences
    assert first is None
    assert change is not None
    assert change.value == pytest.approx(0.3, abs=0.08)
    assert change.low is not None
    assert change.low > 0.1
    assert change.p_value is not None
    assert change.p_value < 0.001
    assert change.higher is not None
    assert change.lower is not None
    assert change.higher > change.lower
    assert change.higher + change.lower <= 150


def test_seeds_that_differ_widen_the_interval(tmp_path: Path) -> None:
    def width(name: str, shares: tuple[float, ...]) -> float:
        exams = [
            exam(tmp_path / f"{name}{seed}", draws(seed, share))
            for seed, share in enumerate(shares)
        ]
        cell = result_table("t", [("x", trained("T", *exams))]).columns[0].cells[0]
        assert cell is not None
        assert cell.low is not None
        assert cell.high is not None
        return cell.high - cell.low

    assert width("apart", (0.1, 0.4, 0.7)) > 2 * width("close", (0.4, 0.4, 0.4))


def test_one_seed_has_the_test_s_own_interval_and_the_sign_test(tmp_path: Path) -> None:
    ours, theirs = [True] * 10 + [False] * 30, [True] * 20 + [False] * 20
    one, other = exam(tmp_path / "a", ours), exam(tmp_path / "b", theirs)
    table = result_table("t", [("x", trained("T", one)), ("y", trained("T", other))])
    cell, change = table.columns[0].cells[0], table.columns[0].differences[1]
    assert cell is not None
    assert change is not None
    assert (cell.low, cell.high) == (wilson(10, 40).low, wilson(10, 40).high)
    assert cell.basis is change.basis is Basis.ITEMS
    assert change.p_value == pytest.approx(2 / 2**10)
    assert (change.higher, change.lower) == (10, 0)


def test_nothing_solved_by_any_seed_is_not_certainly_nothing(tmp_path: Path) -> None:
    exams = [exam(tmp_path / str(seed), [False] * 164) for seed in range(2)]
    models = trained("T", *exams)
    table = result_table("t", [("x", models), ("y", models)])
    cell, change = table.columns[0].cells[0], table.columns[0].differences[1]
    assert cell is not None
    assert change is not None
    assert cell.low == 0.0
    assert cell.high == wilson(0, 164).high
    assert (change.value, change.p_value) == (0.0, 1.0)


def test_without_items_the_seeds_alone_count(tmp_path: Path) -> None:
    low = trained("T", *(opaque(tmp_path / f"a{n}", n / 10) for n in (1, 2, 3)))
    high = trained("T", *(opaque(tmp_path / f"b{n}", n / 10) for n in (6, 7, 8)))
    single = trained("T", opaque(tmp_path / "c", 0.9))
    column = result_table("t", [("x", low), ("y", high), ("z", single)]).columns[0]
    cells, differences = column.cells, column.differences
    assert cells[0] is not None
    assert cells[0].basis is Basis.SEEDS
    assert cells[0].low == 0.0  # Student's interval ends below: a share can't
    assert cells[0].high == pytest.approx(0.2 + 4.3027 * 0.1 / 3**0.5, abs=1e-4)
    assert differences[1] is not None
    assert differences[1].p_value == pytest.approx(0.0036, abs=1e-4)
    assert differences[2] is not None
    assert differences[2].p_value is None


def test_other_items_are_not_compared(tmp_path: Path) -> None:
    one = exam(tmp_path / "a", [True, False])
    other = exam(tmp_path / "b", [True, False], ["q0", "q1"])
    table = result_table("t", [("x", trained("T", one)), ("y", trained("T", other))])
    assert table.columns[0].differences == (None, None)


def test_what_an_entrant_lacks_is_none(tmp_path: Path) -> None:
    one = exam(tmp_path / "a", [True, False])
    table = result_table("t", [("x", trained("T", one)), ("y", trained("U", one))])
    assert [column.name for column in table.columns] == ["T, pass@1", "U, pass@1"]
    assert table.columns[0].cells[1] is None
    assert table.columns[1].cells[0] is None
    with pytest.raises(HornbookError, match="has no column “T, pass@2”; it has: T, pass@1; U"):
        table.column("T", "pass@2")


def test_the_same_again(table: ResultTable, tmp_path: Path) -> None:
    models = [
        (name, trained("T", *(Evaluation(tmp_path / f"{letter}{seed}") for seed in range(3))))
        for name, letter in (("raw", "a"), ("taught", "b"))
    ]
    assert result_table("In small", models, "Equal.") == table


@pytest.mark.parametrize(
    ("key", "rows", "value", "expected"),
    [
        ("bits_per_byte", {"bits": [8.0, 2.0], "bytes": [4, 1]}, 2.0, {"a": (8, 4), "b": (2, 1)}),
        ("grade", {"grade": [7, 10]}, 85.0, {"a": (70, 1), "b": (100, 1)}),
        ("grammar_grade", {"grammar_grade": [7, None]}, 7.0, {"a": (7, 1)}),
        ("pass@1", {"correct": [True, False]}, 0.5, {"a": (1, 1), "b": (0, 1)}),
        ("all_bits", {"passed": [8.0, 2.0], "of": [4, 2], "similar": [True, False]}, 1.5,
         {"a": (2, 1), "b": (1, 1)}),
        ("accuracy", {"outcome": ["passed", "unread"]}, 0.5, {"a": (1, 1), "b": (0, 1)}),
        ("logic", {"outcome": ["passed", "failed"], "family": ["logic", "x"]}, 1.0, {"a": (1, 1)}),
        ("fail", {"verdict": ["fail", None]}, 1.0, {"a": (1, 1)}),
        ("preference", {"verdict": ["equal", "unread"]}, 0.5, {"a": (0.5, 1)}),
        ("similar", {"passed": [1.0, 0.0], "of": [2.0, 1.0], "similar": [True, False]}, 0.5,
         {"a": (0.5, 1)}),
        ("other_bits", {"passed": [8.0, 3.0], "of": [4.0, 2.0], "similar": [True, False]}, 1.5,
         {"b": (1.5, 1)}),
        ("bits_per_byte", {"bits": [8.0, 2.0], "bytes": [4, 1]}, 2.5, None),
        ("unheard_of", {"points": [1.0, 2.0]}, 1.5, None),
    ],
)  # fmt: skip
def test_scores_are_those_that_give_the_value(
    tmp_path: Path, key: str, rows: dict[str, list[Any]], value: float, expected: Any
) -> None:
    Dataset.write(tmp_path, items=pa.table({"problem": ["a", "b"]} | rows))
    assert item_scores(Evaluation(tmp_path), key, value) == expected


def test_several_samples_a_problem(tmp_path: Path) -> None:
    rows = {"problem": ["a", "a", "b", "b"], "outcome": ["passed", "failed", "passed", "passed"]}
    Dataset.write(tmp_path, completions=pa.table(rows))
    evaluation = Evaluation(tmp_path)
    assert item_scores(evaluation, "pass@1", 0.75) == {"a": (0.5, 1), "b": (1, 1)}
    assert item_scores(evaluation, "pass@2", 1.0) == {"a": (1, 1), "b": (1, 1)}


def test_kinds_are_known_by_their_keys() -> None:
    assert kind_of("pass@10").unit == "share"
    assert kind_of("arc_easy").higher_is_better
    assert not kind_of("bits_per_byte").higher_is_better
    assert not kind_of("fail").higher_is_better
    assert kind_of("grade").unit == "percent"


def test_the_file_holds_all_of_it(table: ResultTable, tmp_path: Path) -> None:
    written = RunResults("A run", "hornbook run x", (table,), {"125M": {"n": 3}})
    written.write(tmp_path)
    assert RunResults.read(tmp_path) == written


def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        HornbookError, match=r"has no results\.json; write it with: hornbook report"
    ):
        RunResults.read(tmp_path)
    path = tmp_path / "results.json"
    path.write_text(json.dumps({"format": 99}))
    with pytest.raises(HornbookError, match="of format 99"):
        RunResults.read(tmp_path)
    for damaged in ("{", "[]", '{"format": 1}'):
        path.write_text(damaged)
        with pytest.raises(HornbookError, match="damaged"):
            RunResults.read(tmp_path)
