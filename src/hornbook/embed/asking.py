"""Asks an endpoint for embeddings: several requests under way, asked again when worth it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from itertools import count
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from hornbook.embed.protocol import Encoded
from hornbook.errors import HornbookError
from hornbook.teacher.faults import Fault, Passing, Refused
from hornbook.teacher.patience import Patience
from hornbook.teacher.protocol import Endpoint
from hornbook.teacher.request import Request

Text = str | list[int]
"""A text, or its tokens."""


class AskingEncoder:
    """Embeds texts over a connection, which it opens and closes.

    Args:
        connection: to the endpoint.
        payload: what is sent beside the texts.
        place: the endpoint's name in errors.
        characters: longer texts are cut.
        batch: texts a request.
        in_flight: requests at once.
        seconds: after which an answer isn't waited for any longer.
        patience: how often to ask again.
    """

    def __init__(
        self,
        connection: AbstractAsyncContextManager[Endpoint],
        *,
        payload: Mapping[str, Any],
        place: str,
        characters: int,
        batch: int,
        in_flight: int,
        seconds: float,
        patience: Patience | None = None,
    ) -> None:
        self._connection = connection
        self._payload = payload
        self._place = place
        self._characters = characters
        self._batch = batch
        self._in_flight = in_flight
        self._seconds = seconds
        self._patience = patience or Patience()
        self._known = False

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        self._open = AsyncExitStack()
        try:
            self._endpoint = self._runner.run(self._open.enter_async_context(self._connection))
        except BaseException:
            self._runner.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._runner.run(self._open.aclose())
        finally:
            self._runner.close()  # cancels requests that nobody waits for any longer

    def encode(self, texts: Sequence[str]) -> Iterator[Encoded]:
        """As `hornbook.embed.protocol.Encoder.encode`."""
        tasks = self._runner.run(self._begin(texts))
        try:
            for task in tasks:
                yield self._runner.run(_end(task))
        finally:
            self._runner.run(_cancel(tasks))

    async def _begin(self, texts: Sequence[str]) -> list[asyncio.Task[Encoded]]:
        gate = asyncio.Semaphore(self._in_flight)
        parts = [texts[at : at + self._batch] for at in range(0, len(texts), self._batch)]
        return [asyncio.create_task(self._some(gate, part)) for part in parts]

    async def _some(self, gate: asyncio.Semaphore, texts: Sequence[str]) -> Encoded:
        async with gate:
            cut = [text[: self._characters] for text in texts]
            return await self._embed(cut, [len(text) > self._characters for text in texts])

    async def _embed(self, texts: Sequence[Text], cut: Sequence[bool]) -> Encoded:
        """Vectors of texts; those that are refused are asked for alone, and shortened."""
        try:
            vectors_ND = await self._ask(texts)
        except Refused as refused:
            if len(texts) > 1:
                parts = [await self._embed([t], [c]) for t, c in zip(texts, cut, strict=True)]
                return Encoded(
                    np.concatenate([part.vectors_ND for part in parts]),
                    np.concatenate([part.cut_N for part in parts]),
                )
            if len(texts[0]) < 2:
                raise self._sentence(refused) from None
            return await self._embed([texts[0][: len(texts[0]) // 2]], [True])
        return Encoded(vectors_ND, np.array(cut, bool))

    async def _ask(self, texts: Sequence[Text]) -> NDArray[np.float32]:
        request = Request(kind="embeddings", payload={**self._payload, "input": list(texts)})
        started = time.monotonic()
        for attempt in count(1):
            try:
                async with asyncio.timeout(self._seconds):
                    body = await self._endpoint.ask(request)
                vectors_ND = parse(body, len(texts))
            except TimeoutError:
                fault = Passing(f"no answer within {self._seconds:.0f} s")
            except Passing as passing:
                fault = passing
            except Refused:
                raise
            except Fault as hopeless:
                raise self._sentence(hopeless) from None
            else:
                self._known = True
                return vectors_ND
            waited = time.monotonic() - started
            worth_it = fault.busy and waited < self._patience.busy
            if attempt >= self._patience.tries(known=self._known) and not worth_it:
                raise self._sentence(fault) from None
            await asyncio.sleep(self._patience.wait(attempt, fault.retry_after))
        raise AssertionError("unreachable")

    def _sentence(self, fault: Fault) -> HornbookError:
        return HornbookError(
            f"{self._place} gave no embeddings: {fault}; vectors made so far are kept, "
            "so the same command goes on from there"
        )


async def _end(task: asyncio.Task[Encoded]) -> Encoded:
    return await task


async def _cancel(tasks: Sequence[asyncio.Task[Encoded]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def parse(body: Mapping[str, Any], expected: int) -> NDArray[np.float32]:
    """The vectors in an endpoint's answer, in the order of the texts, shape (expected, D).

    Raises:
        Passing: when they aren't what was asked for.
    """
    try:
        entries = sorted(body["data"], key=lambda entry: entry["index"])
        places = [entry["index"] for entry in entries]
        vectors_ND = np.array([entry["embedding"] for entry in entries], np.float32)
    except (KeyError, TypeError, ValueError):
        raise Passing("the answer holds no vectors", billed=True) from None
    if places != list(range(expected)) or vectors_ND.ndim != 2:
        raise Passing(f"{len(places)} vectors came for {expected} texts", billed=True)
    return vectors_ND
