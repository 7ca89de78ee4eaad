"""Writes a story's steps as a program, in one of several manners."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from hornbook.generate.problems.quantity import Quantity
from hornbook.generate.problems.story import Step

COMMENTS = ("above", "beside", "none")
GIVENS = ("first", "late", "inline")
_NAME = re.compile(r"\b[a-z_]\w*\b")


class Form(NamedTuple):
    """How a program is written.

    Attributes:
        comments: ``above`` a step, ``beside`` it or ``none``.
        givens: the story's numbers all ``first``, each just before it is used (``late``), or
            written into the steps that use them (``inline``).
        named: the last step has a name of its own before it becomes ``result``.
    """

    comments: str
    givens: str
    named: bool


def program_of(steps: Sequence[Step], total: Quantity, form: Form) -> str:
    """The body of a program that ends in ``return result``.

    Numbers that nothing uses are left out.

    Args:
        steps: of the story.
        total: what is asked for.
        form: how to write it.
    """
    comments, givens, named = form
    wanted = _needed(steps, total)
    if givens == "late":
        wanted = _late(wanted)
    elif givens == "first":
        wanted = sorted(wanted, key=lambda step: not step.given)
    else:
        numbers = {step.name: step.code for step in wanted if step.given}
        wanted = [
            Step(step.name, _filled(step.code, numbers), step.note, False)
            for step in wanted
            if not step.given
        ]
    lines: list[str] = []
    for step in wanted:
        line = f"{step.name} = {step.code}"
        if step.note and comments == "above":
            lines.append(f"# {step.note[0].upper()}{step.note[1:]}")
        lines.append(f"{line}  # {step.note}" if step.note and comments == "beside" else line)
    last = f"{total.code} = "
    if lines[-1].startswith(last) and not named:
        lines[-1] = f"result = {lines[-1].removeprefix(last)}"
    else:
        lines.append(f"result = {total.code}")
    return "\n".join([*lines, "return result"])


def _needed(steps: Sequence[Step], total: Quantity) -> list[Step]:
    """The steps that the total depends on, in their order."""
    used = {*_NAME.findall(total.code)}
    kept: list[Step] = []
    for step in reversed(steps):
        if step.name in used:
            used.update(_NAME.findall(step.code))
            kept.append(step)
    return kept[::-1]


def _late(steps: Sequence[Step]) -> list[Step]:
    """The same, with each given number just before the first step that uses it."""
    givens = {step.name: step for step in steps if step.given}
    ordered: list[Step] = []
    for step in steps:
        if not step.given:
            ordered.extend(givens.pop(name) for name in _NAME.findall(step.code) if name in givens)
            ordered.append(step)
    return ordered


def _filled(code: str, numbers: dict[str, str]) -> str:
    return _NAME.sub(lambda match: numbers.get(match[0], match[0]), code)
