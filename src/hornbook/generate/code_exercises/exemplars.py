"""Calls of a function by the types of its signature, beside those that its tests show."""

from __future__ import annotations

import ast
from typing import Any

from hornbook.generate.code_exercises.inputs import Call

_CALLS = 6


def calls_by_type(program: str, name: str) -> list[Call]:
    """Some calls of a program's function; none unless all of its arguments have known types."""
    for node in ast.parse(program).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            arguments = [*node.args.posonlyargs, *node.args.args]
            values = [exemplars(argument.annotation) for argument in arguments]
            if values and all(values) and not node.args.kwonlyargs:
                picked = (tuple(each[n % len(each)] for each in values) for n in range(_CALLS))
                return list({call.source: call for call in map(Call, picked)}.values())
    return []


def exemplars(annotation: ast.expr | None) -> list[Any]:
    """Some values of the type that an annotation names; none where it isn't known."""
    match annotation:
        case ast.Constant(value=None):
            return [None]
        case ast.Constant(value=str() as text):
            try:
                return exemplars(ast.parse(text, mode="eval").body)
            except SyntaxError:
                return []
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return list(_PLAIN.get(name, []))
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return [*exemplars(left), *exemplars(right)]
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name), slice=inner):
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return _composed(name, [exemplars(part) for part in parts])
    return []


def _composed(name: str, parts: list[list[Any]]) -> list[Any]:
    first = parts[0]
    match name:
        case "Optional":
            return [None, *first]
        case "Union":
            return [value for part in parts for value in part]
        case "list" | "List" | "Sequence" | "Iterable" | "Collection" | "Iterator":
            return [first, first[:1], []] if first else []
        case "tuple" | "Tuple":
            return [tuple(part[0] for part in parts)] if all(parts) else []
        case "set" | "Set" | "frozenset":
            return [set(first)] if first and all(map(_hashable, first)) else []
        case "dict" | "Dict" | "Mapping":
            return [dict(zip(first, parts[-1], strict=False))] if all(parts) else []
    return []


def _hashable(value: object) -> bool:
    return value.__hash__ is not None


_PLAIN: dict[str, list[Any]] = {
    "int": [0, 1, 2, 3, 7, 10],
    "float": [0.0, 0.5, 1.0, 2.5],
    "str": ["", "a", "hello world", "Level"],
    "bool": [True, False],
    "bytes": [b"", b"abc"],
    "list": [[3, 1, 2], [1, 1], []],
    "List": [[3, 1, 2], [1, 1], []],
    "dict": [{"a": 1, "b": 2}, {}],
    "Dict": [{"a": 1, "b": 2}, {}],
    "set": [{1, 2, 3}, {2}],
    "Any": [1, "a"],
    "object": [1, "a"],
}
