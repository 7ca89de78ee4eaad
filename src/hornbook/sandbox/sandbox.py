"""The sandbox as a pool of workers: programs in, verdicts out, in the same order."""

from __future__ import annotations

import contextlib
import select
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from hornbook.errors import HornbookError
from hornbook.sandbox.program import Limits, Outcome, Program, Verdict, is_dotted_name
from hornbook.sandbox.scratch import remove_folder
from hornbook.sandbox.worker import Worker, WorkerDied

AHEAD = 8  # programs that a worker has been given and not yet answered
WINDOW = 64  # verdicts that may wait for an earlier one, per worker


class Sandbox:
    """Runs untrusted programs; see the package's docstring for what that stops and what not.

    Use it as a context manager, or ``close`` it. It belongs to one thread.

    Args:
        limits: what each program may use.
        workers: programs that run at once.
        weak: run programs without the kernel's confinement: limits and fresh processes only. For
            programs that are merely clumsy, never for hostile ones.
        hash_seed: of the hashes of texts, which decide the order of a set: programs whose result
            depends on it give another one under another seed.

    Raises:
        HornbookError: the kernel can't confine programs, and ``weak`` wasn't asked for.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        workers: int = 2,
        weak: bool = False,
        hash_seed: int = 0,
    ) -> None:
        if workers < 1:
            raise HornbookError("The sandbox needs at least one worker.")
        self.limits = limits or Limits()
        self.weak = weak
        self.hash_seed = hash_seed
        self._running = False
        self._folder = Path(tempfile.mkdtemp(prefix="hornbook-sandbox-")).resolve()
        self._workers: list[Worker] = []
        self._finalizer = weakref.finalize(self, _tear_down, self._workers, self._folder)
        try:
            self._workers += [self._start(number) for number in range(workers)]
            for worker in self._workers:
                worker.await_ready()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes and remove all files; a second call does nothing."""
        self._finalizer()

    def execute(self, programs: Iterable[Program]) -> Iterator[Verdict]:
        """Run programs and yield their verdicts in the programs' order.

        Programs are drawn from the iterable as there is room for them, so that it may be endless;
        a verdict waits for those before it, at most ``WINDOW`` for each worker.

        Raises:
            HornbookError: the sandbox is closed, or a program's entry point isn't a name.
        """
        if not self._finalizer.alive:
            raise HornbookError("The sandbox is closed.")
        if self._running:
            raise RuntimeError("another execute() of this sandbox is still under way")
        self._running = True
        try:
            yield from self._execute(enumerate(map(_checked, programs)))
        finally:
            self._running = False
            for number, worker in enumerate(self._workers):
                if worker.given and self._finalizer.alive:  # the caller went away early
                    self._restart(number)

    def _execute(self, programs: Iterator[tuple[int, Program]]) -> Iterator[Verdict]:
        waiting: dict[int, Verdict] = {}
        blamed: set[int] = set()  # programs in whose time a worker died
        following = 0  # index of the next verdict to yield
        given = 0
        exhausted = False
        while True:
            room = following + WINDOW * len(self._workers) - given
            for number, worker in enumerate(self._workers):
                while not exhausted and len(worker.given) < AHEAD and room > 0:
                    if (item := next(programs, None)) is None:
                        exhausted = True
                        break
                    given, room = given + 1, room - 1
                    try:
                        worker.give(*item)
                    except WorkerDied:
                        waiting.update(self._mend(number, blamed))
                        worker = self._workers[number]
            while following in waiting:
                yield waiting.pop(following)
                following += 1
            if exhausted and following == given:
                return
            if following < given:  # else nothing is under way, and there is room again
                waiting.update(self._collect(blamed))

    def _collect(self, blamed: set[int]) -> Iterator[tuple[int, Verdict]]:
        """Wait for at least one worker, and take what the ready ones have answered."""
        poll = select.poll()
        numbers = {worker.fileno(): number for number, worker in enumerate(self._workers)}
        for worker in self._workers:
            if worker.given:
                poll.register(worker, select.POLLIN)
        for descriptor, _ in poll.poll():
            number = numbers[descriptor]
            try:
                yield from self._workers[number].take()
            except WorkerDied:
                yield from self._mend(number, blamed)

    def _mend(self, number: int, blamed: set[int]) -> Iterator[tuple[int, Verdict]]:
        """Replace a dead worker, and run again what it hadn't answered.

        The program that it was running gets a second chance, for it may have been another's doing
        (the kernel short of memory, say); a third it doesn't get.
        """
        left = list(self._workers[number].given)
        if left and left[0][0] in blamed:
            index, program = left.pop(0)
            detail = "the sandbox's own process died twice while it ran"
            yield index, Verdict(id=program.id, outcome=Outcome.ERROR, seconds=0.0, detail=detail)
        elif left:
            blamed.add(left[0][0])
        self._restart(number)
        for item in left:
            self._workers[number].give(*item)

    def _start(self, number: int) -> Worker:
        return Worker(self._folder / str(number), self.limits, self.weak, self.hash_seed)

    def _restart(self, number: int) -> None:
        self._workers[number].end()
        remove_folder(str(self._workers[number].scratch))
        self._workers[number] = self._start(number)
        self._workers[number].await_ready()


def _tear_down(workers: list[Worker], folder: Path) -> None:
    for worker in workers:
        worker.end()
        remove_folder(str(worker.scratch))
    with contextlib.suppress(OSError):
        folder.rmdir()


def _checked(program: Program) -> Program:
    if program.entry_point and not is_dotted_name(program.entry_point):
        raise HornbookError(
            f"Program {program.id!r}: entry point {program.entry_point!r} is not a Python name."
        )
    return program
