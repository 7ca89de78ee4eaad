"""The first sentence of the page."""

from __future__ import annotations

import pytest

from hornbook.report.headline import headline
from hornbook.report.view import Spend


@pytest.mark.parametrize(
    ("cost", "paid"),
    [(0.0, "for $0.00"), (2.5, "for $2.50"), (None, "at a price that nobody gave")],
)
def test_it_says_what_a_teacher_was_paid_if_anybody_knows(cost: float | None, paid: str) -> None:
    spends = (Spend("sections", "t", 1, 0, 100, 300, cost),)
    assert headline(None, (), (), spends) == (
        f"The run was made just now with 400 tokens of a teacher {paid}."
    )
