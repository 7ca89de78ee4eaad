"""What solutions do: runs them on a task's inputs and compares them.

The code that runs here is this package's own, written in the curriculum; what is published
runs once more in the sandbox, where a teacher's code would too.
"""

from __future__ import annotations

import marshal
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import CodeType
from typing import Any

from hornbook.generate.procedural.literal import literal
from hornbook.generate.procedural.task import Arguments, Expression, Task

REFERENCE = "reference"

_IMPORTS = {
    "Counter": "from collections import Counter",
    "defaultdict": "from collections import defaultdict",
    "deque": "from collections import deque",
    "reduce": "from functools import reduce",
    "itertools": "import itertools",
    "functools": "import functools",
    "operator": "import operator",
    "math": "import math",
    "re": "import re",
    "heapq": "import heapq",
    "bisect": "import bisect",
    "statistics": "import statistics",
    "string": "import string",
    "json": "import json",
    "date": "from datetime import date",
    "datetime": "from datetime import datetime",
    "timedelta": "from datetime import timedelta",
    "calendar": "import calendar",
    "Fraction": "from fractions import Fraction",
    "islice": "from itertools import islice",
    "contextmanager": "from contextlib import contextmanager",
    "suppress": "from contextlib import suppress",
}
_MODULES = sorted(name for name, line in _IMPORTS.items() if line == f"import {name}")
_MEMBERS = sorted(set(_IMPORTS) - set(_MODULES))
# A bare call of a class or function (or a decorator), or a module followed by a dot; never an
# attribute.
_USES = re.compile(
    rf"(?<![\w.\"'])(?:({'|'.join(_MEMBERS)})(?=[(.,)]|(?<=contextmanager)\n)|({'|'.join(_MODULES)})(?=\.\w))"
)


class Flaw(Exception):
    """A reason not to publish a task; the message says which."""


@dataclass(frozen=True)
class Raised:
    """The result of a call that raised the exception that its task announces."""

    error: str


@cache
def dedent(body: str) -> str:
    """A solution without the indentation that its lines share.

    A line of spaces only is one that a family left out (``{"x = 1" if needed else ""}``), and
    disappears; an empty line stays.
    """
    lines = body.strip("\n").split("\n")
    if len(lines) == 1:
        return body.strip()
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    kept = [line for line in lines if line.strip() or line == ""]
    return "\n".join(line[margin:].rstrip() for line in kept).strip("\n")


def imports_of(code: str, parameters: Sequence[str] = ()) -> list[str]:
    """The import statements that a solution needs, sorted."""
    found = {a or b for a, b in _USES.findall(code)}
    return sorted(_IMPORTS[name] for name in found if name not in parameters)


@lru_cache(maxsize=4096)
def _compiled(imports: str, head: str, body: str) -> Callable[..., object]:
    indented = "\n".join(f"    {line}" for line in body.split("\n"))
    names: dict[str, Any] = {}
    exec(compile(f"{imports}\n{head}\n{indented}\n", "<solution>", "exec"), names)
    function: Callable[..., object] = names["solve"]
    return function


def function_of(task: Task, style: str) -> Callable[..., object]:
    """One solution of a task, or its reference, ready to call."""
    body = dedent(task.reference if style == REFERENCE else task.solutions[style])
    imports = "\n".join(imports_of(body, tuple(task.takes)))
    return _compiled(imports, f"def solve({', '.join(task.takes)}):", body)


def results(task: Task, style: str) -> list[object]:
    """What each of the task's inputs gives.

    Raises:
        Flaw: when a call raises what the task doesn't announce, or changes its arguments.
    """
    function, look = function_of(task, style), _look(task.view)
    return [_result(task, style, function, look, call) for call in task.calls]


def agreed_results(task: Task, style: str, *, telling: bool = True) -> list[object]:
    """What the chosen solution gives, after checking that all others give the same.

    Raises:
        Flaw: when they don't, or, if the inputs are to be telling, when all of them give one
            result, which proves nothing.
    """
    chosen = results(task, style)
    for other in (*task.solutions, *([REFERENCE] if task.reference else [])):
        if other != style:
            _compare(task, chosen, results(task, other), f"{style} and {other}")
    if telling and len({literal(result) for result in chosen}) < 2:
        raise Flaw("all inputs give the same result")
    return chosen


@cache
def _look(view: str) -> Callable[[object], object]:
    """What shows a result as a plain value; the identity where it is one."""
    if view == "{}":
        return lambda result: result
    body = f"return {view.replace('{}', 'result')}"
    return _compiled("\n".join(imports_of(body)), "def solve(result):", body)


def _result(
    task: Task,
    style: str,
    function: Callable[..., object],
    look: Callable[[object], object],
    call: Arguments,
) -> object:
    arguments = _copy(call)
    try:
        result = look(function(*arguments))
    except Exception as error:
        if type(error).__name__ == task.raises:
            return Raised(task.raises)
        raise Flaw(f"{style} raises {type(error).__name__} on {literal(call)}: {error}") from error
    if arguments != call and _plain(call):
        raise Flaw(f"{style} changes its argument {literal(call)}")
    return result


def _plain(call: Arguments) -> bool:
    return not any(isinstance(argument, Expression) for argument in call)


def _copy(call: Arguments) -> Arguments:
    if _plain(call):
        copy: Arguments = marshal.loads(marshal.dumps(call))
        return copy
    return tuple(
        eval(_expression(part.code))
        if isinstance(part, Expression)
        else marshal.loads(marshal.dumps(part))
        for part in call
    )


@cache
def _expression(code: str) -> CodeType:
    return compile(code, "<argument>", "eval")


def _compare(task: Task, ours: list[object], others: list[object], who: str) -> None:
    for call, mine, theirs in zip(task.calls, ours, others, strict=True):
        if not same(mine, theirs):
            raise Flaw(f"{who} disagree on {literal(call)}: {mine!r} and {theirs!r}")


def same(one: object, other: object) -> bool:
    """Equality that minds types and forgives floats their last digits."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return type(one) is type(other) and one == other
