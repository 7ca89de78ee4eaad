"""A cap on what a run may spend, in dollars or tokens, that no request gets past."""

from __future__ import annotations

import math
import re
import threading
from dataclasses import dataclass
from typing import Literal

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.teacher.load import Load
from hornbook.teacher.usage import Price

_WRITTEN = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(USD|k?tok|Mtok|Gtok)", re.IGNORECASE)
_TOKENS = {"tok": 1, "ktok": 10**3, "mtok": 10**6, "gtok": 10**9}
# Sums are kept in whole trillionths of a dollar: a token of the cheapest model is thousands of
# them, and adding up integers loses nothing.
_UNITS_PER_DOLLAR = 10**12


class BudgetSpent(HornbookError):
    """The next request might exceed the budget; nothing was lost, more budget goes on from here."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What one run of a command may spend: ``25USD``, ``500ktok``, ``2Mtok``.

    Answers from the cache are free, so a second run with the same budget spends it on what the
    first one left undone.

    Attributes:
        amount: dollars, or tokens of prompts and answers together.
        unit: which of the two.
    """

    amount: float
    unit: Literal["USD", "tok"]

    @classmethod
    def parse(cls, text: str) -> Budget:
        """Read a budget as a user writes it.

        Raises:
            HornbookError: when it is negative, or isn't a budget.
        """
        if text.strip().startswith(("-", "\N{MINUS SIGN}")):
            raise HornbookError(f"a budget can't be negative, but {text.strip()!r} is; try 25USD")
        found = _WRITTEN.fullmatch(text.strip())
        amount = float(found[1]) if found else math.inf
        if found is None or not math.isfinite(amount):
            raise HornbookError(
                f"{text!r} isn't a budget; write dollars or tokens like 25USD, 500ktok or 2Mtok"
            )
        unit = found[2].lower()
        if unit == "usd":
            return cls(amount=amount, unit="USD")
        return cls(amount=amount * _TOKENS[unit], unit="tok")

    def __str__(self) -> str:
        if self.unit == "USD":
            return f"{self.amount:g}USD"
        for name, size in (("Mtok", 10**6), ("ktok", 10**3)):
            if self.amount >= size:
                return f"{self.amount / size:g}{name}"
        return f"{self.amount:g}tok"


class Purse:
    """Holds a budget: what is spent, and what requests under way may yet cost.

    A request's greatest possible cost is reserved before it is sent and settled with the real one
    afterwards, so ``spent`` never exceeds the budget. The exception is an endpoint that
    counts more tokens than the request has bytes, or more than ``max_tokens`` in the answer: such
    an answer is counted in full, and nothing is sent after it.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        scale = _UNITS_PER_DOLLAR if budget.unit == "USD" else 1
        self._total = math.floor(budget.amount * scale)
        self._spent = 0
        self._reserved = 0
        self._lock = threading.Lock()

    @property
    def spent(self) -> float:
        """Dollars or tokens, so far."""
        return self._spent / _UNITS_PER_DOLLAR if self.budget.unit == "USD" else self._spent

    @property
    def idle(self) -> bool:
        """Whether nothing is reserved, so that waiting will free nothing."""
        return self._reserved == 0

    def worth(self, load: Load, price: Price | None) -> int:
        """What ``load`` costs, in the purse's own units, rounded up.

        Raises:
            HornbookError: when the budget is in dollars and the price isn't known.
        """
        if self.budget.unit == "tok":
            return load.prompt + load.completion
        if price is None:
            raise HornbookError(
                f"a budget of {self.budget} needs the model's price; give the teacher "
                "price=Price(...), write it into the price table, or set a budget in tokens"
            )
        return math.ceil(price.cost(load.prompt, load.completion) * _UNITS_PER_DOLLAR)

    def reserve(self, units: int) -> bool:
        """Set ``units`` aside, if they are there."""
        with self._lock:
            if self._spent + self._reserved + units > self._total:
                return False
            self._reserved += units
            return True

    def settle(self, reserved: int, spent: int) -> None:
        """Give back what was ``reserved`` and count what was ``spent``."""
        with self._lock:
            self._reserved -= reserved
            self._spent += spent

    def __str__(self) -> str:
        if self.budget.unit == "USD":
            return f"{self.spent:.4f} of {self.budget.amount:g} USD"
        return f"{self._spent:,} of {self._total:,} tokens"


def purse_of(settings: Settings) -> Purse | None:
    """The purse that all teachers of one run share.

    Raises:
        HornbookError: when the budget can't be read.
    """
    if settings.budget is None:
        return None
    if Purse not in settings.shared:
        settings.shared.setdefault(Purse, Purse(Budget.parse(settings.budget)))
    purse: Purse = settings.shared[Purse]
    return purse
