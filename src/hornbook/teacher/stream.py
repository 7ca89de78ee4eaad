"""What one call of `Client.complete` has asked for and got, between two threads."""

from __future__ import annotations

import asyncio
import heapq
import queue
from collections.abc import Callable, Generator, Iterator

from hornbook.teacher.request import Reply, Request

# Requests that wait to be asked again, and so don't count as under way.
_PARKED = 1024
# The fewest replies that may wait for one before them, see `in_order`.
_AHEAD = 1024


Follow = Callable[[Reply], Request | None]
"""What to ask after a reply instead of passing it on, in the same place; called in the client's
thread, so it should be quick."""


class Stream:
    """Replies on their way to the caller; all but `replies` runs in the event loop's thread.

    Args:
        room: how many requests may be taken whose replies the caller hasn't seen yet, beside
            up to a thousand that wait to be asked again.

    Attributes:
        take_up: given each reply first; true when it asks on, so that the reply isn't passed on.
    """

    def __init__(self, room: int, loop: asyncio.AbstractEventLoop) -> None:
        self.closed = False
        self.take_up: Callable[[Reply], bool] | None = None
        self._room = room
        self._loop = loop
        self._queue: queue.SimpleQueue[Reply | BaseException | None] = queue.SimpleQueue()
        self._held = 0
        self._unanswered = 0
        self._parked = 0
        self._waiting = 0
        self._ahead = max(_AHEAD, 4 * room)
        self._exhausted = False
        self._changed = asyncio.Event()

    async def admit(self) -> None:
        """Wait until another request may be taken."""
        while self._held - min(self._parked, _PARKED) >= self._room or self._waiting >= self._ahead:
            self._changed.clear()
            await self._changed.wait()
        self._held += 1
        self._unanswered += 1

    def park(self, change: int) -> None:
        """Note that a request begins (1) or ends (-1) to wait for its next try."""
        self._parked += change
        self._changed.set()

    def give(self, reply: Reply) -> None:
        """Pass on a reply."""
        if self.take_up is not None and self.take_up(reply):
            return
        self._queue.put(reply)
        self._unanswered -= 1
        self._check_end()

    def exhaust(self) -> None:
        """There are no more requests; the one that was admitted last isn't one."""
        self._held -= 1
        self._unanswered -= 1
        self._exhausted = True
        self._check_end()

    def fail(self, error: BaseException) -> None:
        """There will be no more replies."""
        self._queue.put(error)

    def _check_end(self) -> None:
        if self._exhausted and not self._unanswered:
            self._queue.put(None)

    def replies(self) -> Iterator[Reply]:
        """Yield what was passed on until all is answered; raises what `fail` was given."""
        seen, several = 0, max(1, self._room // 8)
        while (item := self._queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            seen += 1
            if seen >= several:  # waking the other thread for each would cost as much as the work
                self._loop.call_soon_threadsafe(self._release, seen)
                seen = 0
            yield item

    def _release(self, count: int) -> None:
        self._held -= count
        self._changed.set()

    def hold(self, change: int) -> None:
        """Note that the caller has put a reply by (1) or taken one up again (-1)."""
        self._waiting += change
        if change < 0 and self._waiting == self._ahead - 1:
            self._loop.call_soon_threadsafe(self._changed.set)


class Replies(Iterator[Reply]):
    """Replies as they come; to be closed by who doesn't want the rest."""

    def __init__(self, stream: Stream, replies: Generator[Reply]) -> None:
        self._stream = stream
        self._replies = replies

    def __next__(self) -> Reply:
        return next(self._replies)

    def close(self) -> None:
        """Send nothing more for these replies."""
        self._replies.close()

    def hold(self, change: int) -> None:
        """Note that a reply waits for others before it (1), or no longer does (-1)."""
        self._stream.hold(change)


def in_order(
    replies: Iterator[Reply], arrived: Callable[[], object] | None = None
) -> Iterator[Reply]:
    """Yield replies in the order of their requests, each as soon as those before it are there.

    Behind a slow one, at most some thousand replies of `Client.complete` wait; then no new
    requests are taken until it comes, or is given up.

    Args:
        replies: as they come.
        arrived: called for each as it comes, so that progress doesn't wait for a slow one.
    """
    hold = replies.hold if isinstance(replies, Replies) else _hold_nothing
    waiting: list[tuple[int, Reply]] = []
    expected = 0
    for reply in replies:
        if arrived:
            arrived()
        heapq.heappush(waiting, (reply.index, reply))
        hold(1)
        while waiting and waiting[0][0] == expected:
            hold(-1)
            yield heapq.heappop(waiting)[1]
            expected += 1


def _hold_nothing(change: int) -> None:
    pass
