"""Drives many requests at once: from the cache where it can, over the endpoint where it must."""

from __future__ import annotations

import asyncio
import heapq
import queue
import random
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.faults import Fault, Passing, Refused, Unusable
from hornbook.teacher.protocol import Endpoint, Teacher
from hornbook.teacher.request import Answer, Failure, Reply, Request
from hornbook.teacher.usage import Usage

# Replies that may wait for a slow consumer, a multiple of those in flight.
_ROOM = 4


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How often a request is asked again, and how long apart.

    The waits double from ``first`` to ``longest`` seconds, each shortened by up to half at random
    so that requests which failed together don't come back together. An endpoint's own
    ``Retry-After`` comes first. An endpoint that never answered yet is given up sooner: it is
    more likely mistyped than busy.
    """

    attempts: int = 6
    first_attempts: int = 3
    first: float = 0.5
    longest: float = 30.0

    def tries(self, *, known: bool) -> int:
        """How often to ask an endpoint that has or hasn't answered anything yet."""
        return self.attempts if known else min(self.first_attempts, self.attempts)

    def wait(self, attempt: int, retry_after: float | None) -> float:
        """Seconds to wait after the try with this number, counted from 1."""
        backed_off = min(self.longest, self.first * 2.0 ** (attempt - 1)) * random.uniform(0.5, 1.0)
        return backed_off if retry_after is None else max(retry_after, backed_off)


class Client:
    """Answers requests for one teacher; made by `Teacher.open`.

    An event loop in a thread of its own keeps the requests under way while the caller works on
    the replies. Every answer is in the cache before the caller sees it, so a killed run has lost
    only what was under way.

    Attributes:
        usage: what was asked and paid for so far.
    """

    def __init__(
        self, teacher: Teacher, cache: Path, settings: Settings, patience: Patience | None = None
    ) -> None:
        self.teacher = teacher
        self.usage = Usage(price=teacher.cost)
        self._settings = settings
        self._patience = patience or Patience()
        self._cache = AnswerCache(cache)
        self._loop = asyncio.new_event_loop()
        self._resources = AsyncExitStack()
        self._connection: asyncio.Task[Endpoint] | None = None
        self._under_way: dict[str, asyncio.Task[Answer | Failure]] = {}

    def __enter__(self) -> Self:
        self._endpoint_name = self.teacher.endpoint
        self._cache.__enter__()
        self._thread = threading.Thread(target=self._loop.run_forever, name="teacher", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()
            self._cache.__exit__(kind, error, trace)

    def complete(self, requests: Iterable[Request]) -> Generator[Reply]:
        """Yield a reply for each request as they come, in any order; see `in_order`.

        Requests are taken lazily, so there may be any number. A request that the endpoint refuses,
        or doesn't answer after all tries, is a `Failure` and holds up nobody else.

        Raises:
            HornbookError: when no request can be answered any more; what was answered is kept.
        """
        replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()
        room = asyncio.Semaphore(_ROOM * self.teacher.concurrency)
        workers: list[asyncio.Task[None]] = []
        driven = asyncio.run_coroutine_threadsafe(
            self._drive(workers, enumerate(requests), replies.put, room), self._loop
        )
        driven.add_done_callback(lambda _: replies.put(None))
        try:
            while (reply := replies.get()) is not None:
                self._loop.call_soon_threadsafe(room.release)
                yield reply
            driven.result()
        finally:
            if driven.cancel():
                asyncio.run_coroutine_threadsafe(_finished(workers), self._loop).result()

    async def _drive(
        self,
        workers: list[asyncio.Task[None]],
        source: Iterator[tuple[int, Request]],
        give: Callable[[Reply], None],
        room: asyncio.Semaphore,
    ) -> None:
        workers += [
            asyncio.create_task(self._work(source, give, room))
            for _ in range(self.teacher.concurrency)
        ]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
            await _finished(workers)

    async def _work(
        self,
        source: Iterator[tuple[int, Request]],
        give: Callable[[Reply], None],
        room: asyncio.Semaphore,
    ) -> None:
        while True:
            await room.acquire()
            item = next(source, None)
            if item is None:
                room.release()
                return
            index, request = item
            give(await self._reply(index, self.teacher.adapt(request)))

    async def _reply(self, index: int, request: Request) -> Reply:
        key = request.key(self._endpoint_name)
        kept = self._cache.get(key)
        if kept is not None:
            self.usage.cached += 1
            await asyncio.sleep(0)  # a long stretch of cached answers mustn't starve the others
            return Answer.read(kept[0], index=index, key=key, seconds=kept[1], cached=True)
        task = self._under_way.get(key)
        if shared := task is not None:
            self.usage.cached += 1
        else:
            task = asyncio.create_task(self._ask(key, request))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key))
        outcome = await task
        if isinstance(outcome, Failure):
            return replace(outcome, index=index)
        return replace(outcome, index=index, cached=shared)

    async def _ask(self, key: str, request: Request) -> Answer | Failure:
        """Ask, and ask again with patience; an answer is cached before anyone sees it."""
        try:
            return await self._ask_patiently(key, request)
        except Unusable as fault:
            kept = self.usage.answers + self.usage.cached
            raise HornbookError(
                f"{fault}; {kept:,} answers of this run are kept, so the same command goes on "
                "from there"
            ) from None
        except Fault as fault:
            self.usage.failures += 1
            return Failure(index=-1, key=key, reason=str(fault))

    async def _ask_patiently(self, key: str, request: Request) -> Answer:
        endpoint = await self._connected()
        attempt, answers = 0, self.usage.answers
        while True:
            try:
                return await self._ask_once(endpoint, key, request)
            except Passing as fault:
                attempt += 1
                if attempt >= self._patience.tries(known=self.usage.answers > 0):
                    if not fault.reached and self.usage.answers == answers:
                        raise Unusable(f"can't reach {self._endpoint_name} ({fault})") from None
                    raise Refused(f"no answer after {attempt} tries: {fault}") from None
                self.usage.retries += 1
                await asyncio.sleep(self._patience.wait(attempt, fault.retry_after))

    async def _ask_once(self, endpoint: Endpoint, key: str, request: Request) -> Answer:
        started = time.perf_counter()
        self.usage.requests += 1
        body = await endpoint.ask(request)
        seconds = time.perf_counter() - started
        try:
            answer = Answer.read(body, index=-1, key=key, seconds=seconds, cached=False)
        except ValueError as error:
            raise Passing(str(error)) from None
        self._cache.put(key, request, self._endpoint_name, body, seconds)
        self.usage.answered(answer.prompt_tokens, answer.completion_tokens, seconds)
        return answer

    async def _connected(self) -> Endpoint:
        """The endpoint, reached once however many ask at the same time."""
        if self._connection is None:
            connect = self._resources.enter_async_context(self.teacher.connect(self._settings))
            self._connection = asyncio.create_task(connect)
        return await asyncio.shield(self._connection)

    async def _close(self) -> None:
        if self._connection is not None:
            await asyncio.gather(self._connection, return_exceptions=True)
        await self._resources.aclose()


async def _finished(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Return when the tasks, cancelled or not, have let go of their connections."""
    await asyncio.gather(*tasks, return_exceptions=True)


def in_order(replies: Iterator[Reply]) -> Iterator[Reply]:
    """Yield replies in the order of their requests, each as soon as those before it are there."""
    waiting: list[tuple[int, Reply]] = []
    expected = 0
    for reply in replies:
        heapq.heappush(waiting, (reply.index, reply))
        while waiting and waiting[0][0] == expected:
            yield heapq.heappop(waiting)[1]
            expected += 1
