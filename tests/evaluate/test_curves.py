"""Curves over problems: which apply, their bands, and generators side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from hornbook.errors import HornbookError
from hornbook.evaluate.curves import bands, curves, methods, pools
from hornbook.evaluate.estimate import bootstrap, wilson
from hornbook.evaluate.generators import accuracy, against, by_generator

SEED = 5


def row(problem: str, correct: bool, **others: Any) -> dict[str, Any]:
    known = {"answer": "1" if correct else "2", "score": None, "temperature": None}
    return {"problem": problem, "correct": correct, "generator": "", **known, **others}


def rows(problems: int = 40, candidates: int = 6) -> list[dict[str, Any]]:
    """Random labels, answers among a few, and scores that know a little."""
    rng = np.random.default_rng(SEED)
    made = []
    for problem in range(problems):
        chance = rng.random()
        for _ in range(candidates):
            correct = bool(rng.random() < chance)
            answer = "right" if correct else f"wrong {rng.integers(3)}"
            made.append(
                row(str(problem), correct, answer=answer, score=float(rng.normal(correct * 0.8)))
            )
    return made


def test_candidates_are_pooled_by_problem() -> None:
    mixed = [row("a", True), row("b", False), row("a", False), row("b", True, temperature=0.0)]
    first, second = pools([*mixed, row("a", True, temperature=0)], "here")
    assert (first.problem, len(first.candidates), first.greedy) == ("a", 2, True)
    assert (second.problem, len(second.candidates), second.greedy) == ("b", 1, True)
    # Greedy candidates alone are what there is to choose from.
    (only,) = pools([row("a", True, temperature=0.0)], "here")
    assert (len(only.candidates), only.greedy) == (1, None)


def test_nothing_to_choose_from_is_told() -> None:
    with pytest.raises(HornbookError, match="here has no candidates"):
        pools([], "here")
    with pytest.raises(HornbookError, match="problem 'b' has a greedy candidate only"):
        pools([row("a", True, temperature=0.7), row("b", True, temperature=0.0)], "here")


def test_methods_need_scores_and_answers() -> None:
    assert methods(pools(rows(), "")) == ("mean", "verifier", "majority", "weighted", "oracle")
    assert methods(pools([row("a", True)], "")) == ("mean", "majority", "oracle")
    silent = [row("a", True, answer=None, score=1.0), row("a", False, answer=None, score=0.0)]
    assert methods(pools(silent, "")) == ("mean", "verifier", "oracle")
    assert methods(pools([*silent, row("a", True)], "")) == ("mean", "majority", "oracle")


def test_bands_lie_around_the_means_and_nothing_beats_the_oracle() -> None:
    made = curves(pools(rows(), ""), seed=1)
    assert made.smallest == made.largest == 6
    for method, band in made.bands.items():
        assert len(band) == 6
        assert [each.value for each in band] == pytest.approx(made.values[method].mean(axis=0))
        assert all(each.low <= each.value <= each.high for each in band)
        assert all(
            each.value <= best.value + 1e-9
            for each, best in zip(band, made.bands["oracle"], strict=True)
            if method != "weighted"
        )
    values = {method: band[0].value for method, band in made.bands.items()}
    assert len({round(value, 6) for value in values.values()}) == 1
    assert made.greedy is None
    assert curves(pools(rows(), ""), seed=1).bands == made.bands


def test_the_curve_ends_at_the_fewest_candidates() -> None:
    found = pools([*rows(candidates=5), row("0", True, score=0.0)], "")
    made = curves(found)
    assert (made.smallest, made.largest) == (5, 6)
    assert len(made.bands["mean"]) == 5


def test_bands_are_the_bootstrap_of_each_column() -> None:
    values = np.random.default_rng(0).random((60, 2))
    for column, band in enumerate(bands(values, seed=3)):
        alone = bootstrap(values[:, column].tolist(), [1.0] * 60, seed=4)
        assert band.value == pytest.approx(alone.value)
        assert band.low == pytest.approx(alone.low, abs=0.01)
        assert band.high == pytest.approx(alone.high, abs=0.01)


def test_greedy_stands_beside_the_curves() -> None:
    greedy = [row(str(problem), problem < 10, temperature=0.0) for problem in range(40)]
    made = curves(pools([*rows(), *greedy], ""))
    assert made.greedy is not None
    assert made.greedy.value == 0.25
    # Of the three quarters that greedy candidates get wrong.
    for method in ("majority", "oracle"):
        rid = (made.bands[method][-1].value - 0.25) / 0.75
        assert made.removed[method].value == pytest.approx(rid)
    assert "mean" not in made.removed
    assert made.smallest == 6


def test_nothing_is_removed_where_greedy_candidates_are_right() -> None:
    right = [row(str(problem), True, temperature=0.0) for problem in range(40)]
    assert curves(pools([*rows(), *right], "")).removed == {}


def test_methods_are_compared_in_pairs() -> None:
    made = curves(pools(rows(problems=200), ""), seed=1)
    compared = made.against("oracle", "mean", 6)
    expected = made.bands["oracle"][5].value - made.bands["mean"][5].value
    assert compared.difference.value == pytest.approx(expected)
    assert compared.lower == 0
    assert compared.p_value < 0.001
    same = made.against("verifier", "mean", 1)
    assert (same.equal, same.p_value) == (200, 1.0)


def test_generators_are_compared_in_pairs() -> None:
    found = by_generator(
        [row(str(n), n < 10, generator="old") for n in range(30)]
        + [row(str(n), n < 20, generator="new") for n in range(30)]
        + [row("0", True, generator="brief")]
    )
    assert accuracy(found["old"]) == wilson(10, 30)
    compared = against(found, "old")
    assert list(compared) == ["new"]
    assert (compared["new"].higher, compared["new"].lower) == (10, 0)
    assert compared["new"].difference.value == pytest.approx(1 / 3)
    with pytest.raises(HornbookError, match="no candidates are by 'best'; there are those of: b"):
        against(found, "best")


def test_several_candidates_of_a_problem_hang_together() -> None:
    found = by_generator([row(str(n // 4), n < 40) for n in range(80)])[""]
    estimate = accuracy(found)
    assert estimate.value == 0.5
    assert estimate.of == 20
