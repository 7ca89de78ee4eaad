"""What the keeper knows of the child that runs a program, and what it makes of its end."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass

from hornbook.sandbox.program import Outcome

Place = tuple[bytes, bytes, bytes]  # system call, stack pointer, instruction pointer


@dataclass
class Child:
    """What is known of the child that runs now."""

    begun: float
    number: int | None = None
    end: tuple[int, int] | None = None  # waitid's si_code and si_status
    claims: bytes = b""

    @property
    def claims_success(self) -> bool:
        """Whether it says that it came to its end, having met no exception before."""
        return b"P" in self.claims.partition(b"F")[0]

    @property
    def elapsed(self) -> float:
        """Seconds since the program was handed over."""
        return time.monotonic() - self.begun

    @property
    def processor_time(self) -> float:
        """Processor seconds that it has used."""
        if self.number is None:
            return 0.0
        try:
            return time.clock_gettime((~self.number << 3) | 2)  # its CPUCLOCK_SCHED
        except OSError:
            return 0.0

    def place(self) -> Place | None:
        """Where it waits; None unless it waits in a system call."""
        try:
            with open(f"/proc/{self.number}/syscall", "rb", buffering=0) as stream:  # noqa: PTH123
                call, *_, stack, instruction = stream.read(256).split()
        except (OSError, ValueError):  # gone, or running
            return None
        return None if call == b"-1" else (call, stack, instruction)


def read_ending(claims: bytes, end: tuple[int, int]) -> tuple[Outcome, str]:
    """The verdict on a child that ended by itself, which a passing one never does."""
    _, failed, report = claims.partition(b"F")
    if not failed:
        code, status = end
        if code == os.CLD_EXITED:
            return Outcome.ERROR, f"it exited with status {status} before its tests had ended"
        name = signal.Signals(status).name if status in set(signal.Signals) else f"signal {status}"
        return Outcome.ERROR, f"it was ended by {name}"
    words = report.lstrip(b"F").decode(errors="replace").split("\0", 2)
    if len(words) != 3:
        return Outcome.ERROR, "it left no account of its failure"
    stage, kind, detail = words
    if kind == "MemoryError":
        return Outcome.MEMORY, detail
    if kind == "SystemExit":
        return Outcome.ERROR, f"it called sys.exit before its tests had ended ({detail})"
    return (Outcome.FAILED if stage == "tests" else Outcome.ERROR), detail
