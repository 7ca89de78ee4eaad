"""What a family's inputs have in common, so that other inputs can be held to it.

A task says what it takes by a type and a few sentences; what it is ready for (empty lists?
negative numbers? unsorted ones?) shows in its inputs. These are likely invariants in the manner
of Daikon (Ernst et al. 2001, https://doi.org/10.1109/32.908957): a property that holds of every
input is taken for a condition.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from hornbook.generate.procedural.task import Arguments, Expression

Accepts = Callable[[Any], bool]
# Properties of one value, tried on each input; the ones that hold of all have to hold of others.
_LIST: tuple[Accepts, ...] = (
    lambda xs: len(xs) > 0,
    lambda xs: len(xs) > 1,
    lambda xs: all(a <= b for a, b in itertools.pairwise(xs)),
    lambda xs: all(a >= b for a, b in itertools.pairwise(xs)),
    lambda xs: len({repr(x) for x in xs}) == len(xs),
    lambda xs: len({len(x) for x in xs}) <= 1,
    lambda xs: all(len(x) == len(xs) for x in xs),
)
_NUMBER: tuple[Accepts, ...] = (lambda n: n >= 0, lambda n: n > 0, lambda n: n > 1)
_TEXT: tuple[Accepts, ...] = (
    lambda text: text != "",
    str.isidentifier,
    lambda text: text == text.strip(),
    lambda text: "  " not in text,
)
# Relations of two arguments.
_BOTH: tuple[Callable[[Any, Any], bool], ...] = (
    lambda a, b: a <= b,
    lambda a, b: a < b,
    lambda a, b: a >= b,
    lambda a, b: a != b,
    lambda a, b: len(a) == len(b),
    lambda a, b: len(a) <= len(b),
    lambda a, b: len(a) >= len(b),
    lambda a, b: a < len(b),
    lambda a, b: a <= len(b),
    lambda a, b: len(a) > b,
    lambda a, b: len(a) >= b,
    lambda a, b: a in b,
    lambda a, b: b in a,
)
# Times the longest list or the largest number that there is. A task that is only tried with
# small ones may take exponential time.
_ROOM = 2
_SMALL = 10


class Domain:
    """The inputs that a task seems to be ready for.

    Args:
        calls: its own inputs.
    """

    def __init__(self, calls: Sequence[Arguments]) -> None:
        columns = list(zip(*calls, strict=True))
        self._each = [_domain(column) for column in columns]
        self._both = [
            (i, j, relation)
            for i, j in itertools.permutations(range(len(columns)), 2)
            for relation in _BOTH
            if all(_holds(relation, call[i], call[j]) for call in calls)
        ]

    def __contains__(self, call: Arguments) -> bool:
        """Whether a call has all properties that the task's own calls share."""
        return (
            len(call) == len(self._each)
            and all(accepts(value) for accepts, value in zip(self._each, call, strict=True))
            and all(_holds(relation, call[i], call[j]) for i, j, relation in self._both)
        )


def _holds(property_: Callable[..., bool], *values: object) -> bool:
    try:
        return bool(property_(*values))
    except (TypeError, ValueError):
        return False


def _domain(column: Iterable[Any]) -> Accepts:
    """What accepts values of the same kinds with the properties that all of these have."""
    values: list[Any] = list(column)
    kinds = {type(value) for value in values}
    if len(kinds) != 1:  # no value at all, or several kinds (None among them)
        seen = {repr(value) for value in values}
        return lambda value: repr(value) in seen
    (kind,) = kinds
    if kind is bool or kind is Expression:
        return lambda value: type(value) is kind and value in values
    if kind in (int, float):
        return _numbers(kind, values)
    if kind is str:
        return _texts(values)
    if kind in (list, set):
        return _collections(kind, values)
    if kind is dict:
        keys = _domain([key for value in values for key in value])
        inner = _domain([item for value in values for item in value.values()])
        return _collections(
            dict, values, lambda d: all(map(keys, d)) and all(map(inner, d.values()))
        )
    if kind is tuple and len({len(value) for value in values}) == 1:
        parts = [_domain(column) for column in zip(*values, strict=True)]
        return lambda value: (
            type(value) is tuple
            and len(value) == len(parts)
            and all(accepts(part) for accepts, part in zip(parts, value, strict=True))
        )
    seen = {repr(value) for value in values}
    return lambda value: repr(value) in seen


def _numbers(kind: type[Any], values: list[Any]) -> Accepts:
    shared = _shared(_NUMBER, values)
    largest = max(abs(n) for n in values)
    most = largest if largest < _SMALL else _ROOM * largest

    def accepts(n: Any) -> bool:  # noqa: ANN401 - of whatever kind
        return type(n) is kind and abs(n) <= most and all(p(n) for p in shared)

    return accepts


def _texts(values: list[str]) -> Accepts:
    shared = _shared(_TEXT, values)
    sorts = [{_sort(character) for character in text} for text in values]
    allowed, needed = set().union(*sorts), set.intersection(*sorts)
    most = _ROOM * max(map(len, values))
    return lambda text: (
        type(text) is str
        and len(text) <= most
        and needed <= set(map(_sort, text)) <= allowed
        and all(p(text) for p in shared)
    )


@lru_cache(maxsize=1024)
def _sort(character: str) -> str:
    """The kind of a character: letters and digits are alike, each sign is of its own kind."""
    if character.isdigit():
        return "0"
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return character


def _collections(kind: type[Any], values: list[Any], items: Accepts | None = None) -> Accepts:
    shared = _shared(_LIST, values) if kind is list else _shared(_LIST[:2], values)
    if items is None:
        inner = _domain([item for value in values for item in value])

        def items(value: Any) -> bool:  # noqa: ANN401 - a list or a set of anything
            return all(map(inner, value))

    most = _ROOM * max(len(value) for value in values)

    def accepts(value: Any) -> bool:  # noqa: ANN401 - of whatever kind
        fits = type(value) is kind and len(value) <= most and items(value)
        return fits and all(_holds(p, value) for p in shared)

    return accepts


def _shared(properties: Sequence[Accepts], values: Sequence[Any]) -> list[Accepts]:
    return [p for p in properties if all(_holds(p, value) for value in values)]
