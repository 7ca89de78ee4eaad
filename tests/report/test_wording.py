"""Numbers as people read them."""

from __future__ import annotations

import pytest

from hornbook.report import wording
from hornbook.report.view import Estimate


def plain(text: str) -> str:
    return text.replace(wording.THIN, " ")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1234, "1.2 K"),
        (2_400_000, "2.4 M"),
        (128e6, "128 M"),
        (7e9, "7.0 B"),
    ],
)
def test_short_counts(number: float, text: str) -> None:
    assert plain(wording.short_count(number)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.04, "0.0 s"),
        (9.94, "9.9 s"),
        (59.6, "1 min 00 s"),
        (185, "3 min 05 s"),
        (7800, "2 h 10 min"),
    ],
)
def test_seconds(number: float, text: str) -> None:
    assert plain(wording.seconds(number)) == text


def test_money_shows_what_cents_would_hide() -> None:
    assert wording.money(None) == "–"
    assert wording.money(0) == "$0.00"
    assert wording.money(0.0042) == "$0.0042"
    assert wording.money(1234.5) == "$1,234.50"


def test_intervals() -> None:
    assert wording.interval(Estimate(0.5)) == ""
    assert wording.interval(Estimate(0.5, 0.4, 0.6)) == "0.400–0.600"
    assert plain(wording.interval(Estimate(0.5, 0.4, 0.6), "share")) == "40.0–60.0 %"


def test_sizes() -> None:
    assert plain(wording.file_size(17)) == "17 B"
    assert plain(wording.file_size(3_140_000)) == "3.1 MB"
