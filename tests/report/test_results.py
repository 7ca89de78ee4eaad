"""Headlines and the comparison of data sets."""

from __future__ import annotations

from hornbook.report.headline import figures, headline
from hornbook.report.result_table import Basis, Cell, Column, ResultTable
from hornbook.report.view import Estimate, Figure1, Measure, Node, Spend
from hornbook.report.wording import THIN

NODE = Node("a", "A", "f", (), (), 90.0, 1, 1)


def plain(text: str) -> str:
    return text.replace(THIN, " ")


def measure(name: str, *values: float) -> Measure:
    share = "pass@" in name
    estimates = tuple(Estimate(value) for value in values)
    return Measure(name, "share" if share else "value", share, (None,) * len(values), estimates)


def test_the_share_that_is_highest_leads() -> None:
    figure1 = Figure1(
        ("raw", "taught"),
        (
            measure("HumanEval, bits per byte", 2.3, 2.0),
            measure("HumanEval, pass@1", 0.0, 0.01),
            measure("held-out exercises, pass@1", 0.1, 0.4),
        ),
    )
    assert plain(headline(figure1, (), (NODE,), (), 1_900_000)) == (
        "Two models of 1.9 M parameters, made in 1 min 30 s of work: the one trained on “taught” "
        "solves 40.0 % of held-out exercises at the first try, the one on “raw” 10.0 %."
    )


def test_where_nothing_is_solved_the_bits_are_told() -> None:
    measures = (
        measure("HumanEval, pass@1", 0.0, 0.0),
        measure("HumanEval, bits per byte", 2.3, 2.0),
    )
    told = headline(Figure1(("raw", "taught"), measures), (), (NODE,), ())
    assert "“taught” reaches 2.000 bits per byte on HumanEval, the one on “raw” 2.300." in told


def test_several_tries_and_a_single_model() -> None:
    figure1 = Figure1(("mine",), (measure("MBPP, pass@10", 0.5),))
    told = plain(headline(figure1, (), (NODE,), ()))
    assert told.startswith("One model, made in")
    assert told.endswith("solves 50.0 % of MBPP within 10 tries.")


def test_costs_that_are_not_known_are_not_zero() -> None:
    spends = (Spend("s", "t", 1, 0, 10, 20, None), Spend("s", "t", 1, 0, 10, 20, 0.5))
    assert figures(None, (NODE,), spends)[-1].value == "–"
    assert figures(None, (NODE,), spends[1:])[-1].value == "$0.50"


def test_a_comparison_is_told_where_there_are_no_data_sets() -> None:
    def cell(*seeds: float) -> Cell:
        return Cell(sum(seeds) / len(seeds), None, None, 40, seeds, Basis.NONE)

    def column(key: str, *cells: Cell) -> Column:
        return Column("BBH", key, "share", True, cells, (None,) * len(cells))

    column_of_two = column("accuracy", cell(0.1, 0.3), cell(0.4, 0.6))
    table = ResultTable("t", ("answers", "reasons"), (column_of_two,))
    told = plain(headline(None, (), (NODE,), (), tables=(table,)))
    assert told == (
        "Made in 1 min 30 s of work: “reasons” reaches 50.0 % in BBH, accuracy, "
        "“answers” 20.0 % (means of two seeds)."
    )
    shown = figures(None, (NODE,), (), (table,))
    assert (plain(shown[0].value), plain(shown[0].note)) == ("50.0 %", "answers: 20.0 %")


def test_an_empty_run_still_has_a_headline() -> None:
    assert headline(None, (), (), ()).endswith(".")
