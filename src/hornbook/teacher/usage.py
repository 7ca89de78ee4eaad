"""What was asked, answered and paid for."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hornbook.errors import HornbookError

# Latencies are counted in steps of about 2 %, so that a million take no memory.
_STEPS = 50.0


@dataclass(frozen=True, kw_only=True)
class Price:
    """Dollars per million tokens.

    Attributes:
        prompt: for the prompt's tokens.
        completion: for the answer's tokens.
        cached_prompt: for those of the prompt that the endpoint had cached; as ``prompt`` if none.

    Raises:
        HornbookError: for a price that is negative or no number.
    """

    prompt: float
    completion: float
    cached_prompt: float | None = None

    def __post_init__(self) -> None:
        for price in (self.prompt, self.completion, self.cached_prompt or 0.0):
            if not (math.isfinite(price) and price >= 0):
                raise HornbookError(f"a price must be 0 or more dollars, not {price}")

    def cost(
        self, prompt_tokens: int, completion_tokens: int, cached_prompt_tokens: int = 0
    ) -> float:
        """Dollars for one answer; the cached tokens are some of the prompt's."""
        cached = self.prompt if self.cached_prompt is None else self.cached_prompt
        whole = prompt_tokens - cached_prompt_tokens
        dollars = whole * self.prompt + cached_prompt_tokens * cached
        return (dollars + completion_tokens * self.completion) / 1e6


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
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_prompt_tokens: int = 0
    seconds: float = 0.0
    _latencies: Counter[int] = field(default_factory=Counter, repr=False)
    _longest: float = 0.0

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
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "cached_prompt_tokens": self.cached_prompt_tokens,
            "cost": self.cost(),
            "latency_p50": self.latency(0.5),
            "latency_p95": self.latency(0.95),
            "latency_max": round(self._longest, 3) if self.answers else None,
        }
