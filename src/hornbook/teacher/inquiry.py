"""Requests under way: asked with patience, answered into the cache, told to all who wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hornbook.teacher.budget import BudgetSpent
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.claims import Claims
from hornbook.teacher.faults import Fault, Passing, Refused, Unusable
from hornbook.teacher.gate import Gate, Permit
from hornbook.teacher.patience import Patience
from hornbook.teacher.protocol import Endpoint
from hornbook.teacher.request import Answer, Failure, Request
from hornbook.teacher.stream import Stream
from hornbook.teacher.usage import Usage


@dataclass(kw_only=True, eq=False)
class Inquiry:
    """One request until it is answered or given up.

    Attributes:
        listeners: who waits for it, and at which place of theirs.
        permit: leave to be at the endpoint; none while it waits for its next try.
        answer: what came back, for the moment until it is in the cache.
        tries: how often it got no proper answer.
        turned_away: how often the endpoint was too busy for it, and since when.
        answers_before: how many answers there were when it was first sent.
    """

    key: str
    request: Request
    listeners: list[tuple[Stream, int]]
    permit: Permit | None = None
    answer: Answer | None = None
    tries: int = 0
    turned_away: int = 0
    turned_away_since: float = 0.0
    answers_before: int = 0
    task: asyncio.Task[None] | None = field(default=None, repr=False)

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for it."""
        return any(not stream.closed for stream, _ in self.listeners)


@dataclass(kw_only=True, eq=False)
class Inquirer:
    """Asks one endpoint; used in the event loop's thread only.

    Answers that arrive in the same turn of the loop are kept in one transaction. Until then they
    count as under way: nothing more is sent in their place, and nobody is told.

    Attributes:
        stop: told once when nothing can be asked any more, and why.
        started: how many requests there were so far, without repetitions.
        draining: whether nothing more is to be sent.
    """

    endpoint_name: str
    gate: Gate
    cache: AnswerCache
    claims: Claims
    usage: Usage
    patience: Patience
    timeout: float
    stop: Callable[[Exception], None]
    started: int = 0
    draining: bool = False
    _under_way: dict[str, Inquiry] = field(default_factory=dict)
    _arrived: list[Inquiry] = field(default_factory=list)
    _given_up: int = 0

    def join(self, key: str, stream: Stream, index: int) -> bool:
        """Wait for a request that is under way already, if it is."""
        inquiry = self._under_way.get(key)
        if inquiry is None:
            return False
        inquiry.listeners.append((stream, index))
        self.usage.cached += 1
        return True

    def start(self, endpoint: Endpoint, inquiry: Inquiry, permit: Permit) -> None:
        """Send a request whose claim is taken; it is released when the request is settled."""
        inquiry.answers_before = self.usage.answers
        inquiry.permit = permit
        self.started += 1
        self._under_way[inquiry.key] = inquiry
        inquiry.task = asyncio.create_task(self._run(endpoint, inquiry))

    async def drain(self, seconds: float) -> None:
        """Send nothing more, wait for what is at the endpoint, and give up the rest."""
        self.draining = True
        inquiries = list(self._under_way.values())
        tasks = [inquiry.task for inquiry in inquiries if inquiry.task and inquiry.permit]
        if tasks and seconds > 0:
            await asyncio.wait(tasks, timeout=seconds)
        left = [inquiry.task for inquiry in inquiries if inquiry.task]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        self._keep()

    async def _run(self, endpoint: Endpoint, inquiry: Inquiry) -> None:
        try:
            inquiry.answer = await self._ask(endpoint, inquiry)
            if not self._arrived:
                asyncio.get_running_loop().call_soon(self._keep)
            self._arrived.append(inquiry)
        except (Unusable, BudgetSpent) as error:
            self.stop(error)
        except Fault as fault:
            self.usage.failures += 1
            for stream, index in inquiry.listeners:
                stream.give(Failure(index=index, key=inquiry.key, reason=str(fault)))
        except Exception as error:  # ours: raised where the replies are read
            self.stop(error)
        finally:
            if inquiry.answer is None:
                self._leave(inquiry)

    async def _ask(self, endpoint: Endpoint, inquiry: Inquiry) -> Answer:
        while True:
            try:
                return await self._ask_once(endpoint, inquiry)
            except Passing as fault:
                wait, reason = self._next_wait(inquiry, fault), fault.kind
            await self._park(inquiry, wait)
            inquiry.permit = await self.gate.enter(inquiry.request)
            if self.draining or not inquiry.wanted:
                self.gate.failed(_taken(inquiry), billed=False)
                raise Refused("nobody waits for the answer any more")
            self.usage.retried(reason)

    async def _ask_once(self, endpoint: Endpoint, inquiry: Inquiry) -> Answer:
        """Send the request; without an answer, the permit is given back."""
        self.usage.requests += 1
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self.timeout):
                body = await endpoint.ask(inquiry.request)
            seconds = time.perf_counter() - started
            index = inquiry.listeners[0][1]
            return Answer.read(body, index=index, key=inquiry.key, seconds=seconds, cached=False)
        except TimeoutError:
            self.gate.turned_away(_taken(inquiry), None, billed=True)
            raise Passing(f"no answer within {self.timeout:g} s", billed=True) from None
        except ValueError as error:
            self.gate.failed(_taken(inquiry), billed=True)
            raise Passing(str(error), billed=True) from None
        except Passing as fault:
            if fault.busy:
                self.gate.turned_away(_taken(inquiry), fault.retry_after, billed=False)
            else:
                self.gate.failed(_taken(inquiry), billed=fault.billed)
            raise
        except Fault as fault:
            self.gate.failed(_taken(inquiry), billed=fault.billed)
            raise
        except BaseException:  # cancelled, perhaps after it was sent
            self.gate.failed(_taken(inquiry), billed=True)
            raise

    def _keep(self) -> None:
        """Write the answers that have arrived, give back their permits, and tell who waits."""
        arrived, self._arrived = self._arrived, []
        if not arrived:
            return
        try:
            with self.cache.together():
                for inquiry in arrived:
                    self._write(inquiry)
        except Exception as error:  # a full disk, say: raised where the replies are read
            for inquiry in arrived:
                self._leave(inquiry)
                self.gate.failed(_taken(inquiry), billed=True)
            self.stop(error)
            return
        for inquiry in arrived:
            self._tell(inquiry)

    def _leave(self, inquiry: Inquiry) -> None:
        """From here on another may ask the same, if the cache has no answer."""
        del self._under_way[inquiry.key]
        self.claims.release(inquiry.key)

    def _write(self, inquiry: Inquiry) -> None:
        answer = inquiry.answer
        assert answer is not None
        self.cache.put(
            inquiry.key, inquiry.request, self.endpoint_name, answer.body, answer.seconds
        )

    def _tell(self, inquiry: Inquiry) -> None:
        answer = inquiry.answer
        assert answer is not None
        self._leave(inquiry)
        self.gate.answered(_taken(inquiry), answer)
        self.usage.answered(
            answer.prompt_tokens,
            answer.completion_tokens,
            answer.seconds,
            answer.cached_prompt_tokens,
        )
        self._given_up = 0
        (first, _), *others = inquiry.listeners
        first.give(answer)
        for stream, index in others:
            stream.give(replace(answer, index=index, cached=True))

    async def _park(self, inquiry: Inquiry, seconds: float) -> None:
        for stream, _ in (listeners := list(inquiry.listeners)):
            stream.park(1)
        try:
            await asyncio.sleep(seconds)
        finally:
            for stream, _ in listeners:
                stream.park(-1)

    def _next_wait(self, inquiry: Inquiry, fault: Passing) -> float:
        """Seconds until the next try.

        Raises:
            Refused: when the request isn't worth another.
            Unusable: when the endpoint isn't.
        """
        patience = self.patience
        if self.draining:
            raise Refused(f"stopped before the next try: {fault}")
        if (fault.retry_after or 0.0) > patience.longest_retry_after:
            raise Unusable(
                f"{self.endpoint_name} asks to wait {fault.retry_after:,.0f} s ({fault})"
            )
        if fault.busy:
            now = time.monotonic()
            if not inquiry.turned_away:
                inquiry.turned_away_since = now
            inquiry.turned_away += 1
            if now - inquiry.turned_away_since > patience.busy:
                self._give_up(inquiry, fault, inquiry.turned_away)
            return patience.wait(inquiry.turned_away, fault.retry_after)
        inquiry.tries += 1
        if inquiry.tries >= patience.tries(known=self.usage.answers > 0):
            self._give_up(inquiry, fault, inquiry.tries)
        return patience.wait(inquiry.tries, fault.retry_after)

    def _give_up(self, inquiry: Inquiry, fault: Passing, tries: int) -> None:
        self._given_up += 1
        if not fault.reached and self.usage.answers == inquiry.answers_before:
            raise Unusable(f"can't reach {self.endpoint_name} ({fault})")
        if self._given_up >= self.patience.outage:
            raise Unusable(
                f"{self.endpoint_name} left {self._given_up} requests in a row unanswered ({fault})"
            )
        raise Refused(f"no answer after {tries} tries: {fault}")


def _taken(inquiry: Inquiry) -> Permit:
    """The permit that the inquiry holds, and no longer does."""
    permit, inquiry.permit = inquiry.permit, None
    assert permit is not None
    return permit
