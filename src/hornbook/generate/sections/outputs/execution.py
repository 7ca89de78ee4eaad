"""Runs sections in the sandbox: each in a process of its own, its blocks in order.

A section that states outputs runs twice, the second time a moment later, with other random numbers
and another order of sets, so that it shows when an output changes from run to run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from hornbook.corpus.document import document_id
from hornbook.generate.sections.outputs.stated import Script

if TYPE_CHECKING:
    from hornbook.sandbox import Limits, Program, Sandbox, Verdict

K = TypeVar("K")
BLOCK = 64

_STOPPED = {
    "timeout": "code that doesn't end",
    "memory": "code that runs out of memory",
}


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What a statement or an example came to.

    Attributes:
        out: what it printed.
        values: its value as a shell and as ``print`` write it, if it was asked for and isn't None.
        error: the name of the exception that it raised.
        own: whether that isn't a built-in exception.
        message: of the exception.
    """

    out: str = ""
    values: tuple[str, ...] = ()
    error: str = ""
    own: bool = False
    message: str = ""

    @property
    def last_line(self) -> str:
        """The exception as the last line of a traceback."""
        return f"{self.error}: {self.message}" if self.message else self.error


@dataclass(frozen=True)
class Report:
    """What a section's process says of its run.

    Attributes:
        steps: by step, then by statement; a block ends with the one that raised.
        inside: what calls of ``print`` inside functions printed, by step and line.
    """

    steps: list[list[Ran]] = field(default_factory=list)
    inside: dict[tuple[int, int], list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """A section's run, twice where something may change.

    Attributes:
        reason: why there is no report.
        detail: what the sandbox says about that.
    """

    report: Report
    again: Report
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Sandboxes:
    """Two of them, in which texts have other hashes, so that sets have another order."""

    first: Sandbox
    second: Sandbox


@contextmanager
def open_sandboxes(
    *, workers: int, weak: bool, limits: Limits | None = None
) -> Iterator[Sandboxes]:
    """Sandboxes to run sections in."""
    from hornbook.sandbox import Sandbox

    with (
        Sandbox(limits=limits, workers=workers, weak=weak) as first,
        Sandbox(limits=limits, workers=workers, weak=weak, hash_seed=1) as second,
    ):
        yield Sandboxes(first, second)


def run_scripts(
    scripts: Iterable[tuple[K, Script]], sandboxes: Sandboxes
) -> Iterator[tuple[K, Script, Run]]:
    """Run each script and yield what it came to, with its key, in order.

    Cost: one process for a script, two for one with outputs; `BLOCK` scripts are in memory.
    """
    source = iter(scripts)
    while block := list(islice(source, BLOCK)):
        programs = [program_of(script) for _, script in block]
        once_more = [program_of(script, seed=1) for _, script in block if script.stated]
        verdicts = list(sandboxes.first.execute(programs))
        others = sandboxes.second.execute(once_more)
        for (key, script), verdict in zip(block, verdicts, strict=True):
            again = next(others) if script.stated else verdict
            yield key, script, _run(script, verdict, again)


def program_of(script: Script, *, seed: int | None = None) -> Program:
    """A script as the sandbox takes it."""
    from hornbook.sandbox import Program

    work = [step.work for step in script.steps]
    seeding = "" if seed is None else f"import random\nrandom.seed({seed})\n"
    call = f"conduct({work!r}, {_mark(script)!r})\n"
    return Program(id=_mark(script), program=f"{_conductor()}\n{seeding}{call}")


@cache
def _conductor() -> str:
    return Path(__file__).with_name("conductor.py").read_text(encoding="utf-8")


def _mark(script: Script) -> str:
    return document_id(repr([step.work for step in script.steps]))


def _run(script: Script, verdict: Verdict, again: Verdict) -> Run:
    for one in (verdict, again):
        if not one.passed:
            reason = _STOPPED.get(str(one.outcome), "code that ends the process")
            return Run(Report(), Report(), reason, one.detail)
    try:
        return Run(_read(script, verdict), _read(script, again))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return Run(
            Report(), Report(), "code that ends the process", "it left no account of its run"
        )


def _read(script: Script, verdict: Verdict) -> Report:
    """The report, which is only what the section's own process says of itself."""
    line = verdict.output.rsplit(f"\n{_mark(script)}", 1)[1]
    told, heard = json.loads(line)
    steps = [[_ran(one) for one in step] for step in told]
    if len(steps) != len(script.steps):
        raise ValueError("a report of another script")
    inside: dict[tuple[int, int], list[str]] = {}
    for place, outputs in heard.items():
        step, _, row = place.partition(":")
        inside[int(step), int(row)] = [str(output) for output in outputs]
    return Report(steps, inside)


def _ran(told: dict[str, Any]) -> Ran:
    return Ran(
        out=str(told["out"]),
        values=tuple(str(value) for value in told.get("value", ())),
        error=str(told.get("error", "")),
        own=bool(told.get("own", False)),
        message=str(told.get("message", "")),
    )
