"""Endpoints played on paper: a round is the time in which all that is under way is answered."""

import heapq
import random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.teacher.window import Window


def rounds(window: Window, count: int, *, capacity: int = 10**6, serial: int = 10**6) -> list[int]:
    """The limit after each round against an endpoint that holds ``capacity`` requests at a time.

    It answers ``serial`` at once in a second; more take proportionally longer.
    """
    limits, now = [], 0.0
    for _ in range(count):
        sent, sending = now, window.limit
        now += max(1.0, sending / serial)
        for number in range(sending - min(sending, capacity)):
            window.refused(sent, now, sending - number - 1)
        for _ in range(min(sending, capacity)):
            window.answered(sent, now, sending)
        now += 1e-6
        limits.append(window.limit)
    return limits


def play(window: Window, seconds: float, *, capacity: int = 10**6, serial: float = 1e6) -> int:
    """Answers in that time when there is always something to ask, one event after another.

    An answer takes half a second ± 20 %, and longer where more than ``serial`` a second are asked
    for; beyond ``capacity`` requests are turned away at once. Few of
    them must be turned away.
    """
    chance = random.Random(0)
    under_way: list[tuple[float, int, bool, float, int]] = []
    now, free, number, answers, refusals = 0.0, 0.0, 0, 0, 0
    while now < seconds:
        while len(under_way) < window.limit:
            number += 1
            free = max(free, now) + 1 / serial
            refused = len(under_way) >= capacity
            back = now + 0.001 if refused else free + chance.uniform(0.4, 0.6)
            heapq.heappush(under_way, (back, number, refused, now, len(under_way) + 1))
        now, _, refused, sent, active = heapq.heappop(under_way)
        if refused:
            refusals += 1
            window.refused(sent, now, len(under_way))
        else:
            answers += 1
            window.answered(sent, now, active)
    assert refusals <= 0.05 * answers + 100
    return answers


def test_it_loses_little_on_the_way_to_a_thousand() -> None:
    window = Window(ceiling=1024, limit=64)
    play(window, 2.5)
    assert window.limit == 1024
    assert play(Window(ceiling=1024, limit=64), 50.0) > 0.96 * 1024 * 50 / 0.5


@pytest.mark.parametrize("capacity", [10, 100, 500])
def test_it_keeps_an_endpoint_full_and_is_rarely_turned_away(capacity: int) -> None:
    answers = play(Window(ceiling=1024, limit=64), 60.0, capacity=capacity)
    assert answers > 0.96 * capacity * 60 / 0.5


@pytest.mark.parametrize("serial", [50, 200, 1000])
def test_it_doesn_t_pile_up_where_more_isn_t_answered_faster(serial: int) -> None:
    window = Window(ceiling=8192, limit=16)
    answers = play(window, 60.0, serial=serial)
    assert answers > 0.9 * serial * 60
    assert window.limit <= 4 * serial  # what is under way when it is just busy is half of that


def test_a_limit_just_above_is_reached_too() -> None:
    window = Window(ceiling=1000, limit=64)
    play(window, 10.0)
    assert window.limit == 1000


def test_it_doubles_up_to_the_ceiling() -> None:
    window = Window(ceiling=1024, limit=64)
    assert rounds(window, 5) == [128, 256, 512, 1024, 1024]


def test_it_finds_what_an_endpoint_holds_and_stays_there() -> None:
    limits = rounds(Window(ceiling=1024, limit=16), 60, capacity=100)
    assert all(95 <= limit <= 104 for limit in limits[5:])


def test_it_stops_where_more_is_answered_no_faster() -> None:
    limits = rounds(Window(ceiling=4096, limit=16), 400, serial=64)
    assert max(limits) <= 4 * 64
    assert 64 <= median(limits) < 2 * 64


def test_it_gets_over_a_slow_start() -> None:
    window = Window(ceiling=1024, limit=64)
    now = 0.0
    for latency in [0.5, 3.0, 0.5, 0.5, 5.0, 5.0, 0.5, 0.5, 0.5]:
        sent = now
        now += latency
        for _ in range(window.limit):
            window.answered(sent, now, window.limit)
        now += 1e-6
    assert window.limit == 1024


def test_after_a_storm_it_comes_back() -> None:
    window = Window(ceiling=256, limit=64)
    rounds(window, 4)
    for active in range(255, -1, -1):
        window.refused(4.0, 5.0, active)
    assert window.limit == 1
    limits = rounds_from(window, 12)
    assert limits[-1] >= 128


def rounds_from(window: Window, count: int) -> list[int]:
    limits, now = [], 10.0
    for _ in range(count):
        sent = now
        now += 1.0
        for _ in range(max(window.limit, 8)):
            window.answered(sent, now, window.limit)
        now += 1e-6
        limits.append(window.limit)
    return limits


def test_it_doesn_t_grow_for_want_of_requests() -> None:
    window = Window(ceiling=1024, limit=64)
    for number in range(1000):
        window.answered(float(number), number + 1.0, 31)
    assert window.limit == 64


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 50), st.floats(0.001, 10)), max_size=200))
def test_the_limit_stays_between_one_and_the_ceiling(
    events: list[tuple[bool, int, float]],
) -> None:
    window = Window(ceiling=40, limit=8)
    now = 0.0
    for answered, active, seconds in events:
        now += seconds
        if answered:
            window.answered(now - seconds / 2, now, active)
        else:
            window.refused(now - seconds / 2, now, active)
        assert 1 <= window.limit <= 40
