"""Calls of a function that its docstring shows or its types allow, and constants of its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from hornbook.generate.code_exercises.blocks import parsed
from hornbook.generate.code_exercises.inputs import Call

_CALLS = 6
_LONGEST = 400  # characters of a call in a docstring
_LONGEST_CONSTANT = 20


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


def calls_in_docstring(program: str, name: str) -> list[Call]:
    """The calls with plain values that a docstring shows, as an example or within a sentence."""
    found: dict[str, Call] = {}
    for match in re.finditer(rf"\b{re.escape(name)}\(", _docstring(program, name)):
        rest = match.string[match.start() : match.start() + _LONGEST]
        for end in (number + 1 for number, letter in enumerate(rest) if letter == ")"):
            tree = parsed(rest[:end])
            if tree is not None:
                for call in _plain_calls(tree):
                    found.setdefault(call.source, call)
                break
    return list(found.values())


def constants_of(program: str, name: str) -> list[int | str]:
    """The numbers and texts in a function's code, docstring and booleans left out, once each."""
    docstring = _docstring(program, name)
    found: dict[int | str, None] = {}
    for node in ast.walk(ast.parse(program)):
        match node:
            case ast.Constant(value=bool()):
                pass
            case ast.Constant(value=int() | str() as value):
                if value != docstring and len(repr(value)) <= _LONGEST_CONSTANT:
                    found[value] = None
    return list(found)


def _docstring(program: str, name: str) -> str:
    for node in ast.parse(program).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return ast.get_docstring(node, clean=False) or ""
    return ""


def _plain_calls(tree: ast.Module) -> Iterator[Call]:
    match tree.body:
        case [ast.Expr(value=ast.Call(args=args, keywords=keywords))]:
            try:
                named = {each.arg: ast.literal_eval(each.value) for each in keywords if each.arg}
                yield Call(tuple(map(ast.literal_eval, args)), named)
            except (ValueError, TypeError, SyntaxError):
                pass


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
