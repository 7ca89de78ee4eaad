"""From a task to an exercise: signature, docstring, solution and tests."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hornbook.generate.exercise import Exercise
from hornbook.generate.procedural.annotations import typing_style
from hornbook.generate.procedural.behaviour import Raised, agreed_results, dedent, imports_of
from hornbook.generate.procedural.docstring import STYLES, Example, docstring
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.family import Family
from hornbook.generate.procedural.literal import literal
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.task import Arguments, Task

TYPINGS = ("untyped", "untyped", "typed", "typing")
INDENT = "    "
SHOWS_EXAMPLES = ("doctest", "examples", "google")


@dataclass(frozen=True)
class Draft:
    """A task that has a name and whose results are known.

    Attributes:
        solution_style: the solution that was chosen; the others have been compared with it.
        results: what it gives for each of the task's calls.
    """

    task: Task
    name: str
    solution_style: str
    results: Sequence[object]

    def examples(self, most: int, r: Random) -> list[Example]:
        """Up to ``most`` short calls with different results, the trivial ones last."""
        pairs = list(zip(self.task.calls, self.results, strict=True))
        r.shuffle(pairs)
        pairs.sort(key=lambda pair: not all(pair[0]) and r.random() < 0.8)
        found: dict[str, Example] = {}
        for call, result in pairs:
            shown = literal(result)
            if not isinstance(result, Raised) and len(literal(call)) + len(shown) < 90:
                found.setdefault(shown, Example(call, result))
        return list(found.values())[:most]


def draft(family: Family, r: Draw, namer: Namer) -> Draft:
    """Draw a task, choose a solution, run and compare all of them, and find a name.

    Raises:
        Flaw: when the solutions disagree, or for another reason not to publish it.
    """
    task = family.draw(r)
    style = r.choice(tuple(task.solutions))
    return Draft(task, namer.name(task, r), style, agreed_results(task, style))


def write_exercise(family: Family, seed: str, namer: Namer) -> Exercise:
    """The exercise that a family makes of a seed.

    Raises:
        Flaw: when the solutions disagree, or for another reason not to publish it.
    """
    r = Draw(seed)
    return finish(family, draft(family, r, namer), r.choice(STYLES), r)


def finish(family: Family, drafted: Draft, style: str, r: Draw) -> Exercise:
    """Write a draft down with a docstring of the given style."""
    task, name = drafted.task, drafted.name
    typing = r.choice(TYPINGS)
    examples = drafted.examples(r.randint(1, 3), r) if style in SHOWS_EXAMPLES else []
    says = docstring(task, name, style, examples, typing != "untyped", r)
    body = solution_of(drafted, drafted.solution_style)
    head, needed = signature(task, name, typing)
    imports = sorted([*needed, *imports_of(body, tuple(task.takes))])
    top = "\n".join([*imports, "", "", ""]) if imports else ""
    return Exercise(
        topic=family.topic,
        family=family.name,
        name=name,
        prompt=f"{top}{head}\n{quoted(says, r)}",
        solution=f"{textwrap.indent(body, INDENT)}\n",
        tests=check(task.calls, drafted.results),
        style=f"{style}/{drafted.solution_style}/{typing}",
    )


def solution_of(drafted: Draft, style: str) -> str:
    """The body of one of the solutions, not indented, calling itself by its real name."""
    body = dedent(drafted.task.solutions[style])
    return re.sub(r"(?<![\w.])solve(?=[(,])", drafted.name, body)


def signature(task: Task, name: str, typing: str) -> tuple[str, list[str]]:
    """The line that begins the function, and the imports that its types need."""
    if typing == "untyped":
        return f"def {name}({', '.join(task.takes)}):", []
    kinds = list(task.takes.values())
    gives, names = task.gives, set[str]()
    if typing == "typing":
        old = [typing_style(kind) for kind in [*kinds, gives]]
        *kinds, gives = [kind for kind, _ in old]
        names = set().union(*(needed for _, needed in old))
        imports = [f"from typing import {', '.join(sorted(names))}"] if names else []
    else:
        callable_used = any("Callable" in kind for kind in [*kinds, gives])
        imports = ["from collections.abc import Callable"] if callable_used else []
    arguments = ", ".join(f"{arg}: {kind}" for arg, kind in zip(task.takes, kinds, strict=True))
    return f"def {name}({arguments}) -> {gives}:", imports


def quoted(text: str, r: Random) -> str:
    """A docstring in quotes, indented, in one of the usual layouts."""
    prefix = "r" if "\\" in text else ""
    layout = r.random()
    if "\n" not in text and layout < 0.6:
        lines = f'{prefix}"""{text}"""'
    elif layout < 0.75:
        lines = f'{prefix}"""{text}\n"""'
    elif layout < 0.9:
        lines = f'{prefix}"""\n{text}\n"""'
    else:
        lines = f'{prefix}""" {text}\n"""'
    return textwrap.indent(lines, INDENT) + "\n"


def check(calls: Sequence[Arguments], results: Sequence[object]) -> str:
    """The tests: a ``check`` that asserts the result of every call, as HumanEval's do."""
    lines = ["def check(candidate):"]
    for call, result in zip(calls, results, strict=True):
        code = f"candidate({', '.join(map(literal, call))})"
        if isinstance(result, Raised):
            lines += [
                "    try:",
                f"        {code}",
                f"    except {result.error}:",
                "        pass",
                "    else:",
                f'        raise AssertionError("{result.error} expected")',
            ]
        elif isinstance(result, bool) or result is None:
            lines.append(f"    assert {code} is {result}")
        elif isinstance(result, float):
            lines.append(f"    assert abs({code} - {result!r}) < 1e-6")
        else:
            lines.append(f"    assert {code} == {literal(result)}")
    return "\n".join(lines) + "\n"
