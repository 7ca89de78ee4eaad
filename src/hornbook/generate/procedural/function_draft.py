"""From a function's task to an exercise: signature, docstring, solution and tests."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from hornbook.generate.exercise import TASK, Exercise
from hornbook.generate.procedural.annotations import abstract_names, typing_style
from hornbook.generate.procedural.behaviour import Raised, dedent, imports_of
from hornbook.generate.procedural.docstring import (
    INDENT,
    SHOWS_EXAMPLES,
    Example,
    docstring,
    quoted,
)
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.family import Family
from hornbook.generate.procedural.literal import literal
from hornbook.generate.procedural.statement import statement
from hornbook.generate.procedural.task import Task

TYPINGS = ("untyped", "untyped", "typed", "typing")


@dataclass(frozen=True)
class FunctionDraft:
    """A task that has a name and whose results are known.

    Attributes:
        solution_style: the solution that was chosen; the others have been compared with it.
        results: what it gives for each of the task's calls.
    """

    task: Task
    name: str
    solution_style: str
    results: Sequence[object]

    def exercise(self, family: Family, style: str, r: Draw) -> Exercise:
        """Write it down with a docstring of the given style."""
        task, name = self.task, self.name
        typing = r.choice(TYPINGS)
        examples = self.examples(r.randint(1, 3), r) if style in SHOWS_EXAMPLES else []
        says = docstring(task, name, style, examples, typing != "untyped", r)
        body = self.body(self.solution_style)
        head, needed = signature(task, name, typing)
        imports = sorted([*needed, *imports_of(body, tuple(task.takes))])
        top = "\n".join([*imports, "", "", ""]) if imports else ""
        return Exercise(
            topic=family.topic,
            family=family.name,
            name=name,
            prompt=f"{top}{head}\n{quoted(says, r)}",
            solution=f"{textwrap.indent(body, INDENT)}\n",
            tests=check(task, self.results),
            style=f"{style}/{self.solution_style}/{typing}",
        )

    def stated(self, family: Family, r: Draw) -> Exercise | None:
        """Write it down as a task with assertions, and the whole function after them.

        Imports stand inside of the function, so that what is written begins with ``def``: what
        comes after the first statement in the first column counts as something else when a
        completion is cut.

        Returns:
            None where nothing short enough can be asserted, which alone would tell the name, or
            where that takes an import.
        """
        task, name = self.task, self.name
        examples = self.examples(r.pick(1, 2, 3, 3, 3), r)
        if not examples or imports_of(task.view):
            return None
        typing = r.choice(TYPINGS)
        if signature(task, name, typing)[1]:  # its types would have to be imported first
            typing = "untyped"
        body = self.body(self.solution_style)
        body = "\n".join([*imports_of(body, tuple(task.takes)), body])
        layout, says = statement(task, name, examples, r)
        return Exercise(
            topic=family.topic,
            family=family.name,
            name=name,
            prompt=says,
            solution=f"{signature(task, name, typing)[0]}\n{textwrap.indent(body, INDENT)}\n",
            tests=check(task, self.results),
            style=f"{layout}/{self.solution_style}/{typing}",
            form=TASK,
        )

    def examples(self, most: int, r: Random) -> list[Example]:
        """Up to ``most`` short calls with different results, the trivial ones last."""
        pairs = list(zip(self.task.calls, self.results, strict=True))
        r.shuffle(pairs)
        pairs.sort(key=lambda pair: not all(pair[0]) and r.random() < 0.8)
        found: dict[str, Example] = {}
        for call, result in pairs:
            shown = literal(result)
            if not isinstance(result, Raised) and len(literal(call)) + len(shown) < 90:
                found.setdefault(shown, Example(call, result, self.task.view))
        return list(found.values())[:most]

    def body(self, style: str) -> str:
        """The body of one of the solutions, not indented, calling itself by its real name."""
        return re.sub(r"(?<![\w.])solve(?=[(,])", self.name, dedent(self.task.solutions[style]))

    def bare(self, style: str) -> str:
        """A whole function with one of the solutions, without docstring and types."""
        head = f"def {self.name}({', '.join(self.task.takes)}):"
        return f"{head}\n{textwrap.indent(self.body(style), INDENT)}"

    def prints(self, r: Random) -> str:
        """A few calls that print what they give, which stands beside them."""
        lines = [
            f"print({example.call(self.name)})  # {literal(example.result)}"
            for example in self.examples(3, r)
        ]
        return "\n".join([*imports_of(self.task.view), *lines])


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
    else:
        names = set().union(*map(abstract_names, [*kinds, gives]))
    module = "typing" if typing == "typing" else "collections.abc"
    imports = [f"from {module} import {', '.join(sorted(names))}"] if names else []
    arguments = ", ".join(f"{arg}: {kind}" for arg, kind in zip(task.takes, kinds, strict=True))
    return f"def {name}({arguments}) -> {gives}:", imports


def check(task: Task, results: Sequence[object]) -> str:
    """The tests: a ``check`` that asserts the result of every call, as HumanEval's do."""
    lines = ["def check(candidate):", *(f"{INDENT}{line}" for line in imports_of(task.view))]
    for call, result in zip(task.calls, results, strict=True):
        code = task.view.replace("{}", f"candidate({', '.join(map(literal, call))})")
        lines += (f"{INDENT}{line}" for line in assertion(code, result))
    return "\n".join(lines) + "\n"


def assertion(code: str, result: object) -> Iterator[str]:
    """Lines that fail unless an expression gives a result."""
    if isinstance(result, Raised):
        yield "try:"
        yield f"    {code}"
        yield f"except {result.error}:"
        yield "    pass"
        yield "else:"
        yield f'    raise AssertionError("{result.error} expected")'
    elif isinstance(result, bool) or result is None:
        yield f"assert {code} is {result}"
    elif isinstance(result, float):
        yield f"assert abs({code} - {result!r}) < 1e-6"
    else:
        yield f"assert {code} == {literal(result)}"
