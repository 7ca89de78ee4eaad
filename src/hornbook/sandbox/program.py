"""What goes into the sandbox and what comes out: plain values."""

from __future__ import annotations

import keyword
from dataclasses import dataclass
from enum import StrEnum

from hornbook.errors import HornbookError

MEBIBYTE = 1024 * 1024


class Outcome(StrEnum):
    """How a program ended.

    passed: the program and then all of its tests ran to their end.
    failed: the program loaded, and its tests raised something.
    timeout: it was stopped at its limit of processor or elapsed time.
    memory: it raised ``MemoryError`` at its memory limit.
    error: it never got to its tests' end for another reason: it doesn't compile, raised while it
        loaded, called ``sys.exit`` or ``os._exit``, crashed, filled its scratch folder, or claimed
        a success that it had not come by.
    """

    PASSED = "passed"
    FAILED = "failed"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program and its tests.

    Attributes:
        program: the source that is under suspicion.
        test: source that runs afterwards with the program's names in scope, and raises if the
            program is wrong.
        entry_point: the name to hand to ``check``, if the tests define a function ``check``
            (HumanEval's form).
    """

    id: str
    program: str
    test: str = ""
    entry_point: str | None = None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of a program.

    Attributes:
        seconds: elapsed time, from handing it over to knowing its end.
        detail: one line for people: the exception, where it was raised, or which limit was hit.
        output: what it printed to standard output, at most ``Limits.output`` bytes.
    """

    id: str
    outcome: Outcome
    seconds: float
    detail: str = ""
    output: str = ""

    @property
    def passed(self) -> bool:
        """Whether the program and all of its tests ran to their end."""
        return self.outcome is Outcome.PASSED


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one program may use.

    Attributes:
        seconds: processor time. A busy machine stretches the elapsed time, not this, so that the
            same program meets the same end on it.
        patience: the elapsed time that is allowed, as a multiple of ``seconds``, for programs
            that sleep.
        memory: bytes of address space beyond the bare interpreter's.
        output: bytes it may print, and bytes of each file it may write.
        disk: bytes in its scratch folder, looked at a few times a second.
    """

    seconds: float = 3.0
    patience: float = 10.0
    memory: int = 512 * MEBIBYTE
    output: int = MEBIBYTE
    disk: int = 64 * MEBIBYTE

    def __post_init__(self) -> None:
        """Refuse limits under which no program could run."""
        for name in ("seconds", "memory", "output", "disk"):
            if not getattr(self, name) > 0:
                raise HornbookError(f"Limits: {name} must be more than 0.")
        if not self.patience >= 1:
            raise HornbookError("Limits: patience is a multiple of seconds, so at least 1.")


def is_dotted_name(text: str) -> bool:
    """Whether ``text`` is a name, or names joined by dots, and thus safe to put into source."""
    return all(part.isidentifier() and not keyword.iskeyword(part) for part in text.split("."))
