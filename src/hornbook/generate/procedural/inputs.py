"""Further inputs for a task: those of other draws, and its own with a small change.

They are held to what the task's own inputs have in common, and every solution has to agree on
them, so that they ask for nothing that the exercise doesn't promise.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from hornbook.generate.exercise import Exercise
from hornbook.generate.procedural.behaviour import Flaw, Raised, agreed_results, dedent
from hornbook.generate.procedural.class_behaviour import agreed_class_results
from hornbook.generate.procedural.class_draft import check_class
from hornbook.generate.procedural.class_task import ClassTask, Script
from hornbook.generate.procedural.domain import Domain
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.family import Family, family_at
from hornbook.generate.procedural.function_draft import check
from hornbook.generate.procedural.limited import TooLong, limited
from hornbook.generate.procedural.literal import literal
from hornbook.generate.procedural.task import Arguments, Task

MOST = 60
MOST_STEPS = 100_000  # instructions of all solutions on one input, which nobody chose
_DRAWS = 6
_LONGEST = 160  # characters of a call, which people will read
_NUMBER = re.compile(r"(?<![\w.'\"])\d+(?![\w.'\"])")


def more_tests(family: Family, seed: str) -> list[str]:
    """Further tests for the exercise that a family makes of a seed, each a ``check`` of its own."""
    r = Draw(seed)
    task = family.draw(r)
    if isinstance(task, ClassTask):
        return list(_of_scripts(task, Draw(f"{seed}/more")))
    return list(_of_calls(family, task, seed))


def more_tests_of(exercise: Exercise) -> list[str]:
    """Further tests of an exercise that a family made."""
    return more_tests(family_at(f"{exercise.topic}/{exercise.family}"), exercise.seed)


def _of_calls(family: Family, task: Task, seed: str) -> Iterator[str]:
    style = next(iter(task.solutions))
    for call in _calls(family, task, seed):
        inputs = [call[0]] if len(task.takes) == 1 else [call]
        single = replace(task, inputs=[*inputs])
        try:
            results = limited(partial(agreed_results, single, style, telling=False), MOST_STEPS)
        except (Flaw, TooLong):
            continue
        if not isinstance(results[0], Raised):
            yield check(single, results)


def _calls(family: Family, task: Task, seed: str) -> list[Arguments]:
    """Calls that the task seems to be ready for, the shortest first."""
    ready, r = task.ready or Domain(task.calls).__contains__, Draw(f"{seed}/more")
    found: dict[str, Arguments] = {}
    for call in [*_others(family, task, seed), *_varied(task, r)]:
        code = literal(call)
        if len(code) < _LONGEST and code not in found and ready(call):
            found[code] = call
    for call in task.calls:
        found.pop(literal(call), None)
    shortest = sorted(found, key=len)
    # Short ones are good to read, but long ones tell more: some of both.
    chosen = shortest[: MOST // 2] + shortest[MOST // 2 :][-MOST // 2 :]
    return [found[code] for code in chosen]


def _others(family: Family, task: Task, seed: str) -> Iterator[Arguments]:
    for number in range(_DRAWS):
        try:
            other = family.draw(Draw(f"{seed}/other/{number}"))
        except Flaw:
            continue
        if isinstance(other, Task) and list(other.takes.values()) == list(task.takes.values()):
            yield from other.calls


def _varied(task: Task, r: Draw) -> Iterator[Arguments]:
    numbers, texts = _constants(task)
    for call in task.calls:
        for place, argument in enumerate(call):
            for value in _variants(argument, numbers, texts, r):
                yield (*call[:place], value, *call[place + 1 :])


def _constants(task: Task) -> tuple[list[int], list[str]]:
    """The numbers and texts in the solutions, with their neighbours."""
    nodes = [
        node.value
        for body in task.solutions.values()
        for node in ast.walk(ast.parse(f"def f():\n{textwrap.indent(dedent(body), ' ')}"))
        if isinstance(node, ast.Constant)
    ]
    numbers = {n + d for n in nodes if type(n) is int for d in (-1, 0, 1)}
    texts = {text for text in nodes if type(text) is str and text}
    return sorted(numbers), sorted(texts)


def _variants(value: Any, numbers: list[int], texts: list[str], r: Draw) -> Iterator[Any]:  # noqa: ANN401 - any literal
    """Values that differ a little from one."""
    match value:
        case int() if not isinstance(value, bool):
            yield from (value - 1, value + 1, -value, *numbers)
        case float():
            yield from (value + 0.5, -value, value * 2)
        case str():
            yield from _texts(value, texts, r)
        case list():
            yield from _lists(value, numbers, texts, r)
        case tuple():
            for place, part in enumerate(value):
                for other in _some(_variants(part, numbers, texts, r), 2, r):
                    yield (*value[:place], other, *value[place + 1 :])
        case set() | dict():
            items = sorted(value.items() if isinstance(value, dict) else value, key=repr)
            yield from map(type(value), _lists(items, numbers, texts, r))


def _texts(text: str, texts: list[str], r: Draw) -> Iterator[str]:
    place = r.randint(0, len(text))
    yield text[:place] + text[place + 1 :]
    yield text[:place] + text[place : place + 1] + text[place:]
    yield text.swapcase()
    yield text[::-1]
    for other in _some(iter(texts), 4, r):
        yield text[:place] + other + text[place:]
        yield other + text
        yield text + other


def _lists(items: list[Any], numbers: list[int], texts: list[str], r: Draw) -> Iterator[list[Any]]:
    yield items[::-1]
    yield items[1:]
    yield items[:-1]
    yield items + items[:1]
    if not items:
        return
    place = r.randrange(len(items))
    yield [*items[:place], items[place], *items[place:]]
    for other in _some(_variants(items[place], numbers, texts, r), 6, r):
        yield [*items[:place], other, *items[place + 1 :]]
        yield [*items, other]
        yield [other, *items]


def _some(values: Iterator[Any], most: int, r: Draw) -> list[Any]:
    found = list(values)
    return r.sample(found, min(most, len(found)))


def _of_scripts(task: ClassTask, r: Draw) -> Iterator[str]:
    style = next(iter(task.solutions))
    for script in _scripts(task, r):
        single = replace(task, scripts=[script])
        try:
            work = partial(agreed_class_results, single, style, telling=False)
            yield check_class(single, limited(work, MOST_STEPS))
        except (Flaw, TooLong):
            continue


def _scripts(task: ClassTask, r: Draw) -> list[Script]:
    """Scripts with a step left out or done twice, or a number that is one more or less."""
    found: dict[Script, None] = {}
    for script in task.scripts:
        start, *steps = script
        for place, step in enumerate(steps):
            found[start, *steps[:place], *steps[place + 1 :]] = None
            found[start, *steps[:place], step, *steps[place:]] = None
        for place, part in enumerate(script):
            for number in set(_NUMBER.findall(part)):
                for other in {max(int(number) - 1, 0), int(number) + 1}:
                    changed = re.sub(rf"(?<![\w.'\"]){number}(?![\w.'\"])", str(other), part)
                    found[(*script[:place], changed, *script[place + 1 :])] = None
    return r.sample(list(found), min(MOST, len(found)))
