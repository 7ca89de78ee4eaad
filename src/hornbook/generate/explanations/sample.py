"""Draws queries from tasks, in one pass over rows in any order, holding no more than are drawn.

Orca's Algorithm 1 (2306.02707, §3.1): until there are enough queries, draw a task uniformly, then
a query of it without replacement; a task that has no more is left out. That needs the tasks at
hand. The same draws come of independent clocks: each task has one that ticks at random times
(exponential gaps, all of the same rate), and its k-th tick takes the k-th query of its shuffled
list; the first ``size`` ticks of all clocks that find a query are the sample. A query's place in
the shuffled list is the rank of its hash. As rows are read ranks only rise and the time of the
last tick that counts only falls, so what once is out never comes in again, and needs no memory.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from heapq import heappop, heappush, heappushpop
from math import inf
from random import Random


@dataclass
class _Task:
    """A task's clock, and its held queries: the ones of the smallest hashes, in a heap."""

    clock: Random
    ticks: list[float] = field(default_factory=list)
    heap: list[tuple[int, int]] = field(default_factory=list)  # (-hash, place)
    hashes: set[int] = field(default_factory=set)

    def tick(self, number: int) -> float:
        """The time of its tick, from 0."""
        while len(self.ticks) <= number:
            before = self.ticks[-1] if self.ticks else 0.0
            self.ticks.append(before + self.clock.expovariate(1.0))
        return self.ticks[number]

    def push(self, mark: int, place: int) -> None:
        """Hold one more."""
        heappush(self.heap, (-mark, place))
        self.hashes.add(mark)

    def pop(self) -> None:
        """Let go of the one of the largest hash."""
        mark, _ = heappop(self.heap)
        self.hashes.discard(-mark)

    def replace(self, mark: int, place: int) -> bool:
        """Hold this one for the one of the largest hash, if its own is smaller."""
        if not self.heap or mark >= -self.heap[0][0]:
            return False
        gone, _ = heappushpop(self.heap, (-mark, place))
        self.hashes.discard(-gone)
        self.hashes.add(mark)
        return True


class TaskSample:
    """A sample of queries that no order of the rows changes; a smaller one is its beginning.

    Cost: a hash for each row and a heap's depth for each that is held for a while; memory: about
    550 bytes for each that is held, ``size`` at most.

    Args:
        size: how many queries; None for all.
        per_task: the most of a task; None for no limit.
        seed: of the draws.
    """

    def __init__(self, size: int | None, per_task: int | None, seed: int) -> None:
        self._size = inf if size is None else size
        self._per_task = inf if per_task is None else per_task
        self._seed = seed
        self._tasks: dict[str, _Task] = {}
        self._latest: list[tuple[float, str, int]] = []  # (-time, task, how many it then held)
        self._held = 0

    def offer(self, task: str, query: str, place: int) -> bool:
        """Tell of a row; whether it is held for now. A query of a task counts once.

        Args:
            task: its name.
            query: its text, which decides whether it is the same as another.
            place: where the caller finds the row again.
        """
        mark = _hash(self._seed, task, query)
        held = self._tasks.get(task)
        if held is None:
            held = self._tasks[task] = _Task(Random(f"{self._seed}/{task}"))
        if mark in held.hashes:
            return False
        count = len(held.heap)
        if count >= self._per_task:
            return held.replace(mark, place)
        if self._held < self._size:
            self._held += 1
            self._grow(task, held, mark, place)
            return True
        last = self._last()
        if last is None or held.tick(count) >= -last[0]:
            return held.replace(mark, place)
        self._grow(task, held, mark, place)
        self._tasks[last[1]].pop()
        return True

    def chosen(self) -> list[tuple[float, str, int]]:
        """Of each query in the order of its drawing: the time, the task and the place."""
        found = [
            (held.tick(rank), task, place)
            for task, held in self._tasks.items()
            for rank, (_, place) in enumerate(sorted(held.heap, reverse=True))
        ]
        return sorted(found)

    def counts(self) -> dict[str, int]:
        """How many are held of each task that was told of, in the order of their names."""
        return {task: len(held.heap) for task, held in sorted(self._tasks.items())}

    def _grow(self, task: str, held: _Task, mark: int, place: int) -> None:
        count = len(held.heap)
        held.push(mark, place)
        heappush(self._latest, (-held.tick(count), task, count + 1))

    def _last(self) -> tuple[float, str, int] | None:
        """The latest tick that has a query; those that were given up are forgotten."""
        while self._latest:
            entry = self._latest[0]
            if len(self._tasks[entry[1]].heap) == entry[2]:
                return entry
            heappop(self._latest)
        return None


def _hash(*parts: object) -> int:
    text = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=16).digest(), "big")
