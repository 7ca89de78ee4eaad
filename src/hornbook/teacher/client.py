"""Drives many requests at once: from the cache where it can, over the endpoint where it must."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Coroutine, Generator, Iterable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.teacher.batch_book import outstanding
from hornbook.teacher.budget import BudgetSpent, purse_of
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.claims import Claims
from hornbook.teacher.faults import Unusable
from hornbook.teacher.gate import Gate
from hornbook.teacher.inquiry import Inquirer, Inquiry
from hornbook.teacher.patience import Patience
from hornbook.teacher.prices import price_for
from hornbook.teacher.protocol import Endpoint, Teacher
from hornbook.teacher.rate import Rate
from hornbook.teacher.request import Answer, Reply, Request
from hornbook.teacher.stream import Follow, Replies, Stream, in_order
from hornbook.teacher.usage import FREE, Usage
from hornbook.teacher.window import Window

__all__ = ["Client", "Patience", "in_order"]

# An answer that costs nothing is worth no long wait when a run stops early.
_DRAIN_FREE_SECONDS = 2.0
# Requests leave next to no cycles, and looking for them as often as Python does by default takes a
# tenth of the client's time.
_FEW_COLLECTIONS = (10_000, 20, 20)
_LOOK_AGAIN = 0.1  # seconds, while another process asks the same


class Client:
    """Answers requests for one teacher; made by `Teacher.open`.

    An event loop in a thread of its own keeps the requests under way while the caller works on
    the replies. Every answer is in the cache before the caller sees it, so a killed run has lost
    only what was under way; a run that is stopped waits for that too.

    Attributes:
        usage: what was asked and paid for so far.
    """

    def __init__(
        self, teacher: Teacher, cache: Path, settings: Settings, patience: Patience | None = None
    ) -> None:
        self.teacher = teacher
        self._settings = settings
        self._patience = patience or Patience()
        self._cache = AnswerCache(cache)
        self._claims = Claims(cache.with_name(f"{cache.name}.asking"))
        self._resources = AsyncExitStack()
        self._connection: asyncio.Task[Endpoint] | None = None
        self._streams: set[Stream] = set()
        self._background: set[asyncio.Task[None]] = set()
        self._end: asyncio.Task[None] | None = None
        self._ended: Exception | None = None

    def __enter__(self) -> Self:
        self._endpoint_name = self.teacher.endpoint
        self.usage = Usage(price=price_for(self.teacher))
        self._gate = self._make_gate()
        self._cache.__enter__()
        self._claims.__enter__()
        self._outstanding = outstanding(self._cache)
        self._loop = asyncio.new_event_loop()
        self._inquirer = Inquirer(
            gate=self._gate,
            cache=self._cache,
            claims=self._claims,
            usage=self.usage,
            patience=self._patience,
            timeout=self.teacher.timeout,
            endpoint_name=self._endpoint_name,
            stop=self._stop,
        )
        self._thread = threading.Thread(target=self._loop.run_forever, name="teacher", daemon=True)
        self._thread.start()
        self._collections = gc.get_threshold()
        gc.set_threshold(*_FEW_COLLECTIONS)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        gc.set_threshold(*self._collections)
        try:
            self._wait_for(self._inquirer.drain(self._drain_seconds()))
        finally:
            try:
                self._wait_for(self._close())
            finally:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join()
                self._loop.run_until_complete(self._loop.shutdown_default_executor())
                self._loop.close()
                self._claims.__exit__(kind, error, trace)
                self._cache.__exit__(kind, error, trace)

    def complete(self, requests: Iterable[Request], follow: Follow | None = None) -> Replies:
        """A reply to each request as they come, in any order; see `in_order`.

        Requests are taken lazily, so there may be any number. A request that the endpoint refuses,
        or doesn't answer after all tries, is a `Failure` and holds up nobody else. What ``follow``
        gives for a reply is asked in its place.

        Raises:
            HornbookError: when no request can be answered any more, or the budget is used up;
                what was answered is kept.
        """
        stream = Stream(2 * self.teacher.concurrency, self._loop)
        if follow is not None:
            stream.take_up = partial(self._ask_on, stream, follow)
        return Replies(stream, self._replies(stream, requests))

    def _replies(self, stream: Stream, requests: Iterable[Request]) -> Generator[Reply]:
        self._streams.add(stream)
        driven = asyncio.run_coroutine_threadsafe(
            self._drive(stream, enumerate(requests)), self._loop
        )
        try:
            yield from stream.replies()
        finally:
            stream.closed = True
            self._streams.discard(stream)
            driven.cancel()

    async def _drive(self, stream: Stream, source: Iterator[tuple[int, Request]]) -> None:
        if self._ended is not None:
            stream.fail(self._ended)
            return
        try:
            while True:
                await stream.admit()
                item = next(source, None)
                if item is None:
                    stream.exhaust()
                    return
                await self._take(stream, item[0], self.teacher.adapt(item[1]))
        except (Unusable, BudgetSpent) as error:
            self._stop(error)
        except Exception as error:  # the caller's, from its iterable, or ours: told in its thread
            stream.fail(error)

    def _ask_on(self, stream: Stream, follow: Follow, reply: Reply) -> bool:
        """Whether a reply leads to another request, which is then on its way."""
        try:
            request = follow(reply)
        except Exception as error:  # the caller's: told in its thread
            stream.fail(error)
            return True
        if request is None or stream.closed or self._end is not None:
            return False
        adapted = self.teacher.adapt(request)
        self._in_background(stream, self._take(stream, reply.index, adapted))
        return True

    def _in_background(self, stream: Stream, taking: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(self._told_of_errors(stream, taking))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _told_of_errors(self, stream: Stream, taking: Coroutine[Any, Any, None]) -> None:
        try:
            await taking
        except (Unusable, BudgetSpent) as error:
            self._stop(error)
        except Exception as error:
            stream.fail(error)

    async def _take(self, stream: Stream, index: int, request: Request) -> None:
        """Answer from the cache, join a request under way, or send it unless others have."""
        key = request.key(self._endpoint_name)
        if not self._claims.take(key):
            self._in_background(stream, self._take_after_others(stream, index, request, key))
            return
        await self._take_claimed(stream, index, request, key)

    async def _take_after_others(
        self, stream: Stream, index: int, request: Request, key: str
    ) -> None:
        """Wait for who asks the same, another process perhaps; without an answer, ask."""
        stream.park(1)
        try:
            while not self._claims.take(key):
                if stream.closed or self._end is not None:
                    return
                await asyncio.sleep(_LOOK_AGAIN)
        finally:
            stream.park(-1)
        await self._take_claimed(stream, index, request, key)

    async def _take_claimed(self, stream: Stream, index: int, request: Request, key: str) -> None:
        """With the claim, see whether the answer has come; else wait for leave and send."""
        sent = False
        try:
            sent = await self._send(stream, index, request, key)
        finally:
            if not sent:
                self._claims.release(key)

    async def _send(self, stream: Stream, index: int, request: Request, key: str) -> bool:
        """Whether the request is on its way; then the inquirer has the claim."""
        if self._known(stream, index, key):
            await asyncio.sleep(0)  # a long stretch of cached answers mustn't starve the others
            return False
        if self._outstanding(key):
            raise Unusable(
                "a request of this run is in a batch that is under way; wait for its answer "
                "with hornbook batch run, or end it with hornbook batch cancel"
            )
        started = self._inquirer.started
        endpoint = await self._connected()
        permit = await self._gate.enter(request)
        # While this one waited, another stream may have sent the same, and even got its answer.
        others = self._inquirer.started != started
        if self._inquirer.draining or (others and self._known(stream, index, key)):
            self._gate.failed(permit, billed=False)
            return False
        inquiry = Inquiry(key=key, request=request, listeners=[(stream, index)])
        self._inquirer.start(endpoint, inquiry, permit)
        return True

    def _known(self, stream: Stream, index: int, key: str) -> bool:
        """Whether the answer is in the cache or under way; then the stream gets it."""
        kept = self._cache.get(key)
        if kept is None:
            return self._inquirer.join(key, stream, index)
        self.usage.cached += 1
        stream.give(Answer.read(kept[0], index=index, key=key, seconds=kept[1], cached=True))
        return True

    def _stop(self, error: Exception) -> None:
        """Let what is under way come in, then end all streams."""
        if self._end is None:
            self._end = self._loop.create_task(self._wind_up(error))

    async def _wind_up(self, error: Exception) -> None:
        await self._inquirer.drain(self._drain_seconds())
        self._ended = self._told(error)
        for stream in list(self._streams):
            stream.fail(self._ended)

    def _told(self, error: Exception) -> Exception:
        """The error with what has been kept, and how to go on."""
        if not isinstance(error, (Unusable, BudgetSpent)):
            return error
        kept = f"{error}; {self.usage.answers + self.usage.cached:,} answers of this run are kept"
        if isinstance(error, BudgetSpent):
            return BudgetSpent(
                f"{kept}, so the same command with another --budget goes on from there"
            )
        return HornbookError(f"{kept}, so the same command goes on from there")

    def _make_gate(self) -> Gate:
        teacher = self.teacher
        tokens = teacher.tokens_per_minute
        return Gate(
            window=Window(ceiling=teacher.concurrency, limit=teacher.first_concurrency),
            requests=Rate(teacher.requests_per_minute),
            tokens=None if tokens is None else Rate(tokens),
            purse=purse_of(self._settings),
            price=self.usage.price,
        )

    async def _connected(self) -> Endpoint:
        """The endpoint, reached once however many ask at the same time."""
        if self._connection is None:
            connect = self._resources.enter_async_context(self.teacher.connect(self._settings))
            self._connection = asyncio.create_task(connect)
        return await asyncio.shield(self._connection)

    async def _close(self) -> None:
        await self._inquirer.drain(0.0)
        for stream in list(self._streams):
            stream.fail(RuntimeError("the client was closed before all replies were read"))
        if self._connection is not None:
            await asyncio.gather(self._connection, return_exceptions=True)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._resources.aclose()

    def _drain_seconds(self) -> float:
        drain = self._patience.drain
        return min(drain, _DRAIN_FREE_SECONDS) if self.usage.price == FREE else drain

    def _wait_for(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()
