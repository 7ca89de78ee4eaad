"""Progress on long work: a live bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import TextIO, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as RichProgress
from rich.text import Text

T = TypeVar("T")


def duration(seconds: float) -> str:
    """Seconds as people say them: ``0.4s``, ``12s``, ``3m05s``, ``2h10m``."""
    if seconds < 10:
        return f"{seconds:.1f}s"
    if seconds < 60:
        return f"{seconds:.0f}s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}m{rest:02d}s" if minutes < 60 else f"{minutes // 60}h{minutes % 60:02d}m"


class Bar:
    """One piece of work under way: how much is done, how fast, how long it will still take."""

    def __init__(self, what: str, total: float | None, unit: str) -> None:
        self.what = what
        self.total = total
        self.unit = unit
        self.done = 0.0
        self.note = ""
        self.started = time.monotonic()

    def advance(self, amount: float = 1, *, note: str | None = None) -> None:
        """Count work done; ``note`` is shown beside it, such as the current loss."""
        self.done += amount
        if note is not None:
            self.note = note

    def close(self) -> None:
        """Take the bar off the screen."""

    def line(self) -> str:
        """The state as one line of plain text."""
        elapsed = max(time.monotonic() - self.started, 1e-9)
        rate = self.done / elapsed
        parts = [f"{self.what}: {self.done:,.0f}"]
        if self.total is not None:
            share = self.done / self.total if self.total else 1.0
            parts[0] += f"/{self.total:,.0f} {self.unit} ({share:.0%})"
        else:
            parts[0] += f" {self.unit}"
        parts.append(f"{rate:,.1f} {self.unit}/s" if rate < 100 else f"{rate:,.0f} {self.unit}/s")
        if self.total is not None and 0 < self.done < self.total:
            parts.append(f"{duration((self.total - self.done) / rate)} left")
        if self.note:
            parts.append(self.note)
        return ", ".join(parts)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed, unit = task.finished_speed or task.speed, task.fields["unit"]
        return Text("" if speed is None else f"{speed:,.0f} {unit}/s", style="progress.data.speed")


class Progress:
    """Shows bars on a stream (standard error by default).

    Args:
        stream: where to write.
        every: seconds between plain lines when the stream is no terminal.
        quiet: write nothing.

    Attributes:
        about: what the work is a part of, for bars to say that stand beside those of other work.
        bars: those that are open, the outermost first.
    """

    def __init__(
        self, stream: TextIO | None = None, *, every: float = 5.0, quiet: bool = False
    ) -> None:
        self.console = Console(file=stream or sys.stderr, quiet=quiet, highlight=False)
        self._screen = _Screen(self.console)
        self._every = every
        self.about = ""
        self.bars: list[Bar] = []

    def say(self, text: str) -> None:
        """Write one line of markup."""
        self.console.print(text, soft_wrap=True)

    def track(
        self, items: Iterable[T], what: str, *, total: int | None = None, unit: str = "rows"
    ) -> Iterator[T]:
        """Yield ``items``, counting one for each."""
        if total is None and isinstance(items, Sized):
            total = len(items)
        with self.bar(what, total=total, unit=unit) as bar:
            for item in items:
                yield item
                bar.advance()

    @contextmanager
    def bar(self, what: str, *, total: float | None = None, unit: str = "rows") -> Iterator[Bar]:
        """Open a bar for a piece of work; it closes with the block."""
        with self.shown(self.titled(what), total, unit) as bar:
            yield bar

    def titled(self, what: str) -> str:
        """What a bar says of its work."""
        return f"{what}, {self.about}" if self.about else what

    @contextmanager
    def shown(self, what: str, total: float | None, unit: str) -> Iterator[Bar]:
        """The same as `bar` with a title as it is, such as another process's."""
        bar: Bar
        if self.console.is_terminal:
            bar = _LiveBar(self._screen, what, total, unit)
        else:
            bar = _LineBar(self.console, what, total, unit, self._every)
        self.bars.append(bar)
        try:
            yield bar
        finally:
            self.bars.remove(bar)
            bar.close()


class _LineBar(Bar):
    """Writes a line every few seconds; work that ends sooner leaves no trace."""

    def __init__(
        self, console: Console, what: str, total: float | None, unit: str, every: float
    ) -> None:
        super().__init__(what, total, unit)
        self._console = console
        self._every = every
        self._last = self.started

    def advance(self, amount: float = 1, *, note: str | None = None) -> None:
        super().advance(amount, note=note)
        if time.monotonic() - self._last >= self._every:
            self._last = time.monotonic()
            self._console.print(f"    {self.line()}", markup=False, soft_wrap=True)

    def close(self) -> None:
        """Write a last line if there was one before."""
        if self._last != self.started:
            self._console.print(f"    {self.line()}", markup=False, soft_wrap=True)


class _Screen:
    """The bars of a terminal, which are drawn together while there are any."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._rich: RichProgress | None = None
        self._changing = threading.Lock()  # bars of other processes come and go in threads

    def add(self, what: str, total: float | None, unit: str) -> tuple[RichProgress, TaskID]:
        """Draw one more."""
        with self._changing:
            if self._rich is None:
                self._rich = RichProgress(
                    SpinnerColumn(),
                    TextColumn("{task.description}"),
                    BarColumn(bar_width=30),
                    MofNCompleteColumn(),
                    _Rate(),
                    TimeRemainingColumn(compact=True),
                    TextColumn("{task.fields[note]}"),
                    console=self._console,
                    transient=True,
                    refresh_per_second=4,
                )
                self._rich.start()
            return self._rich, self._rich.add_task(what, total=total, unit=unit, note="")

    def remove(self, rich: RichProgress, task: TaskID) -> None:
        """Draw one less."""
        with self._changing:
            rich.remove_task(task)
            if not rich.tasks:
                rich.stop()
                self._rich = None


class _LiveBar(Bar):
    """A bar that is redrawn in place and disappears when the work is done."""

    def __init__(self, screen: _Screen, what: str, total: float | None, unit: str) -> None:
        super().__init__(what, total, unit)
        self._screen = screen
        self._rich, self._task = screen.add(what, total, unit)

    def advance(self, amount: float = 1, *, note: str | None = None) -> None:
        super().advance(amount, note=note)
        self._rich.update(self._task, advance=amount, note=self.note)

    def close(self) -> None:
        """Take the bar off the screen."""
        self._screen.remove(self._rich, self._task)
