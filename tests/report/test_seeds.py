"""Intervals over seeds that hardly differ."""

from __future__ import annotations

import pytest

from hornbook.report.seeds import student, welch

ALMOST = [0.3, 0.3 + 1e-16, 0.3 + 5e-17]


def test_equal_seeds_have_an_interval_of_nothing_and_warn_of_nothing() -> None:
    assert student([5.0, 5.0, 5.0]) == (5.0, 5.0)
    assert student(ALMOST) == pytest.approx((0.3, 0.3))


def test_equal_seeds_can_be_held_against_others() -> None:
    found = welch([1.0, 1.0], [1.0, 0.9])
    assert found.p_value == pytest.approx(0.5)
    assert found.low is not None and found.low < 0
