"""Finds how many requests an endpoint takes at a time."""

from __future__ import annotations

from dataclasses import dataclass

# Doubling the requests under way has to raise the answers per second by this factor.
_WORTHWHILE = 1.2
# Beyond that the limit only grows while answers take at most this much longer than they did.
_CALM = 1.25
_FORGETTING = 1.002
# A burst of new connections is slow at first, so a limit is judged by the best of some rounds.
_DOUBTS = 3
_CALM_ROUNDS = 20
_FEWEST_SAMPLES = 8


@dataclass(kw_only=True)
class Window:
    """A limit that grows while that helps and shrinks when the endpoint says so.

    As TCP does: it doubles once per round trip until an endpoint turns requests away or answers no
    faster for it; from there it grows by a thirty-second a round while the latency stays calm,
    and after twenty calm rounds tries to double again. Whenever requests are turned away it falls
    to what the endpoint still holds, then grows back quickly to half of what it was. How fast the
    endpoint answers is what was under way divided by the latency (Little's law), so the burst
    that fills a doubled limit tells about it already. Pure bookkeeping: no clock, no tasks.

    Attributes:
        ceiling: never more than this.
        limit: requests that may be under way now.
    """

    ceiling: int
    limit: int
    _threshold: float = float("inf")
    _since: float = 0.0
    _samples: int = 0
    _seconds: float = 0.0
    _active: int = 0
    _best: float = 0.0
    _previous: int = 1
    _usual: float = 0.0
    _refused_at: float = -1.0
    _doubts: int = 0
    _calm_rounds: int = 0

    def answered(self, sent: float, now: float, active: int) -> None:
        """A request sent at ``sent`` was answered; it was the ``active``-th under way then.

        Only requests sent since the limit last changed, and not far below it, tell about it.
        """
        if sent < self._since or 2 * active < self.limit:
            return
        self._samples += 1
        self._seconds += now - sent
        self._active += active
        if self._samples >= max(_FEWEST_SAMPLES, self.limit // 4):
            seconds = max(self._seconds, 1e-9)
            self._adjust(self._active / seconds, seconds / self._samples, now)

    def refused(self, sent: float, now: float, active: int) -> None:
        """A request sent at ``sent`` was turned away while ``active`` others are under way."""
        if sent > self._refused_at:  # the first of a burst
            self._threshold = self.limit / 2
            self._refused_at = now
        self._set(min(self.limit, max(active, 1)), now)
        self._best = self._usual = 0.0
        self._calm_rounds = 0

    def _adjust(self, rate: float, latency: float, now: float) -> None:
        if self.limit < self._threshold:
            self._climb(rate, now)
        else:
            self._creep(rate, latency, now)

    def _climb(self, rate: float, now: float) -> None:
        if rate >= self._best * _WORTHWHILE:
            self._best, self._previous, self._doubts = rate, self.limit, 0
            self._set(self.limit * 2, now)
        elif self._doubts < _DOUBTS:
            self._doubts += 1
            self._set(self.limit, now)
        else:
            self._threshold = self._previous
            self._set(self._previous, now)

    def _creep(self, rate: float, latency: float, now: float) -> None:
        # The least of late, so that a limit that creeps up can't redefine what is calm.
        self._usual = min(latency, self._usual * _FORGETTING) if self._usual else latency
        if latency > self._usual * _CALM:
            self._set(self.limit, now)
            return
        self._calm_rounds += 1
        if self._calm_rounds % _CALM_ROUNDS:
            self._set(self.limit + max(1, self.limit // 32), now)
        else:
            self._threshold, self._best = float("inf"), rate
            self._previous, self._doubts = self.limit, 0
            self._set(self.limit * 2, now)

    def _set(self, limit: int, now: float) -> None:
        self.limit = max(1, min(limit, self.ceiling))
        self._since = now
        self._samples = self._active = 0
        self._seconds = 0.0
