"""The one door to an endpoint: how many requests pass at a time, how fast, and for how much."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from hornbook.teacher.budget import BudgetSpent, Purse
from hornbook.teacher.load import Load
from hornbook.teacher.rate import Rate
from hornbook.teacher.request import Answer, Request
from hornbook.teacher.usage import Price
from hornbook.teacher.window import Window

# The longest that everybody waits because one request was told to.
_LONGEST_PAUSE = 60.0
_LOOK_AGAIN = 0.05


@dataclass(frozen=True, kw_only=True)
class Permit:
    """Leave to send one request, to be given back.

    Attributes:
        sent: when, by the monotonic clock.
        active: how many requests were under way then, itself included.
        tokens: what was taken from the rate of tokens.
        units: what was reserved in the purse.
    """

    sent: float
    active: int
    tokens: int
    units: int


class Gate:
    """Lets requests through one after another, in the order in which they come.

    Attributes:
        active: how many requests are under way.
    """

    def __init__(
        self,
        *,
        window: Window,
        requests: Rate,
        tokens: Rate | None,
        purse: Purse | None,
        price: Price | None,
    ) -> None:
        self.window = window
        self.active = 0
        self._requests = requests
        self._tokens = tokens
        self._purse = purse
        self._price = price
        self._turn = asyncio.Lock()
        self._freed = asyncio.Event()
        self._paused_until = 0.0
        self._refusals = 0

    async def enter(self, request: Request) -> Permit:
        """Wait until the request may be sent.

        Raises:
            BudgetSpent: when it might exceed the budget and no answer under way can change that.
        """
        tokens = Load.likely(request).tokens if self._tokens else 0
        units = self._purse.worth(Load.most(request), self._price) if self._purse else 0
        async with self._turn:
            while True:
                if self.active >= self.window.limit:
                    await self._next_return()
                elif (wait := self._wait(tokens)) > 0:
                    await asyncio.sleep(min(wait, 1.0))
                elif self._purse and not self._purse.reserve(units):
                    self._check_hope(self._purse)
                    await asyncio.sleep(_LOOK_AGAIN)
                else:
                    break
            self._requests.take(1)
            if self._tokens:
                self._tokens.take(tokens)
            self.active += 1
            return Permit(sent=time.monotonic(), active=self.active, tokens=tokens, units=units)

    def answered(self, permit: Permit, answer: Answer) -> None:
        """Give the permit back for an answer, and pay."""
        self._refusals = 0
        load = Load.of(answer)
        used = permit.tokens if load is None else load.tokens
        units = permit.units
        if self._purse and load is not None:
            units = self._purse.worth(load, self._price)
        self._leave(permit, used, units)
        self.window.answered(permit.sent, time.monotonic(), permit.active)

    def failed(self, permit: Permit, *, billed: bool) -> None:
        """Give the permit back without an answer; paying all the same if it may be ``billed``."""
        self._leave(permit, permit.tokens if billed else 0, permit.units if billed else 0)

    def turned_away(self, permit: Permit, retry_after: float | None, *, billed: bool) -> None:
        """Give the permit back because the endpoint has too much to do.

        One such request among others that are answered waits alone; otherwise everybody waits as
        long as the endpoint asks.
        """
        self.failed(permit, billed=billed)
        now = time.monotonic()
        self.window.refused(permit.sent, now, self.active)
        self._refusals += 1
        if retry_after and (self._refusals > 1 or not self.active):
            self._paused_until = max(self._paused_until, now + min(retry_after, _LONGEST_PAUSE))

    def _leave(self, permit: Permit, tokens: int, units: int) -> None:
        self.active -= 1
        if self._tokens:
            self._tokens.take(tokens - permit.tokens)
        if self._purse:
            self._purse.settle(permit.units, units)
        self._freed.set()

    def _wait(self, tokens: int) -> float:
        now = time.monotonic()
        return max(
            self._paused_until - now,
            self._requests.wait(1, now),
            self._tokens.wait(tokens, now) if self._tokens else 0.0,
        )

    async def _next_return(self) -> None:
        self._freed.clear()
        await self._freed.wait()

    @staticmethod
    def _check_hope(purse: Purse) -> None:
        if purse.idle:
            raise BudgetSpent(
                f"the budget is used up: {purse} spent, and the next request might exceed it"
            )
