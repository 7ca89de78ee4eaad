"""Requests under way: kept before anybody is told, and always accounted for."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from hornbook.teacher import Answer, Failure, Reply, Request, chat
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.claims import Claims
from hornbook.teacher.faults import Passing, Refused, Unusable
from hornbook.teacher.gate import Gate
from hornbook.teacher.inquiry import Inquirer, Inquiry
from hornbook.teacher.patience import Patience
from hornbook.teacher.rate import Rate
from hornbook.teacher.stream import Stream
from hornbook.teacher.usage import Usage
from hornbook.teacher.window import Window

BODY = {"choices": [{"text": "fine"}], "usage": {"prompt_tokens": 2, "completion_tokens": 1}}


class Listener(Stream):
    """Notes what it is given, and what the cache held then."""

    def __init__(self, kept: Callable[[], int]) -> None:
        super().__init__(100, asyncio.get_running_loop())
        self.kept = kept
        self.given: list[Reply] = []
        self.kept_then: list[int] = []

    def give(self, reply: Reply) -> None:
        self.given.append(reply)
        self.kept_then.append(self.kept())


class Endpoint:
    """Answers when it is let, with what ``says`` holds for each try; with ``BODY`` after that."""

    def __init__(self, *says: Exception | dict[str, Any]) -> None:
        self.says = list(says)
        self.asked = 0
        self.let = asyncio.Event()
        self.let.set()

    async def ask(self, request: Request) -> dict[str, Any]:
        self.asked += 1
        await self.let.wait()
        say = self.says.pop(0) if self.says else BODY
        if isinstance(say, Exception):
            raise say
        return say


class Scene:
    """An inquirer over an empty cache, with little patience; to be made in a running loop."""

    def __init__(
        self, cache: AnswerCache, claims: Claims, *says: Exception | dict[str, Any]
    ) -> None:
        self.cache, self.claims = cache, claims
        self.stopped: list[Exception] = []
        self.endpoint = Endpoint(*says)
        self.listener = Listener(self.kept)
        self.gate = Gate(
            window=Window(ceiling=8, limit=8),
            requests=Rate(None),
            tokens=None,
            purse=None,
            price=None,
        )
        self.inquirer = Inquirer(
            endpoint_name="e",
            gate=self.gate,
            cache=cache,
            claims=claims,
            usage=Usage(),
            patience=Patience(attempts=3, first_attempts=3, first=0.001, outage=2),
            timeout=60.0,
            stop=self.stopped.append,
        )

    def kept(self) -> int:
        """The answers that another process would find."""
        with AnswerCache(self.cache.path) as other:
            return len(other)

    async def ask(self, *prompts: str) -> None:
        for index, prompt in enumerate(prompts):
            request = chat(prompt, max_tokens=1)
            permit = await self.gate.enter(request)
            key = request.key("e")
            assert self.claims.take(key)
            inquiry = Inquiry(key=key, request=request, listeners=[(self.listener, index)])
            self.inquirer.start(self.endpoint, inquiry, permit)

    async def settle(self) -> None:
        async with asyncio.timeout(20):
            while self.inquirer._under_way and not self.stopped:
                await asyncio.sleep(0.005)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[AnswerCache]:
    with AnswerCache(tmp_path / "answers.sqlite") as cache:
        yield cache


@pytest.fixture
def claims(tmp_path: Path) -> Iterator[Claims]:
    with Claims(tmp_path / "answers.sqlite.asking") as claims:
        yield claims


def play(act: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(act())


def test_answers_of_one_turn_are_kept_together_before_anybody_is_told(
    cache: AnswerCache, claims: Claims
) -> None:
    commits: list[str] = []
    cache.database.set_trace_callback(lambda said: commits.append(said.split()[0]))

    async def act() -> None:
        scene = Scene(cache, claims)
        scene.endpoint.let.clear()
        await scene.ask("a", "b", "c")
        await asyncio.sleep(0.01)
        scene.endpoint.let.set()
        await scene.settle()
        assert scene.listener.kept_then == [3, 3, 3]
        assert [reply.index for reply in scene.listener.given] == [0, 1, 2]
        assert scene.inquirer.usage.answers == 3 and scene.gate.active == 0

    play(act)
    assert commits.count("COMMIT") == 1 and commits.count("INSERT") == 3


def test_an_answer_holds_its_permit_until_it_is_kept(
    cache: AnswerCache, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []

    async def act() -> None:
        scene = Scene(cache, claims)
        put = cache.put

        def watched(*row: Any) -> None:
            held.append(scene.gate.active)
            put(*row)

        monkeypatch.setattr(cache, "put", watched)
        await scene.ask("a", "b")
        await scene.settle()

    play(act)
    assert held == [2, 2]


def test_a_disk_that_fills_up_ends_the_run_and_keeps_no_permit(
    cache: AnswerCache, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*row: object) -> None:
        raise OSError(28, "no space left")

    async def act() -> None:
        scene = Scene(cache, claims)
        with monkeypatch.context() as patch:
            patch.setattr(cache, "put", full)
            await scene.ask("a", "b")
            await scene.settle()
        assert [str(error) for error in scene.stopped] == ["[Errno 28] no space left"]
        assert scene.gate.active == 0 and not scene.listener.given and scene.kept() == 0
        assert not scene.inquirer._under_way and not cache.database.in_transaction
        await scene.inquirer.drain(1.0)

    play(act)


def test_a_second_listener_is_told_too_and_pays_nothing(cache: AnswerCache, claims: Claims) -> None:
    async def act() -> None:
        scene = Scene(cache, claims)
        await scene.ask("a")
        key = chat("a", max_tokens=1).key("e")
        assert scene.inquirer.join(key, scene.listener, 7)
        assert not scene.inquirer.join("another", scene.listener, 8)
        await scene.settle()
        first, second = scene.listener.given
        assert isinstance(first, Answer) and isinstance(second, Answer)
        assert (first.index, first.cached, second.index, second.cached) == (0, False, 7, True)
        assert scene.endpoint.asked == 1 and scene.inquirer.usage.cached == 1

    play(act)


def test_draining_keeps_what_is_at_the_endpoint_and_gives_up_what_waits(
    cache: AnswerCache,
    claims: Claims,
) -> None:
    async def act() -> None:
        scene = Scene(cache, claims, Passing("ill", retry_after=60.0))
        await scene.ask("a")
        await asyncio.sleep(0.01)
        scene.endpoint.let.clear()
        await scene.ask("b")
        asyncio.get_running_loop().call_later(0.05, scene.endpoint.let.set)
        await asyncio.wait_for(scene.inquirer.drain(10.0), 10.0)
        assert [isinstance(reply, Answer) for reply in scene.listener.given] == [True]
        assert scene.kept() == 1 and scene.gate.active == 0 and not scene.inquirer._under_way

    play(act)


def test_what_never_comes_is_given_up_when_draining_ends(
    cache: AnswerCache, claims: Claims
) -> None:
    async def act() -> None:
        scene = Scene(cache, claims)
        scene.endpoint.let.clear()
        await scene.ask("a")
        await asyncio.sleep(0)
        await asyncio.wait_for(scene.inquirer.drain(0.05), 10.0)
        assert scene.gate.active == 0 and scene.kept() == 0 and not scene.listener.given

    play(act)


def test_tries_are_counted_with_their_reasons(cache: AnswerCache, claims: Claims) -> None:
    async def act() -> None:
        scene = Scene(cache, claims, Passing("ill"), Passing("busy", busy=True), {"choices": []})
        await scene.ask("a")
        await scene.settle()
        usage = scene.inquirer.usage
        assert (usage.requests, usage.retries, usage.answers, usage.failures) == (4, 3, 1, 0)
        assert usage.retry_reasons.total() == 3

    play(act)


def test_a_refused_request_fails_alone_and_an_unusable_endpoint_ends_the_run(
    cache: AnswerCache,
    claims: Claims,
) -> None:
    async def act() -> None:
        scene = Scene(cache, claims, Refused("too long"))
        await scene.ask("a", "b")
        await scene.settle()
        failures = [reply for reply in scene.listener.given if isinstance(reply, Failure)]
        assert [(reply.index, reply.reason) for reply in failures] == [(0, "too long")]
        assert scene.kept() == 1 and not scene.stopped
        scene.endpoint.says = [Unusable("no key")]
        await scene.ask("c")
        await scene.settle()
        assert [str(error) for error in scene.stopped] == ["no key"]
        assert scene.gate.active == 0

    play(act)


def test_a_try_that_falls_due_while_draining_isn_t_made(cache: AnswerCache, claims: Claims) -> None:
    async def act() -> None:
        scene = Scene(cache, claims, Passing("ill", retry_after=0.05))
        await scene.ask("a")
        await asyncio.sleep(0.01)
        scene.endpoint.let.clear()
        await scene.ask("b")
        asyncio.get_running_loop().call_later(0.2, scene.endpoint.let.set)
        await asyncio.wait_for(scene.inquirer.drain(10.0), 10.0)
        assert scene.endpoint.asked == 2 and scene.kept() == 1 and scene.gate.active == 0

    play(act)
