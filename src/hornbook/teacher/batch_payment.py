"""What batches may cost, and what they did: reserved before they go, settled when they are back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from hornbook.teacher.batch_book import Batch
from hornbook.teacher.budget import Purse
from hornbook.teacher.load import Load
from hornbook.teacher.prices import price_for
from hornbook.teacher.protocol import Teacher
from hornbook.teacher.request import Request
from hornbook.teacher.usage import Price

Spent = list[tuple[Load, int]]
"""Loads of answers, each with the tokens of its prompt that the endpoint had seen before."""


@dataclass(kw_only=True)
class BatchPayment:
    """Keeps a purse for batches, at batch mode's prices.

    Attributes:
        purse: what may be spent, if that is limited.
        cost: dollars so far; none when a price isn't known.
        tokens: of prompts and answers so far.
    """

    purse: Purse | None = None
    cost: float | None = 0.0
    tokens: int = 0
    _prices: dict[tuple[str, str], Price | None] = field(default_factory=dict)
    _reserved: dict[str, int] = field(default_factory=dict)

    def learn_prices(self, teachers: Iterable[Teacher]) -> None:
        """Look up what their batches cost.

        Raises:
            HornbookError: when the price table can't be read.
        """
        for teacher in teachers:
            price = price_for(teacher)
            self._prices[teacher.endpoint, teacher.name] = price and price.in_batch

    def reserve(self, endpoint: str, request: Request) -> int | None:
        """Set aside the most that a request can cost; none when it may exceed the budget.

        Raises:
            HornbookError: when the budget is in dollars and the price isn't known.
        """
        if self.purse is None:
            return 0
        price = self._prices.get((endpoint, str(request.payload.get("model"))))
        units = self.purse.worth(Load.most(request), price)
        return units if self.purse.reserve(units) else None

    def hold(self, batch: Batch, units: int) -> None:
        """Remember what was set aside for a batch."""
        self._reserved[batch.name] = units

    def owe(self, batch: Batch) -> None:
        """Set aside what an earlier run submitted, whether it fits the budget or not."""
        if self.purse is not None:
            self.hold(batch, self.purse.worth(batch.most, self._price(batch)))
            self.purse.settle(-self._reserved[batch.name], 0)

    def settle(self, batch: Batch, spent: Spent) -> None:
        """Pay for a batch that ended, and give back the rest of what was set aside."""
        price = self._price(batch)
        self.tokens += sum(load.tokens for load, _ in spent)
        if price is None:
            self.cost = None
        elif self.cost is not None:
            self.cost += sum(
                price.cost(load.prompt, load.completion, seen_before) for load, seen_before in spent
            )
        if self.purse is not None:
            units = sum(self.purse.worth(load, price) for load, _ in spent)
            self.purse.settle(self._reserved.pop(batch.name), units)

    def _price(self, batch: Batch) -> Price | None:
        return self._prices.get((batch.endpoint, batch.model))
