"""What a run tells of itself while it works, in a file that another process can watch.

``live.json`` lies in the run's folder and is replaced whole once a second. Nothing that a run
makes depends on it: where it can't be written, the run goes on without. Beside it the run holds a
lock, which the kernel frees when its process dies, however it dies.
"""

from __future__ import annotations

import fcntl
import json
import os
import platform
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Self

from hornbook.errors import HornbookError
from hornbook.pipeline.graph import AnyStage, Graph
from hornbook.pipeline.progress import Bar, Progress
from hornbook.pipeline.store import Store

FILE_NAME = "live.json"
_LOCK_NAME = "live.lock"
_EVERY = 1.0
_RECENT = 30.0  # seconds that a rate is taken over; longer where little is done
_STALE = 15.0

State = Literal["working", "finished", "stopped", "failed", "died"]
Standing = Literal["done", "running", "waiting", "not needed"]


@dataclass(frozen=True, kw_only=True)
class LiveStage:
    """One stage of the run; ``folder`` is that of its artifact and of its scratch."""

    name: str
    folder: str
    status: Standing
    started: float | None = None


@dataclass(frozen=True, kw_only=True)
class LiveBar:
    """Work under way: ``rate`` is of the last half minute, in units a second."""

    what: str
    unit: str
    total: float | None
    done: float
    rate: float
    note: str


@dataclass(frozen=True, kw_only=True)
class LiveRecord:
    """What ``live.json`` holds. Times are Unix times.

    Attributes:
        state: how the run stands; a file never says of its own run that it died.
        message: why it failed.
        stages: in graph order.
        bars: what the running stage is at, the outermost first.
    """

    recipe: str
    values: tuple[str, ...]
    pid: int
    host: str
    started: float
    updated: float
    state: State = "working"
    message: str = ""
    stages: tuple[LiveStage, ...] = ()
    bars: tuple[LiveBar, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> LiveRecord:
        """How the run in ``folder`` stands.

        Raises:
            HornbookError: when no run has told anything there.
        """
        alive = _is_held(folder / _LOCK_NAME)  # asked first: a run may end between the two
        path = folder / FILE_NAME
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            values["values"] = tuple(values["values"])
            values["stages"] = tuple(LiveStage(**each) for each in values["stages"])
            values["bars"] = tuple(LiveBar(**each) for each in values["bars"])
            record = cls(**values)
        except FileNotFoundError:
            raise HornbookError(
                f"{folder} has nothing to watch; runs made by `hornbook run` do"
            ) from None
        except (ValueError, TypeError, KeyError) as error:
            raise HornbookError(
                f"{path} is damaged ({type(error).__name__}); the run writes it anew when it is "
                "started again"
            ) from None
        if alive is None:  # a file system without locks
            alive = time.time() - record.updated < _STALE
        if record.state == "working" and not alive and record.pid != os.getpid():
            return replace(record, state="died")
        return record


class Observer:
    """Is told by a `Runner` what it does; this one doesn't listen."""

    def planned(self, graph: Graph, store: Store, todo: set[AnyStage]) -> None:
        """The run begins: ``todo`` is what it will make."""

    def starts(self, stage: AnyStage) -> None:
        """A stage begins."""

    def ends(self, stage: AnyStage) -> None:
        """A stage is done."""


class LiveRun(Observer):
    """Keeps ``live.json`` up to date while the block runs.

    Where another process has a run of the same folder under way, this one stays unwatched.

    Args:
        folder: the run's.
        recipe: as the user named it.
        values: as the user gave them.
        progress: whose bars are told of.
    """

    def __init__(
        self, folder: Path, recipe: str, values: Sequence[str], progress: Progress
    ) -> None:
        self._folder, self._progress = folder, progress
        now = time.time()
        self._record = LiveRecord(
            recipe=recipe,
            values=tuple(values),
            pid=os.getpid(),
            host=platform.node(),
            started=now,
            updated=now,
        )
        self._places: dict[AnyStage, int] = {}
        self._seen: dict[Bar, deque[tuple[float, float]]] = {}
        self._lock: IO[str] | None = None
        self._writing, self._over = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._keep_writing, name="live", daemon=True)

    def __enter__(self) -> Self:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = _taken(self._folder / _LOCK_NAME)
        if self._lock is not None:
            self._write()
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._lock is None:
            return
        self._over.set()
        self._thread.join()
        state, message = _end(error)
        self._record = replace(self._record, state=state, message=message)
        self._write()
        self._lock.close()

    def planned(self, graph: Graph, store: Store, todo: set[AnyStage]) -> None:
        """List the stages."""
        marks = graph.fingerprints

        def standing(stage: AnyStage) -> Standing:
            if stage in todo:
                return "waiting"
            return "done" if store.has(stage, marks[stage]) else "not needed"

        stages = tuple(
            LiveStage(
                name=stage.name,
                folder=store.place(stage, marks[stage]).name,
                status=standing(stage),
            )
            for stage in graph.stages
        )
        with self._writing:
            self._places = {stage: number for number, stage in enumerate(graph.stages)}
            self._record = replace(self._record, stages=stages)

    def starts(self, stage: AnyStage) -> None:
        """Mark a stage as running."""
        self._mark(stage, "running")

    def ends(self, stage: AnyStage) -> None:
        """Mark a stage as done."""
        self._mark(stage, "done")

    def _mark(self, stage: AnyStage, status: Standing) -> None:
        with self._writing:
            if (place := self._places.get(stage)) is None:
                return  # a helper was quicker than the run itself
            stages = list(self._record.stages)
            started = time.time() if status == "running" else stages[place].started
            stages[place] = replace(stages[place], status=status, started=started)
            self._record = replace(self._record, stages=tuple(stages))

    def _keep_writing(self) -> None:
        while not self._over.wait(_EVERY):
            self._write()

    def _write(self) -> None:
        draft = self._folder / f".{FILE_NAME}"
        with self._writing:
            self._record = replace(self._record, updated=time.time(), bars=self._look())
            text = json.dumps(asdict(self._record))
        try:
            draft.write_text(text + "\n", encoding="utf-8")
            draft.rename(self._folder / FILE_NAME)
        except OSError:  # a full disk, say; what the run itself can't write, it tells
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def _look(self) -> tuple[LiveBar, ...]:
        """The bars that are open now, with how fast each moved lately."""
        now, bars = time.monotonic(), tuple(self._progress.bars)
        self._seen = {bar: self._seen.get(bar, deque()) for bar in bars}
        return tuple(_told(bar, self._seen[bar], now) for bar in bars)


def _told(bar: Bar, seen: deque[tuple[float, float]], now: float) -> LiveBar:
    """The bar, and how fast it moved since the first of the times that ``seen`` keeps.

    The first look counts nothing: what a resumed stage finds done wasn't done just now.
    """
    done = bar.done
    if not seen or done != seen[-1][1]:
        seen.append((now, done))
    while len(seen) > 2 and now - seen[0][0] > _RECENT:
        seen.popleft()
    since, before = seen[0]
    rate = (done - before) / (now - since) if now > since else 0.0
    return LiveBar(
        what=bar.what, unit=bar.unit, total=bar.total, done=done, rate=rate, note=bar.note
    )


def _end(error: BaseException | None) -> tuple[State, str]:
    if error is None:
        return "finished", ""
    if isinstance(error, HornbookError):
        return "failed", str(error)
    if isinstance(error, Exception):
        return "failed", f"{type(error).__name__}: see where the run was started"
    return "stopped", ""


# Locks of fcntl(2), not of flock(2): the children of a run that was killed must not keep them.


def _taken(path: Path) -> IO[str] | None:
    """The open file, locked; None where another process has the lock."""
    file = path.open("w")
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        file.close()
        return None
    except OSError:  # a file system without locks: nobody else has one either
        return file
    return file


def _is_held(path: Path) -> bool | None:
    """Whether a process has the lock; None where there are no locks."""
    try:
        with path.open() as file:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return True
    except FileNotFoundError:
        return False
    except OSError:
        return None
    return False
