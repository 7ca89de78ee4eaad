"""Numbers as people say them."""

from __future__ import annotations

from math import inf

import pytest

from hornbook.teacher.estimate import Range
from hornbook.terminal.wording import between


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1200, 1200, "1,200"),
        (1100, 1300, "1,100–1,300"),
        (9_999_999, 9_999_999, "9,999,999"),
        (0, 281_440_000, "0–281M"),
        (1.6e9, inf, "1,600M–unlimited"),
    ],
)
def test_a_range(low: float, high: float, said: str) -> None:
    assert between(Range(low=low, high=high)) == said
