"""Progress of one process, shown by another: a line of JSON for each thing to show."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from typing import Any, TextIO

from hornbook.pipeline.progress import Bar, Progress

_MARK = "hornbook"
_PAUSE = 0.2


class Relay(Progress):
    """Writes what a `Progress` would show as lines that a `Mirror` reads.

    Args:
        stream: where to write.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(quiet=True)
        self._stream = stream
        self._numbers = count()
        self._writing = threading.Lock()

    def say(self, text: str) -> None:
        """Pass on one line of markup."""
        self.tell(say=text)

    @contextmanager
    def bar(self, what: str, *, total: float | None = None, unit: str = "rows") -> Iterator[Bar]:
        """Pass on a bar; it closes with the block."""
        number, what = next(self._numbers), self.titled(what)
        self.tell(open=number, what=what, total=total, unit=unit)
        bar = _Told(self, number, what, total, unit)
        try:
            yield bar
        finally:
            bar.tell()
            self.tell(close=number)

    def tell(self, **message: Any) -> None:  # noqa: ANN401 - JSON
        """Write a line."""
        with self._writing:
            self._stream.write(json.dumps({_MARK: message}) + "\n")
            self._stream.flush()


class _Told(Bar):
    def __init__(
        self, relay: Relay, number: int, what: str, total: float | None, unit: str
    ) -> None:
        super().__init__(what, total, unit)
        self._relay, self._number, self._told, self._next = relay, number, 0.0, 0.0

    def advance(self, amount: float = 1, *, note: str | None = None) -> None:
        super().advance(amount, note=note)
        if time.monotonic() >= self._next:
            self.tell()

    def tell(self) -> None:
        """Pass on what was done since the last time."""
        self._relay.tell(advance=self._number, by=self.done - self._told, note=self.note)
        self._told, self._next = self.done, time.monotonic() + _PAUSE


class Mirror:
    """Shows on a `Progress` what a `Relay` in another process wrote.

    Args:
        progress: where to show it.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._open = ExitStack()
        self._bars: dict[int, tuple[Bar, ExitStack]] = {}

    def show(self, line: str) -> bool:
        """Show what a line tells; False when it isn't one that a `Relay` shows something by."""
        if (message := message_of(line)) is None:
            return False
        if "say" in message:
            self._progress.say(message["say"])
        elif "open" in message:
            closing = self._open.enter_context(ExitStack())
            bar = self._progress.shown(message["what"], message["total"], message["unit"])
            self._bars[message["open"]] = closing.enter_context(bar), closing
        elif "advance" in message:
            self._bars[message["advance"]][0].advance(message["by"], note=message["note"])
        elif "close" in message:
            self._bars.pop(message["close"])[1].close()
        else:
            return False
        return True

    def close(self) -> None:
        """Take all open bars off the screen."""
        self._bars.clear()
        self._open.close()


def message_of(line: str) -> dict[str, Any] | None:
    """What a `Relay` told with this line; None where it is another's."""
    try:
        message = json.loads(line)[_MARK]
    except (ValueError, TypeError, KeyError):
        return None
    return message if isinstance(message, dict) else None
