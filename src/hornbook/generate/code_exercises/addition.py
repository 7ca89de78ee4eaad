"""Assertions that are added to tests: what may be asserted, and what that would notice."""

from __future__ import annotations

import ast
from ast import literal_eval
from collections.abc import Iterator, Sequence

from hornbook.generate.code_exercises.inputs import Call
from hornbook.generate.code_exercises.probe import Seen

LONGEST = 120  # characters of a result that is asserted


def announced(program: str) -> set[str]:
    """The errors that a program raises by name; others befall it and prove nothing."""
    found = set()
    for node in ast.walk(ast.parse(program)):
        match node:
            case ast.Raise(exc=ast.Name(id=error) | ast.Call(func=ast.Name(id=error))):
                found.add(error)
    return found


def assertable(seen: Seen, errors: set[str]) -> bool:
    """Whether every right solution would do the same: no unannounced error, no rounding noise."""
    if seen.kind == "raises":
        return seen.text in errors
    if seen.kind not in ("gives", "lists") or len(seen.text) > LONGEST:
        return False
    value = literal_eval(seen.text)
    return isinstance(value, float) or all(each == round(each, 4) for each in _floats(value))


def differ(right: Seen, other: Seen) -> bool:
    """Whether an assertion of what is right would fail on the other."""
    if right.kind != other.kind:
        return True
    if right.kind == "raises":
        return right.text != other.text
    value, given = literal_eval(right.text), literal_eval(other.text)
    if value is None and right.changed != other.changed:
        return True
    if value is None or isinstance(value, bool):
        return given is not value
    if isinstance(value, float):
        return not isinstance(given, int | float) or abs(given - value) >= _tolerance(value)
    return bool(given != value)


def assertion(call: Call, seen: Seen) -> str:
    """The lines that assert what was seen, as they stand in ``check``."""
    code = f"candidate({call.source})"
    match seen:
        case Seen(kind="raises", text=error):
            lines = [
                "try:",
                f"    {code}",
                f"except {error}:",
                "    pass",
                "else:",
                f"    raise AssertionError('{error} expected')",
            ]
        case Seen(kind="lists", text=text):
            lines = [f"assert list({code}) == {text}"]
        case Seen(text="None", changed=changed) if changed:
            lines = _in_place(call, changed)
        case Seen(text="None" | "True" | "False" as text):
            lines = [f"assert {code} is {text}"]
        case Seen(text=text) if isinstance(value := literal_eval(text), float):
            lines = [f"assert abs({code} - {text}) < {_tolerance(value):g}"]
        case Seen(text=text):
            lines = [f"assert {code} == {text}"]
    return "".join(f"    {line}\n" for line in lines)


def cover(differences: Sequence[set[int]]) -> list[int]:
    """Few numbers, the earlier the better, of which each set that isn't empty has one."""
    left = [each for each in differences if each]
    picked = []
    while left:
        numbers = sorted(set().union(*left))
        best = max(numbers, key=lambda number: sum(number in each for each in left))
        picked.append(best)
        left = [each for each in left if best not in each]
    return picked


def _in_place(call: Call, changed: Sequence[str]) -> list[str]:
    """A call whose arguments are looked at afterwards."""
    names = [f"given_{number}" for number in range(1, len(changed) + 1)]
    before = [Call((value,)).source for value in call.positional]
    named = Call((), call.named).source
    arguments = ", ".join([*names, *([named] if named else [])])
    looked = zip(names, before, changed, strict=True)
    return [
        *(f"{name} = {value}" for name, value in zip(names, before, strict=True)),
        f"candidate({arguments})",
        *(f"assert {name} == {after}" for name, value, after in looked if value != after),
    ]


def _floats(value: object) -> Iterator[float]:
    match value:
        case float():
            yield value
        case dict():
            for pair in value.items():
                yield from _floats(pair)
        case list() | tuple() | set():
            for item in value:
                yield from _floats(item)


def _tolerance(value: float) -> float:
    return max(1e-6, abs(value) * 1e-9)
