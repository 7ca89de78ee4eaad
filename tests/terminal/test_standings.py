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
