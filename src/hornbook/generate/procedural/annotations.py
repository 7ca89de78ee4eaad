"""Type annotations: how they read in prose, and how older code writes them."""

from __future__ import annotations

import re
from functools import cache

_ONE = {
    "int": "an integer",
    "float": "a float",
    "str": "a string",
    "bool": "a boolean",
    "object": "a value",
    "list": "a list",
    "dict": "a dictionary",
    "set": "a set",
    "tuple": "a tuple",
    "Callable": "a function",
    "Iterator": "an iterator",
    "Iterable": "an iterable",
    "None": "None",
}
_MANY = {
    "int": "integers",
    "float": "floats",
    "str": "strings",
    "bool": "booleans",
    "object": "values",
    "list": "lists",
    "set": "sets",
    "tuple": "tuples",
    "dict": "dictionaries",
    "Callable": "functions",
    "Iterator": "iterators",
    "Iterable": "iterables",
}
_ABSTRACT = ("Callable", "Iterable", "Iterator")
_OF = {"Iterator": "over"}
_TYPING = {"list": "List", "dict": "Dict", "set": "Set", "tuple": "Tuple"}


@cache
def phrase(annotation: str) -> str:
    """An annotation in words: ``list[int]`` gives "a list of integers"."""
    if annotation.endswith(" | None"):
        return f"{phrase(annotation.removesuffix(' | None'))} or None"
    outer, inner = _parts(annotation)
    if outer == "dict" and inner:
        return f"a dictionary from {plural(inner[0])} to {plural(inner[1])}"
    if outer == "tuple" and inner and "..." not in inner:
        return f"a tuple of {' and '.join(phrase(part) for part in inner)}"
    one = _ONE[outer]
    linked = f"{one} {_OF.get(outer, 'of')}"
    return f"{linked} {plural(inner[0])}" if inner and outer != "Callable" else one


@cache
def plural(annotation: str) -> str:
    """An annotation in the plural: ``list[int]`` gives "lists of integers"."""
    if annotation.endswith(" | None"):
        return f"{plural(annotation.removesuffix(' | None'))} or None"
    outer, inner = _parts(annotation)
    if inner and outer in ("list", "set"):
        return f"{_MANY[outer]} of {plural(inner[0])}"
    return _MANY[outer]


def _parts(annotation: str) -> tuple[str, list[str]]:
    outer, bracket, rest = annotation.partition("[")
    if not bracket:
        return annotation, []
    # Split at commas outside brackets only.
    parts = re.findall(r"(?:[^,\[\]]|\[(?:[^\[\]]|\[[^\]]*\])*\])+", rest[:-1])
    return outer, [part.strip() for part in parts]


@cache
def typing_style(annotation: str) -> tuple[str, frozenset[str]]:
    """An annotation as written before Python 3.9, with the names that it takes from typing."""
    names: set[str] = set()

    def capital(match: re.Match[str]) -> str:
        names.add(_TYPING[match[0]])
        return _TYPING[match[0]]

    old = re.sub(r"\b(?:list|dict|set|tuple)\b", capital, annotation)
    if " | None" in old:
        names.add("Optional")
        old = re.sub(r"([\w\[\], ]+?) \| None$", r"Optional[\1]", old)
        old = re.sub(r"(\w+) \| None", r"Optional[\1]", old)
    names.update(abstract_names(annotation))
    if "object" in old:
        names.add("Any")
        old = re.sub(r"\bobject\b", "Any", old)
    return old, frozenset(names)


def abstract_names(annotation: str) -> set[str]:
    """The names in an annotation that ``collections.abc`` and ``typing`` define."""
    return {name for name in _ABSTRACT if re.search(rf"\b{name}\b", annotation)}
