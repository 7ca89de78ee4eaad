"""Work on families done ahead of time in other processes, handed out in order."""

from __future__ import annotations

import itertools
import multiprocessing
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from hornbook.generate.procedural.family import Family, family_at

Result = TypeVar("Result")
Turn = tuple[Family, str]

BATCH = 48  # turns that a process is given at once
WAITING = 3  # batches under way or done, for each process


def ahead(
    work: Callable[[Family, str], Result], turns: Iterable[Turn], workers: int
) -> Generator[tuple[Turn, Result]]:
    """Yield each turn with its result, in order.

    With one worker everything is done here, when it is asked for. With more, turns are drawn a
    few hundred before their results are used, and memory holds no more than those.

    Args:
        work: what to do with a family and a seed; pickled for the processes.
        turns: families, which are pickled by their paths, and seeds; may be endless.
        workers: processes.
    """
    if workers < 2:
        yield from ((turn, work(*turn)) for turn in turns)
        return
    source = iter(turns)
    waiting: deque[tuple[list[Turn], Future[list[Result]]]] = deque()
    # forkserver: a fork of this process would copy its threads' locks in whatever state.
    context = multiprocessing.get_context("forkserver")
    pool = ProcessPoolExecutor(workers, mp_context=context)
    try:
        while batch := list(itertools.islice(source, BATCH)):
            paths = [(family.path, seed) for family, seed in batch]
            waiting.append((batch, pool.submit(_do, work, paths)))
            if len(waiting) > WAITING * workers:
                yield from _next(waiting)
        while waiting:
            yield from _next(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _next(
    waiting: deque[tuple[list[Turn], Future[list[Result]]]],
) -> Iterable[tuple[Turn, Result]]:
    batch, future = waiting.popleft()
    return zip(batch, future.result(), strict=True)


def _do(work: Callable[[Family, str], Result], paths: list[tuple[str, str]]) -> list[Result]:
    return [work(family_at(path), seed) for path, seed in paths]
