"""Between two threads: how much is taken ahead, and in which order it comes back."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.pipeline.context import Settings
from hornbook.pipeline.stage import unhashed
from hornbook.teacher import Answer, Failure, Reply, Request, ScriptedTeacher, Teacher, chat
from hornbook.teacher.client import in_order
from hornbook.teacher.stream import Stream


def reply(index: int) -> Failure:
    return Failure(index=index, key="", reason="")


@dataclass
class Loop:
    """A stream whose loop runs in another thread, as the client's does."""

    stream: Stream
    loop: asyncio.AbstractEventLoop

    def admitted(self, count: int) -> bool:
        """Whether that many more requests may be taken now."""

        async def admit() -> None:
            for _ in range(count):
                await self.stream.admit()

        asked = asyncio.run_coroutine_threadsafe(asyncio.wait_for(admit(), 0.2), self.loop)
        try:
            asked.result()
        except TimeoutError:
            return False
        return True

    def call(self, function: Any, *arguments: Any) -> None:
        async def run() -> None:
            function(*arguments)

        asyncio.run_coroutine_threadsafe(run(), self.loop).result()


@pytest.fixture
def running() -> Iterator[Loop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield Loop(Stream(8, loop), loop)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_no_more_is_taken_than_there_is_room_until_replies_are_seen(running: Loop) -> None:
    assert running.admitted(8) and not running.admitted(1)
    for index in range(3):
        running.call(running.stream.give, reply(index))
    assert not running.admitted(1)  # given, but not seen
    replies = running.stream.replies()
    assert [next(replies).index for _ in range(3)] == [0, 1, 2]
    assert running.admitted(3) and not running.admitted(1)


def test_what_waits_for_its_next_try_makes_room_for_a_thousand_at_most(running: Loop) -> None:
    running.call(running.stream.park, 3000)
    assert running.admitted(8 + 1024) and not running.admitted(1)
    running.call(running.stream.park, -2000)
    assert not running.admitted(1)


def test_replies_end_when_all_that_was_admitted_is_answered(running: Loop) -> None:
    assert running.admitted(3)
    running.call(running.stream.give, reply(1))
    running.call(running.stream.exhaust)
    replies = running.stream.replies()
    assert next(replies).index == 1
    running.call(running.stream.give, reply(0))
    assert [left.index for left in replies] == [0]


def test_a_failed_stream_raises_after_what_was_given(running: Loop) -> None:
    assert running.admitted(2)
    running.call(running.stream.give, reply(0))
    running.call(running.stream.fail, KeyError("lost"))
    replies = running.stream.replies()
    assert next(replies).index == 0
    with pytest.raises(KeyError, match="lost"):
        next(replies)


def test_held_replies_stop_the_taking_and_start_it_again(running: Loop) -> None:
    for _ in range(1024):
        running.stream.hold(1)
    assert not running.admitted(1)
    running.stream.hold(-1)
    assert running.admitted(1)


@dataclass(frozen=True, kw_only=True)
class SlowHead(Teacher):
    """Answers everything at once, but the first request only when ``released``."""

    released: threading.Event = unhashed(threading.Event())

    @property
    def name(self) -> str:
        return "slow-head"

    @property
    def endpoint(self) -> str:
        return "nowhere"

    @asynccontextmanager
    async def connect(self, settings: Settings) -> AsyncIterator["SlowHead"]:
        yield self

    async def ask(self, request: Request) -> dict[str, Any]:
        text = request.payload["messages"][0]["content"]
        while text == "0" and not self.released.is_set():
            await asyncio.sleep(0.01)
        return {"choices": [{"text": text}]}


def test_behind_a_hung_head_a_bounded_number_waits_and_all_come_in_order(tmp_path: Path) -> None:
    taken = 0
    stalled_at: list[int] = []

    def requests() -> Iterator[Request]:
        nonlocal taken
        for number in range(10_000):
            taken = number + 1
            yield chat(str(number), max_tokens=1)

    def watch() -> None:
        before = -1
        while taken < 1024 or taken > before:
            before = taken
            time.sleep(0.5)
        stalled_at.append(taken)
        teacher.released.set()

    teacher = SlowHead(released=threading.Event())
    watcher = threading.Thread(target=watch)
    watcher.start()
    with teacher.open(tmp_path) as client:
        texts = [
            each.text for each in in_order(client.complete(requests())) if isinstance(each, Answer)
        ]
    watcher.join()
    assert texts == [str(number) for number in range(10_000)]
    assert 1024 <= stalled_at[0] <= 1024 + 3 * teacher.concurrency


def test_a_caller_who_closes_gets_no_more(tmp_path: Path) -> None:
    taken = 0

    def endless() -> Iterator[Request]:
        nonlocal taken
        while True:
            taken += 1
            yield chat(str(taken), max_tokens=1)

    with ScriptedTeacher().open(tmp_path) as client:
        replies = client.complete(endless())
        next(replies)
        replies.close()
        time.sleep(0.1)
        before = taken
        time.sleep(0.1)
        assert taken == before
        with pytest.raises(StopIteration):
            next(replies)


@given(st.permutations(range(12)))
def test_replies_are_put_in_order(order: list[int]) -> None:
    replies: Iterator[Reply] = map(reply, order)
    assert [each.index for each in in_order(replies)] == list(range(12))


def test_progress_does_not_wait_for_a_slow_one() -> None:
    told: list[str] = []
    replies = (reply(index) for index in (2, 1, 0))
    for each in in_order(replies, lambda: told.append("came")):
        told.append(str(each.index))
    assert told == ["came", "came", "came", "0", "1", "2"]
