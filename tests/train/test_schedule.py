from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from hornbook.errors import HornbookError
from hornbook.train.schedule import Plan, StoppedPlan, learning_rate, plan_of

PLAN = Plan(steps=10, batch=4, learning_rate=1.0, warmup=4)


def test_linear_rises_to_the_peak_and_falls_to_the_end() -> None:
    rates = [learning_rate(PLAN, step) for step in range(10)]
    assert rates[:5] == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert rates[5:] == pytest.approx([5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6])


def test_constant_stays() -> None:
    plan = replace(PLAN, schedule="constant", warmup=0)
    assert {learning_rate(plan, step) for step in range(10)} == {1.0}


def test_a_warmup_longer_than_the_training_never_divides_by_zero() -> None:
    plan = replace(PLAN, warmup=20)
    assert learning_rate(plan, 9) == 0.5


@pytest.mark.parametrize(
    "change",
    [
        {"steps": 0},
        {"batch": 0},
        {"micro_batch": 3},
        {"schedule": "cosine"},
        {"learning_rate": 0.0},
        {"dropout": 1.0},
        {"evaluate_every": 0},
    ],
)
def test_impossible_plans_are_refused(change: dict[str, int]) -> None:
    with pytest.raises(HornbookError):
        replace(PLAN, **change)  # type: ignore[arg-type]  # mypy can't follow the mapping


def test_a_stopped_training_is_the_beginning_of_a_longer_one() -> None:
    stopped = StoppedPlan(**{**asdict(PLAN), "steps": 7}, scheduled=10)
    rates = [learning_rate(stopped, step) for step in range(7)]
    assert rates == [learning_rate(PLAN, step) for step in range(7)]
    with pytest.raises(HornbookError, match="10 steps can't be stopped at 11"):
        replace(stopped, steps=11)


def test_a_plan_comes_back_from_its_fields() -> None:
    stopped = StoppedPlan(**{**asdict(PLAN), "steps": 7}, scheduled=10)
    assert plan_of(asdict(PLAN)) == PLAN and plan_of(asdict(stopped)) == stopped
