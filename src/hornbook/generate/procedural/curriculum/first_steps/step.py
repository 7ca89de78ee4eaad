"""How the tables of first steps are written, and how a row of one becomes a task."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hornbook.generate.procedural import Draw, Task


@dataclass(frozen=True)
class Step:
    """One thing that can be done; ``X``, ``Y`` and ``Z`` stand for the parameters.

    Attributes:
        names: what a function that does it may be called, separated by spaces.
        gives: the type of the result.
        says: sentences about it.
        short: an expression.
        long: statements that do the same, in more steps.
    """

    names: str
    gives: str
    says: tuple[str, ...]
    short: str
    long: str


def step_task(
    r: Draw,
    steps: Sequence[Step],
    takes: Mapping[str, str],
    inputs: Sequence[object],
    names: Mapping[str, str] | None = None,
) -> Task:
    """One of the steps, with names for its parameters.

    Args:
        r: draws the step.
        steps: to choose from.
        takes: the parameters with their types.
        inputs: what to try.
        names: what to put for other placeholders, such as ``N`` for a number.
    """
    step = r.choice(steps)
    put = dict(zip("XYZ", takes, strict=False)) | dict(names or {})
    out = r.pick("result", "answer", "found", "output", "total" if step.gives == "int" else "out")
    put |= {"OUT": out}

    def named(text: str) -> str:
        return re.sub(r"\b(X|Y|Z|N|M|W|OUT)\b", lambda match: put[match[1]], text)

    return Task(
        names=tuple(named(name) for name in step.names.split()),
        takes=dict(takes),
        gives=step.gives,
        does=tuple(map(named, step.says)),
        solutions={"expression": f"return {named(step.short)}", "steps": named(step.long)},
        inputs=inputs,
    )
