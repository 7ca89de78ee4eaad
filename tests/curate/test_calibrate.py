from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.curate.calibrate import (
    METHODS,
    calibrate,
    cross_calibrated,
    expected_calibration_error,
    reliability,
    threshold_for_precision,
    wilson,
)

RANDOM = np.random.default_rng(0)
PREDICTED = RANDOM.uniform(0, 5, 4000)
TRUE_CHANCE = 1 / (1 + np.exp(-3 * (PREDICTED - 3)))
GOOD = RANDOM.uniform(size=4000) < TRUE_CHANCE
FOLD = np.arange(4000) % 5


@pytest.mark.parametrize("method", METHODS)
def test_chances_are_found_again(method: str) -> None:
    chances = cross_calibrated(PREDICTED, GOOD, FOLD, method)
    assert np.abs(chances - TRUE_CHANCE).mean() < 0.02
    assert expected_calibration_error(reliability(chances, GOOD)) < 0.03


def test_a_fold_is_calibrated_by_the_others() -> None:
    good = GOOD.copy()
    good[FOLD == 0] = ~good[FOLD == 0]
    before, after = (cross_calibrated(PREDICTED, flags, FOLD)[FOLD == 0] for flags in (GOOD, good))
    assert np.array_equal(before, after)


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 5), st.booleans()), min_size=3, max_size=40))
def test_chances_rise_with_the_score(method: str, rows: list[tuple[float, bool]]) -> None:
    predicted = np.array([value for value, _ in rows])
    curve = calibrate(predicted, np.array([good for _, good in rows]), method)
    chances = curve(np.linspace(0, 5, 30))
    assert ((chances >= 0) & (chances <= 1)).all()
    falls = np.diff(chances) < -1e-9
    assert not falls.any() or method == "sigmoid"  # a few rows may say that worse is better


def test_what_was_promised_is_counted_once() -> None:
    curve = reliability(TRUE_CHANCE, GOOD)
    assert sum(point["count"] for point in curve) == 4000
    assert all(abs(point["predicted"] - point["observed"]) < 0.1 for point in curve)


def rows_of(predicted: list[float], scores: list[int]) -> list[dict[str, float]]:
    return [{"predicted": p, "score": s} for p, s in zip(predicted, scores, strict=True)]


def test_the_threshold_is_the_lowest_that_is_precise() -> None:
    # From the top: 12 good, then good and poor by turns.
    scores = [4] * 12 + [1, 4] * 6 + [1] * 20
    rows = rows_of([5 - n / 10 for n in range(len(scores))], scores)
    found = threshold_for_precision(rows, 0.8, 3)
    assert found is not None
    chosen = [row for row in rows if row["predicted"] >= found["threshold"]]
    good = sum(row["score"] >= 3 for row in chosen)
    assert good / len(chosen) >= 0.8 and found["chosen"] == len(chosen)
    assert found["recall"] == pytest.approx(good / 18, abs=1e-4)
    assert found["low"] < found["precision"] < found["high"]
    assert threshold_for_precision(rows, 1.0, 3) is not None
    assert threshold_for_precision(rows_of([1.0] * 30, [1] * 30), 0.5, 3) is None


def test_equal_predictions_are_chosen_together() -> None:
    found = threshold_for_precision(rows_of([3.0] * 20, [4] * 12 + [1] * 8), 0.7, 3)
    assert found is None


def test_wilson_is_the_interval_of_the_books() -> None:
    low, high = wilson(8, 10)
    assert low == pytest.approx(0.4902, abs=1e-3) and high == pytest.approx(0.9433, abs=1e-3)
