"""What classes do: runs a task's scripts on each solution and compares what they give."""

from __future__ import annotations

import marshal
from functools import lru_cache
from typing import Any

from hornbook.generate.procedural.behaviour import Flaw, Raised, imports_of, same
from hornbook.generate.procedural.class_task import (
    ClassTask,
    Script,
    class_body,
    is_expression,
    step_code,
)
from hornbook.generate.procedural.literal import literal

OBJECT = "it"


def class_results(task: ClassTask, style: str) -> list[list[object]]:
    """What every step of every script gives; None for statements.

    Raises:
        Flaw: when a step raises what the task doesn't announce, or gives what can't be written.
    """
    body = class_body(task, style)
    names: dict[str, Any] = {}
    steps = "\n".join(step for script in task.scripts for step in script)
    source = "\n".join(
        [*imports_of(f"{body}\n{steps}"), task.head, *(f"    {x}" for x in body.split("\n"))]
    )
    exec(compile(source, "<solution>", "exec"), names)
    return [_run(task, style, names, script) for script in task.scripts]


def _run(task: ClassTask, style: str, names: dict[str, Any], script: Script) -> list[object]:
    start, *steps = script
    names = {**names, OBJECT: None}
    results = [_step(task, style, names, f"{OBJECT} = Solve({start})")]
    if results == [None]:  # else there is no object
        results += [_step(task, style, names, step_code(step, OBJECT)) for step in steps]
    return results


def _step(task: ClassTask, style: str, names: dict[str, Any], code: str) -> object:
    try:
        result = eval(_compiled(code), names)
    except Exception as error:
        if type(error).__name__ == task.raises:
            return Raised(task.raises)
        raise Flaw(f"{style} raises {type(error).__name__} at {code}: {error}") from error
    try:
        return marshal.loads(marshal.dumps(result))  # as it is now: it may change later
    except ValueError:
        raise Flaw(f"{code} gives no plain value but a {type(result).__name__}") from None


@lru_cache(maxsize=4096)
def _compiled(code: str) -> Any:  # noqa: ANN401 - a code object
    return compile(code, "<step>", "eval" if is_expression(code) else "exec")


def agreed_class_results(
    task: ClassTask, style: str, *, telling: bool = True
) -> list[list[object]]:
    """What the chosen solution gives, after checking that all others give the same.

    Raises:
        Flaw: when they don't, or, if the scripts are to be telling, when no step has a result
            that another one hasn't.
    """
    chosen = class_results(task, style)
    for other in task.solutions:
        if other != style:
            _compare(task, chosen, class_results(task, other), f"{style} and {other}")
    if (
        telling
        and len({literal(result) for results in chosen for result in results} - {"None"}) < 2
    ):
        raise Flaw("all inputs give the same result")
    return chosen


def _compare(
    task: ClassTask, ours: list[list[object]], others: list[list[object]], who: str
) -> None:
    for script, mine, theirs in zip(task.scripts, ours, others, strict=True):
        for step, one, other in zip(script, mine, theirs, strict=False):
            if not same(one, other):
                raise Flaw(f"{who} disagree at {step} of {script}: {one!r} and {other!r}")
        if len(mine) != len(theirs):
            raise Flaw(f"{who} disagree on whether {script} raises")
