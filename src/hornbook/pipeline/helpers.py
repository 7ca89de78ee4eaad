"""Other processes that make stages of the same run, side by side with the one that was started.

A helper is the same command over again. It shares nothing with the run but the store: whose turn a
stage is, the locks there say. So a helper may die, and the run goes on without it; a stage that
failed there fails again where its error can be told. When the run ends, however it ends, its
helpers notice by a pipe that closes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rich.markup import escape

from hornbook.pipeline.graph import AnyStage, Graph
from hornbook.pipeline.live import Observer
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.relay import Mirror, Relay, message_of

_PATIENCE = 20.0  # seconds for a helper to end what it began
_MOMENT = 1.0  # for one to notice by itself that all is done


class Helpers:
    """Helpers of a run while the block lasts, and what they do on its progress.

    Args:
        command: what starts one: a process that calls `end_with_the_run`, tells what it does by a
            `Relay` on its standard output, and runs the same stages with a `Helper`.
        count: how many.
        graph: of the run.
        progress: the run's.
        observer: is told which stages helpers begin and end.
        log: a file for what they say besides.
    """

    def __init__(
        self,
        command: Sequence[str],
        count: int,
        *,
        graph: Graph,
        progress: Progress,
        observer: Observer,
        log: Path,
    ) -> None:
        self._command, self._count = list(command), count
        self._stages = {graph.fingerprints[stage]: stage for stage in graph.stages}
        self._progress, self._observer, self._path = progress, observer, log
        self._over = False
        self._running: list[tuple[subprocess.Popen[str], threading.Thread]] = []

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_bytes(b"")
        for _ in range(self._count):
            with self._path.open("a", encoding="utf-8") as log:  # all append to the same
                process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    start_new_session=True,  # Ctrl-C reaches the run alone, which passes it on
                )
            thread = threading.Thread(target=self._follow, args=(process,), daemon=True)
            thread.start()
            self._running.append((process, thread))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over = True
        ends = time.monotonic() + (_MOMENT if error is None else 0.0)
        for process, _ in self._running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, ends - time.monotonic()))
        for process, _ in self._running:
            assert process.stdin is not None
            with suppress(OSError):
                process.stdin.close()
        for process, thread in self._running:
            try:
                process.wait(_PATIENCE + 5)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            thread.join()
        if not self._path.stat().st_size:
            self._path.unlink()

    def _follow(self, process: subprocess.Popen[str]) -> None:
        """Show what a helper does until it ends."""
        assert process.stdout is not None
        mirror = Mirror(self._progress)
        with process.stdout as lines:
            for line in lines:
                if not (self._over or mirror.show(line)):
                    self._heed(message_of(line) or {})
        mirror.close()
        status = process.wait()
        if status and not self._over:
            told = self._path.read_text(encoding="utf-8", errors="replace").split("\n")
            last = next((line for line in reversed(told) if line.strip()), f"status {status}")
            self._progress.say(
                "  [yellow]a process beside this one ended early, and the run goes on without it "
                f"({escape(last)}); {escape(str(self._path))} may say more[/yellow]"
            )

    def _heed(self, message: dict[str, Any]) -> None:
        if stage := self._stages.get(message.get("begun", "")):
            self._observer.starts(stage)
        elif stage := self._stages.get(message.get("made", "")):
            self._observer.ends(stage)


class Helper(Observer):
    """Tells the run that this process helps what it does.

    Args:
        relay: where to tell it.
        graph: of the run.
    """

    def __init__(self, relay: Relay, graph: Graph) -> None:
        self._relay, self._marks = relay, graph.fingerprints

    def starts(self, stage: AnyStage) -> None:
        """A stage begins here."""
        self._relay.tell(begun=self._marks[stage])

    def ends(self, stage: AnyStage) -> None:
        """A stage is done."""
        self._relay.tell(made=self._marks[stage])


def end_with_the_run() -> None:
    """Interrupt this process, a helper, as soon as the run that started it is over."""
    threading.Thread(target=_end_with_the_run, name="end with the run", daemon=True).start()


def _end_with_the_run() -> None:
    # The pipe closes when the run's process is gone, however it went.
    with suppress(OSError):
        os.read(sys.stdin.fileno(), 1)
    # Sandboxes and servers are closed on the way. SIGINT is ignored in a shell's background.
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
    threading.Event().wait(_PATIENCE)
    os._exit(1)
