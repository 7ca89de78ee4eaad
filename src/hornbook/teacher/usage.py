"""What was asked, answered and paid for."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from hornbook.errors import HornbookError

if TYPE_CHECKING:
    from hornbook.teacher.request import Answer

BATCH_SECONDS = 0.0
"""Kept as the latency of an answer that came in a batch, which no other answer has."""

# Latencies are counted in steps of about 2 %, so that a million take no memory.
_STEPS = 50.0


@dataclass(frozen=True, kw_only=True)
class Price:
    """Dollars per million tokens.

    Attributes:
        prompt: for the prompt's tokens.
        completion: for the answer's tokens.
        cached_prompt: for those of the prompt that the endpoint had cached; as ``prompt`` if none.
        batch: what an answer costs in batch mode, as a share of these: 0.5 is half.
        since: the day from which this is the price, where a price table says so.

    Raises:
        HornbookError: for a price that is negative or no number.
    """

    prompt: float
    completion: float
    cached_prompt: float | None = None
    batch: float = 1.0
    since: date | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for price in (self.prompt, self.completion, self.cached_prompt or 0.0, self.batch):
            if not (math.isfinite(price) and price >= 0):
                raise HornbookError(f"a price must be 0 or more dollars, not {price}")

    @property
    def in_batch(self) -> Price:
        """What the same tokens cost in batch mode."""
        cached = self.cached_prompt
        return replace(
            self,
            prompt=self.prompt * self.batch,
            completion=self.completion * self.batch,
            cached_prompt=None if cached is None else cached * self.batch,
            batch=1.0,
        )

    def cost(
        self, prompt_tokens: int, completion_tokens: int, cached_prompt_tokens: int = 0
    ) -> float:
        """Dollars for one answer; the cached tokens are some of the prompt's."""
        cached = self.prompt if self.cached_prompt is None else self.cached_prompt
        whole = prompt_tokens - cached_prompt_tokens
        dollars = whole * self.prompt + cached_prompt_tokens * cached
        return (dollars + completion_tokens * self.completion) / 1e6

    def of(self, answer: Answer) -> float:
        """Dollars for this answer, whenever it was paid for."""
        price = self.in_batch if answer.seconds == BATCH_SECONDS else self
        return price.cost(
            answer.prompt_tokens, answer.completion_tokens, answer.cached_prompt_tokens
        )

    def record(self) -> dict[str, Any]:
        """The price as JSON types, for a manifest."""
        return {
            "prompt": self.prompt,
            "completion": self.completion,
            "cached_prompt": self.cached_prompt,
            "since": self.since and self.since.isoformat(),
        }


FREE = Price(prompt=0.0, completion=0.0)


@dataclass(kw_only=True)
class Usage:
    """Counts of one client; tokens and cost are those of answers paid for now, not cached ones.

    ``requests`` are dispatches, retries included; ``answers`` came from the endpoint, ``cached``
    from the cache; ``seconds`` adds up the time that requests were under way. Some of
    ``prompt_tokens`` are ``cached_prompt_tokens``, which the endpoint had seen before.
    """

    price: Price | None = None
    requests: int = 0
    answers: int = 0
    cached: int = 0
    failures: int = 0
    retries: int = 0
    retry_reasons: Counter[str] = field(default_factory=Counter)
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_prompt_tokens: int = 0
    seconds: float = 0.0
    _latencies: Counter[int] = field(default_factory=Counter, repr=False)
    _longest: float = 0.0

    def retried(self, reason: str) -> None:
        """Count a request that is sent again; reasons are few and hold no numbers."""
        self.retries += 1
        self.retry_reasons[reason] += 1

    def answered(
        self,
        prompt_tokens: int,
        completion_tokens: int,
        seconds: float,
        cached_prompt_tokens: int = 0,
    ) -> None:
        """Count an answer that the endpoint gave."""
        self.answers += 1
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion_tokens
        self.cached_prompt_tokens += cached_prompt_tokens
        self.seconds += seconds
        self._latencies[round(math.log(max(seconds, 1e-6)) * _STEPS)] += 1
        self._longest = max(self._longest, seconds)

    def cost(self) -> float | None:
        """Dollars spent; none when the price isn't known."""
        if self.price is None:
            return None
        return self.price.cost(
            self.prompt_tokens, self.completion_tokens, self.cached_prompt_tokens
        )

    def latency(self, share: float) -> float | None:
        """Seconds within which this share of the answers came, to about 2 %."""
        passed = 0
        for step, count in sorted(self._latencies.items()):
            passed += count
            if passed > share * self.answers:
                return round(min(math.exp(step / _STEPS), self._longest), 3)
        return None

    def summary(self) -> dict[str, Any]:
        """The counts as JSON types, for a manifest."""
        return {
            "requests": self.requests,
            "answers": self.answers,
            "cached": self.cached,
            "failures": self.failures,
            "retries": self.retries,
            "retry_reasons": dict(self.retry_reasons.most_common()),
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "cached_prompt_tokens": self.cached_prompt_tokens,
            "cost": self.cost(),
            "price": self.price and self.price.record(),
            "latency_p50": self.latency(0.5),
            "latency_p90": self.latency(0.9),
            "latency_p99": self.latency(0.99),
            "latency_max": round(self._longest, 3) if self.answers else None,
        }
