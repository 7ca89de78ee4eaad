"""Everything that is looked at, at once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from hornbook.doctor import kernel, machine, network, packages
from hornbook.doctor.finding import Finding
from hornbook.errors import HornbookError

# A name's address can be looked for longer than any time that a connection is given.
_HUB_SECONDS = 3.0

Look = Callable[[], Finding | Iterable[Finding]]


def examine(folder: Path, teacher: str | None = None) -> list[Finding]:
    """Look at this machine; takes about as long as the slowest of the looks.

    Args:
        folder: where artifacts would go; it need not exist.
        teacher: one to ask a question, as the command line takes it.

    Returns:
        What was found, in the order in which a person would want to read it.
    """
    looks: list[Look] = [
        machine.python,
        kernel.kernel,
        kernel.sandbox,
        machine.processors,
        machine.accelerators,
        machine.compiler,
        machine.memory,
        partial(machine.disk, folder),
        packages.extras,
        packages.corpus,
        packages.local_model,
    ]
    hub = _Looking(network.hub)
    found = [finding for each in [_Looking(look) for look in looks] for finding in each.found()]
    found += hub.found(_HUB_SECONDS, instead=network.unreachable)
    if teacher is not None:
        found += _spoken_to(teacher)
    return found


def would_work(findings: Sequence[Finding]) -> bool:
    """Whether the demo would, and the teacher that was asked about."""
    return not any(finding.stops for finding in findings)


def _spoken_to(teacher: str) -> list[Finding]:
    try:
        return list(network.endpoint(teacher))
    except HornbookError as error:
        return [network.no_teacher(error)]


class _Looking:
    """A look under way in a thread that nobody has to wait for."""

    def __init__(self, look: Look) -> None:
        self._outcome: queue.Queue[list[Finding] | Exception] = queue.Queue()
        self._look = look
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        try:
            seen = self._look()
            self._outcome.put([seen] if isinstance(seen, Finding) else list(seen))
        except Exception as error:  # raised again where the outcome is taken
            self._outcome.put(error)

    def found(
        self, seconds: float | None = None, instead: Callable[[], Finding] | None = None
    ) -> list[Finding]:
        """What it found; after ``seconds`` what is said ``instead``."""
        try:
            outcome = self._outcome.get(timeout=seconds)
        except queue.Empty:
            return [instead()] if instead else []
        if isinstance(outcome, Exception):
            raise outcome
        return outcome
