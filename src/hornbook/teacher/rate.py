"""So much a minute: of requests, of tokens."""

from __future__ import annotations

_MINUTE = 60.0
# A burst of two seconds' worth; the rate is lower by as much, so that no minute exceeds the limit.
_BURST_SECONDS = 2.0


class Rate:
    """A bucket that fills steadily; whatever the minute, no more than ``per_minute`` leave it.

    Something bigger than the bucket passes when it is full, and is worked off afterwards.

    Args:
        per_minute: the endpoint's limit; none means unlimited.
    """

    def __init__(self, per_minute: float | None) -> None:
        limit = float("inf") if per_minute is None else per_minute
        self._size = limit * _BURST_SECONDS / _MINUTE
        if per_minute is not None:
            self._size = min(max(self._size, 1.0), limit)
        self._per_second = max(limit - self._size, limit / 2) / _MINUTE if limit else 0.0
        self._level = self._size
        self._filled: float | None = None

    def wait(self, amount: float, now: float) -> float:
        """Seconds until ``amount`` may leave."""
        if self._size == float("inf"):
            return 0.0
        if self._filled is not None:
            gained = (now - self._filled) * self._per_second
            self._level = min(self._size, self._level + gained)
        self._filled = now
        lacking = min(amount, self._size) - self._level
        # Less than a millionth is rounding.
        return 0.0 if lacking <= 1e-6 * self._size else lacking / self._per_second

    def take(self, amount: float) -> None:
        """Let ``amount`` leave; a negative one gives back what wasn't used after all."""
        if self._size != float("inf"):
            self._level = min(self._size, self._level - amount)
