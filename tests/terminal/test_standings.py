"""Entrants over seeds in the terminal."""

from __future__ import annotations

import pytest

from hornbook.report.result_table import Basis, Cell, Column, Difference, ResultTable
from hornbook.terminal.standings import show_tables


def test_values_stand_with_intervals_and_differences(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    cells = (Cell(0.2, 0.15, 0.26, 40, (0.1, 0.3), Basis.BOTH), None)
    bits = tuple(Cell(value, None, None, 9, (value,), Basis.NONE) for value in (2.0, 1.5))
    change = Difference(-0.5, -0.6, -0.4, 0.0001, 0, 9, Basis.ITEMS)
    columns = (
        Column("HumanEval", "pass@1", "share", True, cells, (None, None)),
        Column("HumanEval", "bits_per_byte", "value", False, bits, (None, change)),
    )
    show_tables((ResultTable("Figure 1 in [small]", ("raw", "taught [x]"), columns),))
    read = " ".join(capsys.readouterr().out.replace("\u202f", " ").split())
    assert "Figure 1 in [small]" in read
    assert "pass@1 bits per byte" in read
    assert "raw 20.0 % 15.0–26.0 % 2.000" in read
    assert "taught [x] – 1.500 -0.500, p < 0.001" in read


def test_columns_that_do_not_fit_follow_below(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    cell = Cell(0.2, 0.15, 0.26, 40, (0.2,), Basis.ITEMS)
    change = Difference(0.1, 0.0, 0.2, 0.04321, 9, 1, Basis.ITEMS)
    columns = tuple(
        Column(f"test {number}", "pass@1", "share", True, (cell, cell), (None, change))
        for number in range(5)
    )
    show_tables((ResultTable("Many", ("a", "b"), columns),))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 60
    assert sum("test" in line for line in lines) == 3
    assert sum(line.count("p = 0.043") for line in lines) == 5
