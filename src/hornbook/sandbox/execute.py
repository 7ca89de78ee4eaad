"""Runs the programs of a JSONL file: ``hornbook execute PROGRAMS.jsonl -o RESULTS.jsonl``."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from hornbook.errors import HornbookError
from hornbook.sandbox.program import Limits, Outcome, Program, Verdict, is_dotted_name
from hornbook.sandbox.sandbox import Sandbox


def execute_file(
    source: Path,
    output: Path,
    *,
    limits: Limits | None = None,
    workers: int = 2,
    weak: bool = False,
    advance: Callable[[Verdict], None] | None = None,
) -> dict[Outcome, int]:
    """Run every program of ``source`` and write its verdict to ``output``, in the same order.

    The whole of ``source`` is checked before anything runs, and ``output`` appears whole or not at
    all.

    Args:
        source: lines ``{"id", "program", "test", "entry_point"}``, the last two optional.
        output: lines ``{"id", "outcome", "seconds", "detail"}``.
        limits: what each program may use.
        workers: programs that run at once.
        weak: run them without the kernel's confinement.
        advance: called with each verdict as it comes.

    Returns:
        How many programs met each outcome; every outcome is among the keys.

    Raises:
        HornbookError: a file can't be read or written, or a line is malformed (file and line are
            named), or the kernel can't confine programs.
    """
    if sum(1 for _ in read_programs(source)) == 0:
        raise HornbookError(f"{source} holds no programs; give one JSON object on each line.")
    counts: Counter[Outcome] = Counter()
    with _replacing(output) as stream, Sandbox(limits=limits, workers=workers, weak=weak) as box:
        for verdict in box.execute(read_programs(source)):
            counts[verdict.outcome] += 1
            stream.write(_line(verdict))
            if advance:
                advance(verdict)
    return {outcome: counts[outcome] for outcome in Outcome}


def read_programs(source: Path) -> Iterator[Program]:
    """Yield the programs of a JSONL file; blank lines are passed over.

    Raises:
        HornbookError: the file can't be read or a line is malformed.
    """
    try:
        with source.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield _program(line, where=f"{source}, line {number}")
    except OSError as error:
        raise HornbookError(f"{source} can't be read: {error.strerror}.") from error


def _program(line: bytes, where: str) -> Program:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise HornbookError(f"{where}: this is not JSON ({error}).") from error
    if not isinstance(row, dict):
        raise HornbookError(f"{where}: expected an object with id, program, test, entry_point.")
    for key in ("id", "program"):
        if not isinstance(row.get(key), str):
            raise HornbookError(f"{where}: {key!r} is missing or is not text.")
    test, entry_point = row.get("test"), row.get("entry_point")
    for key, value in (("test", test), ("entry_point", entry_point)):
        if value is not None and not isinstance(value, str):
            raise HornbookError(f"{where}: {key!r} is not text.")
    if entry_point and not is_dotted_name(entry_point):
        raise HornbookError(f"{where}: 'entry_point' {entry_point!r} is not a Python name.")
    return Program(
        id=row["id"], program=row["program"], test=test or "", entry_point=entry_point or None
    )


def _line(verdict: Verdict) -> str:
    row = {
        "id": verdict.id,
        "outcome": verdict.outcome,
        "seconds": round(verdict.seconds, 6),
        "detail": verdict.detail,
    }
    return json.dumps(row) + "\n"


@contextmanager
def _replacing(output: Path) -> Iterator[TextIO]:
    """A file that takes ``output``'s place when the block ends well, and vanishes otherwise."""
    try:
        descriptor, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    except OSError as error:
        raise HornbookError(f"{output} can't be written: {error.strerror}.") from error
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            yield stream
        draft.chmod(0o644)
        draft.replace(output)
    except OSError as error:
        raise HornbookError(f"{output} can't be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
