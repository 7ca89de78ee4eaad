"""Who may pass when, and what it costs."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.teacher import Answer, Budget, chat
from hornbook.teacher import gate as gate_module
from hornbook.teacher.budget import BudgetSpent, Purse
from hornbook.teacher.gate import Gate, Permit
from hornbook.teacher.load import Load
from hornbook.teacher.rate import Rate
from hornbook.teacher.usage import FREE
from hornbook.teacher.window import Window


def gate(limit: int = 2, budget: int | None = None, tokens: float | None = None) -> Gate:
    return Gate(
        window=Window(ceiling=limit, limit=limit),
        requests=Rate(None),
        tokens=None if tokens is None else Rate(tokens),
        purse=None if budget is None else Purse(Budget(amount=budget, unit="tok")),
        price=FREE,
    )


def answer(tokens: int) -> Answer:
    body: dict[str, Any] = {
        "choices": [{"text": ""}],
        "usage": {"prompt_tokens": 0, "completion_tokens": tokens},
    }
    return Answer.read(body, index=0, key="", seconds=0.1, cached=False)


async def blocked(entering: Coroutine[Any, Any, Permit]) -> bool:
    try:
        await asyncio.wait_for(entering, 0.05)
    except TimeoutError:
        return True
    return False


def test_requests_pass_in_their_order_as_others_leave() -> None:
    async def run() -> None:
        door, order = gate(limit=2), []

        async def pass_through(number: int) -> None:
            permit = await door.enter(chat("a", max_tokens=1))
            order.append(number)
            assert door.active <= 2
            await asyncio.sleep(0.001)
            door.failed(permit, billed=False)

        await asyncio.gather(*map(pass_through, range(20)))
        assert order == list(range(20)) and door.active == 0

    asyncio.run(run())


def test_who_gives_up_waiting_holds_up_nobody() -> None:
    async def run() -> None:
        door = gate(limit=1)
        permit = await door.enter(chat("a", max_tokens=1))
        assert await blocked(door.enter(chat("b", max_tokens=1)))
        door.failed(permit, billed=False)
        assert not await blocked(door.enter(chat("c", max_tokens=1)))

    asyncio.run(run())


def test_a_permit_knows_how_many_were_under_way() -> None:
    async def run() -> None:
        door = gate(limit=3)
        permits = [await door.enter(chat("a", max_tokens=1)) for _ in range(3)]
        assert [permit.active for permit in permits] == [1, 2, 3]

    asyncio.run(run())


def test_one_refusal_among_answers_waits_alone_but_all_wait_after_several() -> None:
    async def run() -> None:
        door = gate(limit=4)
        permits = [await door.enter(chat("a", max_tokens=1)) for _ in range(4)]
        door.turned_away(permits[0], 0.3, billed=False)
        door.answered(permits[1], answer(1))
        started = time.monotonic()
        another = await door.enter(chat("a", max_tokens=1))
        assert time.monotonic() - started < 0.2
        door.turned_away(permits[2], 0.3, billed=False)
        door.turned_away(permits[3], 0.3, billed=False)
        door.failed(another, billed=False)
        started = time.monotonic()
        await door.enter(chat("a", max_tokens=1))
        assert time.monotonic() - started > 0.25

    asyncio.run(run())


def test_tokens_that_were_not_used_may_be_used_by_others() -> None:
    request = chat("a", max_tokens=1000)

    async def run(used: int) -> bool:
        door = gate(limit=4, tokens=2000 + Load.likely(request).prompt)
        door.answered(await door.enter(request), answer(used))
        return await blocked(door.enter(chat("a", max_tokens=30)))

    assert asyncio.run(run(1000))
    assert not asyncio.run(run(1))


def test_a_failed_request_is_paid_only_if_it_may_be_billed() -> None:
    request = chat("a", max_tokens=100)
    most = Load.most(request).tokens

    async def run(billed: bool) -> float:
        purse = Purse(Budget(amount=most, unit="tok"))
        door = gate()
        door._purse = purse
        door.failed(await door.enter(request), billed=billed)
        assert purse.idle
        return purse.spent

    assert asyncio.run(run(billed=True)) == most
    assert asyncio.run(run(billed=False)) == 0


LEAVE = ("answered", "lost", "refused", "turned away", "cancelled")
COSTS = st.tuples(
    st.integers(0, 400), st.floats(0, 1), st.integers(0, 6), st.sampled_from(LEAVE), st.booleans()
)


def give_back(door: Gate, permit: Permit, used: int, end: str) -> int:
    """Leave in the way ``end`` says; what that costs at most."""
    if end == "answered":
        door.answered(permit, answer(used))
        return used or permit.units  # an endpoint that doesn't count is paid the most possible
    if end == "turned away":
        door.turned_away(permit, None, billed=False)
        return 0
    door.failed(permit, billed=end != "refused")
    return permit.units if end != "refused" else 0


@settings(deadline=None)
@given(st.integers(0, 2000), st.integers(1, 6), st.lists(COSTS, max_size=30))
def test_what_is_spent_and_reserved_never_exceeds_the_budget(
    total: int, limit: int, requests: list[tuple[int, float, int, str, bool]]
) -> None:
    """Two teachers of one run, several requests under way, any of which may fail in any way."""
    purse = Purse(Budget(amount=total, unit="tok"))
    spent_at_most = 0

    def check() -> None:
        assert 0 <= purse._spent and 0 <= purse._reserved
        assert purse._spent + purse._reserved <= total

    async def send(door: Gate, most: int, share: float, turns: int, end: str) -> None:
        nonlocal spent_at_most
        request = chat("", max_tokens=most)
        permit = await door.enter(request)
        check()
        assert permit.units == Load.most(request).tokens
        try:
            for _ in range(turns):
                await asyncio.sleep(0)
        except asyncio.CancelledError:
            end = "lost"
        spent_at_most += give_back(door, permit, int(permit.units * share), end)
        check()

    async def run() -> None:
        doors = gate(limit), gate(limit)
        for door in doors:
            door._purse = purse
        tasks = []
        for most, share, turns, end, second in requests:
            task = asyncio.create_task(send(doors[second], most, share, turns, end))
            if end == "cancelled":
                asyncio.get_running_loop().call_soon(task.cancel)
            tasks.append(task)
        async with asyncio.timeout(30):
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        for outcome in outcomes:
            assert outcome is None or isinstance(outcome, BudgetSpent | asyncio.CancelledError)
        assert [door.active for door in doors] == [0, 0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate_module, "_LOOK_AGAIN", 0.0)
        asyncio.run(run())
    check()
    assert purse.idle and purse.spent == spent_at_most
