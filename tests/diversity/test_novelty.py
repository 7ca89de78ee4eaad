from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.diversity.novelty import Point, curve, fit
from hornbook.diversity.repeats import repeats

WORDS = [f"word{number}" for number in range(400)]


def text(seed: int, length: int = 60) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def found(texts: list[str], threshold: float = 0.8) -> list[bool]:
    return repeats(texts, threshold=threshold, ngram=3)


def test_a_row_repeats_an_earlier_one_that_is_much_the_same() -> None:
    one = text(1)
    nearly = one.replace(one.split()[30], "changed", 1)  # 3 of 58 n-grams differ: 55 / 61
    half = " ".join([*one.split()[:30], *text(2, 30).split()])
    assert found([one, text(3), nearly, half, one.upper()]) == [False, False, True, False, True]
    assert found([nearly, one])[0] is False
    assert found([one, nearly], threshold=0.95) == [False, False]


def test_rows_are_compared_with_those_that_stay() -> None:
    """A chain of small changes ends far from its beginning, and then counts as new."""
    chain, words = [], text(1, 100).split()
    for step in range(0, 60, 2):
        words[step] = f"new{step}"
        chain.append(" ".join(words))
    assert 1 < found(chain).count(False) < 10


@pytest.mark.parametrize("odd", ["", "   ", "x", "\ud800", "日本語の文章", "\0" * 50])
def test_odd_texts_repeat_their_equals_only(odd: str) -> None:
    assert found([text(1), odd, text(2), odd]) == [False, False, False, True]


@given(st.lists(st.integers(0, 20), min_size=1, max_size=40))
def test_copies_are_all_found_and_nothing_else(seeds: list[int]) -> None:
    expected = [seed in seeds[:place] for place, seed in enumerate(seeds)]
    assert found([text(seed) for seed in seeds]) == expected


def test_sizes_double_up_to_the_whole() -> None:
    points = curve([False] * 300)
    assert [point.rows for point in points] == [75, 150, 300]
    assert [point.rows for point in curve([False] * 5)] == [5]
    assert curve([]) == []


def test_the_margin_is_what_the_sample_before_lacks() -> None:
    points = curve([False] * 100 + [True] * 25 + [False] * 75)
    assert points[-1].novel == 175
    assert points[-1].marginal == 0.75
    assert points[-1].near_duplicate_rate == 0.125


@given(st.lists(st.booleans(), min_size=1, max_size=500))
def test_a_curve_never_falls_and_adds_up(marks: list[bool]) -> None:
    points = curve(marks)
    assert points[-1].novel == marks.count(False)
    sizes = [0, *(point.rows for point in points)]
    fresh = [p.marginal * (p.rows - before) for p, before in zip(points, sizes, strict=False)]
    assert sum(fresh) == pytest.approx(points[-1].novel)


def test_the_fit_finds_the_law_that_made_the_curve() -> None:
    points, before = [], 0
    for size in (100, 200, 400, 800):
        points.append(Point(size, 0, 2.0 * ((before + size) / 2) ** -0.3))
        before = size
    law = fit(points)
    assert law is not None
    assert law.exponent == pytest.approx(-0.3)
    assert law.novelty(1000) == pytest.approx(2.0 * 1000**-0.3)
    assert law.novelty(1) == 1.0


def test_new_rows_only_do_not_wane_and_too_few_have_no_law() -> None:
    law = fit(curve([False] * 1000))
    assert law is not None and law.exponent == 0.0 and law.novelty(1e9) == 1.0
    assert fit(curve([False] * 100)) is None
