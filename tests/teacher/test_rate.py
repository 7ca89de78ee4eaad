from bisect import bisect_left

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.teacher.rate import Rate


def leave(rate: Rate, amounts: list[float]) -> list[float]:
    """When each of the amounts leaves, taken as soon as it may."""
    now, times = 0.0, []
    for amount in amounts:
        while (wait := rate.wait(amount, now)) > 0:
            now += wait
        rate.take(amount)
        times.append(now)
    return times


@settings(deadline=None)
@given(st.integers(1, 600))
def test_no_minute_sees_more_than_the_limit(limit: int) -> None:
    times = leave(Rate(limit), [1.0] * (3 * limit))
    for first, time in enumerate(times):
        assert bisect_left(times, time + 60, first) - first <= limit


@pytest.mark.parametrize("limit", [60, 1000, 100_000])
def test_nearly_all_of_the_limit_is_used(limit: int) -> None:
    times = leave(Rate(limit), [1.0] * (2 * limit))
    assert times[-1] < 130


def test_something_bigger_than_the_bucket_passes_and_is_worked_off() -> None:
    times = leave(Rate(600), [300.0, 1.0])
    assert times[0] == 0.0
    assert times[1] > 25


def test_what_is_given_back_may_leave_at_once() -> None:
    rate = Rate(600)
    assert rate.wait(20, 0.0) == 0.0
    rate.take(20)
    assert rate.wait(10, 0.0) > 0.0
    rate.take(-15)
    assert rate.wait(10, 0.0) == 0.0


def test_no_limit_holds_up_nothing() -> None:
    assert leave(Rate(None), [1e9] * 10) == [0.0] * 10


def test_a_clock_that_stands_still_or_an_idle_hour_saves_up_nothing() -> None:
    rate = Rate(60)
    rate.wait(1, 0.0)
    rate.take(2)
    assert rate.wait(2, 3600.0) == 0.0
    rate.take(2)
    assert rate.wait(1, 3600.0) > 0.0
