"""What was asked, answered and paid for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Price:
    """Dollars per million tokens."""

    prompt: float
    completion: float

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """Dollars for one answer."""
        return (prompt_tokens * self.prompt + completion_tokens * self.completion) / 1e6


FREE = Price(prompt=0.0, completion=0.0)


@dataclass(kw_only=True)
class Usage:
    """Counts of one client; tokens and cost are those of answers paid for now, not cached ones.

    ``requests`` are dispatches, retries included; ``answers`` came from the endpoint, ``cached``
    from the cache; ``seconds`` adds up the time that requests were under way.
    """

    price: Price | None = None
    requests: int = 0
    answers: int = 0
    cached: int = 0
    failures: int = 0
    retries: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    _latencies: list[float] = field(default_factory=list, repr=False)

    def answered(self, prompt_tokens: int, completion_tokens: int, seconds: float) -> None:
        """Count an answer that the endpoint gave."""
        self.answers += 1
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion_tokens
        self.seconds += seconds
        self._latencies.append(seconds)

    def cost(self) -> float | None:
        """Dollars spent; none when the price isn't known."""
        if self.price is None:
            return None
        return self.price.cost(self.prompt_tokens, self.completion_tokens)

    def summary(self) -> dict[str, Any]:
        """The counts as JSON types, for a manifest."""
        ordered = sorted(self._latencies)
        return {
            "requests": self.requests,
            "answers": self.answers,
            "cached": self.cached,
            "failures": self.failures,
            "retries": self.retries,
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "cost": self.cost(),
            "latency_p50": round(ordered[len(ordered) // 2], 3) if ordered else None,
            "latency_max": round(ordered[-1], 3) if ordered else None,
        }
