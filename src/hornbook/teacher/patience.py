"""How long a request is given, and how often it is asked again."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How often a request is asked again, and how long apart.

    The wait before the n-th repetition is drawn between nothing and ``first * 2 ** (n - 1)``
    seconds, at most ``longest`` ("full jitter", aws.amazon.com/blogs/architecture/
    exponential-backoff-and-jitter): requests that failed together don't come back together. An
    endpoint's own ``Retry-After`` is waited out first.

    Attributes:
        attempts: how often a request is sent that gets no proper answer.
        first_attempts: the same for an endpoint that never answered yet: it is more likely
            mistyped than ill.
        first: seconds, before the first repetition.
        longest: seconds.
        busy: seconds for which a request may be turned away by a busy endpoint, however often.
        longest_retry_after: seconds; an endpoint that asks for more ends the run.
        outage: that many requests given up in a row, with no answer between, end the run, so that
            a dead endpoint doesn't make a failure of every row.
        drain: seconds that answers under way are waited for when a run stops early.
    """

    attempts: int = 6
    first_attempts: int = 3
    first: float = 0.5
    longest: float = 30.0
    busy: float = 900.0
    longest_retry_after: float = 600.0
    outage: int = 20
    drain: float = 30.0

    def tries(self, *, known: bool) -> int:
        """How often to ask an endpoint that has or hasn't answered anything yet."""
        return self.attempts if known else min(self.first_attempts, self.attempts)

    def wait(self, attempt: int, retry_after: float | None) -> float:
        """Seconds to wait after the try with this number, counted from 1."""
        jitter = random.uniform(0.0, min(self.longest, self.first * 2.0 ** min(attempt - 1, 60)))
        return (retry_after or 0.0) + jitter
