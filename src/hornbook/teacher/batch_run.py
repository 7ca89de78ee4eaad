"""Drives an endpoint's batches from pending requests to answers in the cache.

Every step is on the disk before the next one is taken, so a run that is killed at any moment goes
on from there: a batch that may have been created is looked for by its metadata before another is.
"""

from __future__ import annotations

import asyncio
import fcntl
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hornbook.errors import HornbookError
from hornbook.pipeline.progress import Bar, Progress
from hornbook.teacher.asking import Questions
from hornbook.teacher.batch import (
    MOST_BYTES,
    MOST_LINES,
    Imported,
    Received,
    batch_line,
    import_answers,
    pending,
)
from hornbook.teacher.batch_book import Batch, BatchBook, most_of
from hornbook.teacher.batch_endpoint import ENDED, BatchEndpoint, batch_endpoint
from hornbook.teacher.batch_payment import BatchPayment, Spent
from hornbook.teacher.budget import BudgetSpent, Purse
from hornbook.teacher.faults import Fault, Passing
from hornbook.teacher.load import Load
from hornbook.teacher.openai_compatible import OpenAITeacher
from hornbook.teacher.patience import Patience
from hornbook.teacher.request import Answer, Request

Work = Callable[[Sequence[Questions]], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How a batch is waited for; all in seconds.

    Attributes:
        first: between the first two looks; each wait is half as long again as the one before.
        longest: between two looks.
        settle: for which a batch that may have been created is looked for.
    """

    first: float = 5.0
    longest: float = 120.0
    settle: float = 30.0


@dataclass(kw_only=True)
class BatchResult:
    """What a run of batches came to.

    Attributes:
        imported: of all their files together.
        batches: how many ended.
        cost: dollars; none when the price isn't known.
        tokens: of prompts and answers.
        problems: why batches failed as a whole, and that the budget held some back.
    """

    imported: Imported = field(default_factory=Imported)
    batches: int = 0
    cost: float | None = 0.0
    tokens: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class BatchRun:
    """One command's work on batches.

    Attributes:
        book: the record of what is out.
        purse: what may be spent, if that is limited.
        progress: where to report.
        pace: how to wait.
        patience: how often to ask again what fails in passing.
        most_lines: of one file.
        most_bytes: of one file.
    """

    book: BatchBook
    purse: Purse | None = None
    progress: Progress = field(default_factory=Progress)
    pace: Pace = field(default_factory=Pace)
    patience: Patience = field(default_factory=Patience)
    most_lines: int = MOST_LINES
    most_bytes: int = MOST_BYTES
    result: BatchResult = field(default_factory=BatchResult, init=False)
    _endpoints: dict[str, BatchEndpoint] = field(default_factory=dict, init=False)
    _payment: BatchPayment = field(init=False)
    _asked: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self._payment = BatchPayment(purse=self.purse)

    def run(self, asked: Sequence[Questions]) -> BatchResult:
        """Send what is pending, wait, and import; goes on with what an earlier run left.

        Requests are sent in batches until the budget has no room for the next one; what answers
        leave of their reservation makes room for more.

        Raises:
            HornbookError: when a teacher has no batch endpoint, refuses the key or is out of reach.
            BudgetSpent: when the budget holds back requests; those before are in the cache.
        """
        return self._do(self._run, asked)

    def cancel(self, asked: Sequence[Questions]) -> BatchResult:
        """Cancel what is under way at the teachers of ``asked``, and import what was answered."""
        return self._do(self._cancel, asked)

    def _do(self, work: Work, asked: Sequence[Questions]) -> BatchResult:
        teachers = {each.endpoint: each for each in _openai_teachers(asked)}
        self._payment.learn_prices(each.teacher for each in asked)

        async def connected() -> None:
            async with AsyncExitStack() as stack:
                for name, teacher in teachers.items():
                    opening = batch_endpoint(teacher, self.patience)
                    self._endpoints[name] = await stack.enter_async_context(opening)
                await work(asked)

        with _alone(self.book.cache.path):
            try:
                asyncio.run(connected())
            except Fault as fault:
                raise HornbookError(str(fault)) from None
            finally:
                self.result.cost, self.result.tokens = self._payment.cost, self._payment.tokens
        return self.result

    async def _run(self, asked: Sequence[Questions]) -> None:
        under_way = await self._recover()
        while True:
            held_back = False
            for questions in asked:
                for batch in self._collect(questions):
                    if batch is None:
                        held_back = True
                    else:
                        under_way.append(await self._submit(batch))
            if not under_way:
                break
            await self._wait_for_all(under_way)
            under_way = []
            if not held_back:
                break
        if held_back and self.purse:
            raise BudgetSpent(
                f"the budget is used up: {self.purse} spent, and the next request might exceed it; "
                f"{self.result.imported.answers:,} answers are kept, so the same command with "
                "another --budget goes on from there"
            )

    async def _cancel(self, asked: Sequence[Questions]) -> None:
        under_way = await self._recover()
        for batch in under_way:
            # One that has just ended can't be cancelled, and needn't be.
            with suppress(Fault):
                await self._endpoints[batch.endpoint].cancel(batch.remote)
        await self._wait_for_all(under_way)

    async def _recover(self) -> list[Batch]:
        """The batches that an earlier run submitted; those that it didn't are dissolved."""
        found = []
        for batch in self.book.open_batches():
            endpoint = self._endpoints.get(batch.endpoint)
            if endpoint is None:
                continue  # another recipe's
            if batch.state == "creating":
                remote = await self._look_for(endpoint, batch)
                if remote:
                    batch = self.book.advance(batch.name, "submitted", remote)
            if batch.state == "submitted":
                self._payment.owe(batch)
                found.append(batch)
            else:
                self.book.release(batch.name)
        return found

    async def _look_for(self, endpoint: BatchEndpoint, batch: Batch) -> str:
        """The endpoint's id of a batch that may have been created, or nothing."""
        while True:
            found = await endpoint.find(batch.name)
            if found:
                return str(found["id"])
            if time.time() - batch.changed > self.pace.settle:
                return ""
            await asyncio.sleep(min(self.pace.first, self.pace.settle))

    def _collect(self, questions: Questions) -> Iterator[Batch | None]:
        """Batches of what is pending, ready to be submitted; None where the budget ends."""
        group: list[tuple[str, str, Request]] = []
        size, units, kind, held_back = 0, 0, "", False
        for key, endpoint, request in pending(self.book, questions):
            if key in self._asked:
                continue  # it was refused just now
            line = len(batch_line(key, request))
            full = len(group) == self.most_lines or size + line > self.most_bytes
            if group and (full or request.kind != kind):
                yield self._fill(group, units)
                group, size, units = [], 0, 0
            reserved = self._payment.reserve(endpoint, request)
            if reserved is None:
                held_back = True
                break
            group.append((key, endpoint, request))
            size, kind, units = size + line, request.kind, units + reserved
        if group:
            yield self._fill(group, units)
        if held_back:
            yield None

    def _fill(self, group: list[tuple[str, str, Request]], units: int) -> Batch:
        batch = self.book.open_batch(group)
        self._payment.hold(batch, units)
        self._asked.update(key for key, _, _ in group)
        return batch

    async def _submit(self, batch: Batch) -> Batch:
        endpoint = self._endpoints[batch.endpoint]
        with tempfile.TemporaryDirectory(dir=self.book.cache.path.parent) as folder:
            path = Path(folder) / f"{batch.name}.jsonl"
            with path.open("wb") as file:
                for key, request in self.book.requests(batch.name):
                    file.write(batch_line(key, request))
            uploaded = await endpoint.upload(path.name, path)
        for attempt in range(1, self.patience.attempts + 1):
            batch = self.book.advance(batch.name, "creating")
            try:
                remote = str((await endpoint.create(uploaded, batch.kind, batch.name))["id"])
            except Passing as fault:
                remote = await self._look_for(endpoint, batch)
                if not remote and attempt == self.patience.attempts:
                    raise
                await asyncio.sleep(self.patience.wait(attempt, fault.retry_after))
            if remote:
                self.progress.say(f"  submitted {batch.requests:,} requests as {remote}")
                return self.book.advance(batch.name, "submitted", remote)
        raise AssertionError("unreachable")

    async def _wait_for_all(self, batches: list[Batch]) -> None:
        total = sum(batch.requests for batch in batches)
        pause, done = self.pace.first, dict.fromkeys((batch.name for batch in batches), 0)
        with self.progress.bar("waiting for batches", total=total, unit="requests") as bar:
            while batches:
                for batch in list(batches):
                    seen = await self._endpoints[batch.endpoint].get(batch.remote)
                    _show(bar, seen, batch.name, done)
                    if seen.get("status") in ENDED:
                        await self._take_in(batch, seen)
                        batches.remove(batch)
                if batches:
                    await asyncio.sleep(pause)
                    pause = min(pause * 1.5, self.pace.longest)

    async def _take_in(self, batch: Batch, seen: dict[str, Any]) -> None:
        """Import what a batch that ended has to say, pay for it, and let go of the rest."""
        rest = {key: most_of(request) for key, request in self.book.requests(batch.name)}
        spent: Spent = []

        def received(request: Request, answer: Answer) -> None:
            load = Load.of(answer) or most_of(request)
            spent.append((load, answer.cached_prompt_tokens))

        for name in ("output_file_id", "error_file_id"):
            if seen.get(name):
                imported = await self._import(batch, str(seen[name]), received)
                self.result.imported.add(imported)
                for key in imported.refused:
                    rest.pop(key, None)
        left = {key for key, _ in self.book.requests(batch.name)} & rest.keys()
        status = str(seen.get("status"))
        if status == "completed":
            # Paid for, presumably, though the answers can't be read.
            spent += [(rest[key], 0) for key in left]
        elif left:
            self.result.imported.failed[f"the batch {status} before it was answered"] += len(left)
        if status == "failed":
            self.result.problems.append(f"{batch.remote} failed: {_errors(seen)}")
        self._payment.settle(batch, spent)
        self.book.release(batch.name, "done")
        self.result.batches += 1

    async def _import(self, batch: Batch, file: str, received: Received) -> Imported:
        with tempfile.TemporaryDirectory(dir=self.book.cache.path.parent) as folder:
            path = Path(folder) / f"{file}.jsonl"
            await self._endpoints[batch.endpoint].download(file, path)
            return import_answers(self.book, path, received)


def _openai_teachers(asked: Sequence[Questions]) -> Iterator[OpenAITeacher]:
    for each in asked:
        if not isinstance(each.teacher, OpenAITeacher):
            raise HornbookError(
                f"{each.teacher.name} has no batch endpoint; write its requests to a file with: "
                "hornbook batch export"
            )
        yield each.teacher


def _show(bar: Bar, seen: dict[str, Any], name: str, done: dict[str, int]) -> None:
    counts = seen.get("request_counts") or {}
    now = int(counts.get("completed") or 0) + int(counts.get("failed") or 0)
    bar.advance(max(0, now - done[name]), note=str(seen.get("status", "")))
    done[name] = max(now, done[name])


def _errors(seen: dict[str, Any]) -> str:
    """What a batch that failed as a whole says, line numbers included."""
    told = []
    for error in (seen.get("errors") or {}).get("data") or []:
        line = f" (line {error['line']})" if error.get("line") else ""
        told.append(f"{error.get('message') or error.get('code')}{line}")
    return "; ".join(told[:3]) or "no reason given"


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Let one process at a time submit batches; the kernel frees the lock if it dies."""
    with cache.with_name("batches.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HornbookError(
                f"another process is at work on the batches of {cache.parent}; wait for it to end"
            ) from None
        yield
