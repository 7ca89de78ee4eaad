"""From a class's task to an exercise: docstring, methods and tests that are short scripts."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from hornbook.generate.exercise import Exercise
from hornbook.generate.procedural.behaviour import Raised, imports_of
from hornbook.generate.procedural.class_task import (
    ClassTask,
    Method,
    Script,
    class_body,
    gives_nothing,
    is_closed,
    is_expression,
    method,
    step_code,
    typing_imports,
)
from hornbook.generate.procedural.docstring import INDENT, SHOWS_EXAMPLES, WIDTH, quoted
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.family import Family
from hornbook.generate.procedural.function_draft import TYPINGS, assertion
from hornbook.generate.procedural.literal import literal

_SHOWN = 7  # steps of a script in an example
_SELF = re.compile(r"\bSolve\b")

Results = Sequence[Sequence[object]]


@dataclass(frozen=True)
class ClassDraft:
    """A class that has a name and whose results are known.

    Attributes:
        solution_style: the solution that was chosen; the others have been compared with it.
        results: what it gives at each step of the task's scripts.
    """

    task: ClassTask
    name: str
    solution_style: str
    results: Results

    def exercise(self, family: Family, style: str, r: Draw) -> Exercise:
        """Write it down with a docstring of the given style."""
        task, chosen = self.task, self.solution_style
        typing = r.choice(TYPINGS)
        says = self._docstring(style, r)
        body = self.body(chosen, typing, says=r.coin())
        imports = sorted([*typing_imports(task, chosen, typing), *imports_of(body)])
        top = "\n".join([*imports, "", "", ""]) if imports else ""
        return Exercise(
            topic=family.topic,
            family=family.name,
            name=self.name,
            prompt=f"{top}{self._head}\n{quoted(says, r)}",
            solution=f"\n{textwrap.indent(body, INDENT)}\n",
            tests=check_class(task, self.results),
            style=f"{style}/{chosen}/{typing}",
        )

    @property
    def _head(self) -> str:
        return _SELF.sub(self.name, self.task.head)

    def body(self, style: str, typing: str = "untyped", *, says: bool = False) -> str:
        """The methods of one of the solutions, not indented, naming the class by its name."""
        return _SELF.sub(self.name, class_body(self.task, style, typing, says=says))

    def bare(self, style: str) -> str:
        """A whole class with one of the solutions, without docstrings and types."""
        return f"{self._head}\n{textwrap.indent(self.body(style), INDENT)}"

    def prints(self, r: Random) -> str:
        """A script that prints what its steps give, which stands beside them."""
        lines = []
        for code, result in self._script(r):
            shown = code if result is None else f"print({code})  # {literal(result)}"
            lines.append(shown)
        return "\n".join(lines)

    def _docstring(self, style: str, r: Random) -> str:
        task = self.task
        summary = textwrap.fill(" ".join([r.choice(task.does), *task.notes]), WIDTH)
        methods = [(method(signature), told) for signature, told in task.methods.items()]
        parts = [summary, *_listed(methods, style, r)]
        if style in SHOWS_EXAMPLES:
            parts += ["", *(["Examples:"] if style == "google" else [])]
            margin = INDENT if style == "google" else ""
            parts += [f"{margin}{line}" for line in self._session(r)]
        return "\n".join(parts)

    def _session(self, r: Random) -> Iterator[str]:
        for code, result in self._script(r):
            if isinstance(result, set):
                yield f">>> {code} == {literal(result)}"
                yield "True"
                continue
            yield f">>> {code}"
            if result is not None:
                yield literal(result)

    def _script(self, r: Random) -> list[tuple[str, object]]:
        """The beginning of one of the scripts, with what each step gives, up to a first error."""
        number = r.randrange(len(self.results))
        number = max(range(number, number + 3), key=lambda n: _shows(self.results, n))
        script, results = self.task.scripts[number % len(self.results)], self.results
        codes = _codes(self.task, script, self.name)
        shown: list[tuple[str, object]] = []
        for code, result in zip(codes, results[number % len(results)], strict=False):
            if isinstance(result, Raised) or "\n" in code or len(shown) > _SHOWN:
                break
            shown.append((code, result))
        return shown


def _shows(results: Results, number: int) -> int:
    shown = results[number % len(results)][1 : _SHOWN + 1]
    return len({literal(r) for r in shown if r is not None and not isinstance(r, Raised)})


def _listed(methods: Sequence[tuple[Method, str]], style: str, r: Random) -> list[str]:
    """What the methods do, in the manner of a style."""
    if style == "google":
        return ["", "Methods:", *(f"{INDENT}{m.call}: {told}" for m, told in methods)]
    if style == "numpy":
        pairs = (line for m, told in methods for line in (m.call, f"{INDENT}{told}"))
        return ["", "Methods", "-------", *pairs]
    if style == "rest":
        return ["", *(f"* ``{m.call}``: {told}" for m, told in methods)]
    bullet = r.choice(("- ", "- ", "", "* "))
    return ["", *(f"{bullet}{m.call}: {told}" for m, told in methods)]


def _codes(task: ClassTask, script: Script, name: str) -> list[str]:
    start, *steps = script
    codes = [f"{task.called} = {name}({start})"]
    return codes + [_SELF.sub(name, step_code(step, task.called)) for step in steps]


def check_class(task: ClassTask, results: Results) -> str:
    """The tests: a ``check`` that runs every script and asserts what its steps give."""
    lines = imports_of("\n".join(step for script in task.scripts for step in script))
    for script, values in zip(task.scripts, results, strict=True):
        codes = _codes(task, script, "candidate")
        for step, code, value in zip(script, codes, values, strict=False):
            done = value is None and (code == codes[0] or gives_nothing(task, step))
            lines += [code] if done else _checked(code, value)
        lines.append("")
    body = textwrap.indent("\n".join(lines).rstrip("\n"), INDENT)
    return f"def check(candidate):\n{body}\n"


def _checked(code: str, value: object) -> Iterator[str]:
    if not isinstance(value, Raised) and not is_expression(code):
        yield code
    elif isinstance(value, Raised) and "\n" in code:
        raise_free = textwrap.indent(code, INDENT)
        yield f"try:\n{raise_free}"
        yield from list(assertion("", value))[2:]
    else:
        yield from assertion(
            code if isinstance(value, Raised) or is_closed(code) else f"({code})", value
        )
