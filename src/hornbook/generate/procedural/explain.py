"""Says in English what a solution does, statement by statement, for lessons."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_GROWTH = {
    ast.Add: "grows by",
    ast.Sub: "shrinks by",
    ast.Mult: "is multiplied by",
    ast.FloorDiv: "is divided, without remainder, by",
    ast.Div: "is divided by",
}
_EMPTY = {
    "[]": "an empty list",
    "{}": "an empty dictionary",
    "set()": "an empty set",
    "''": "an empty string",
}
_METHODS = {"append": "is appended to", "add": "is added to", "extend": "extends"}


def explain(body: str) -> list[str]:
    """Sentences about a function's body, in the order of its statements."""
    return [_sentence(part) for part in _statements(ast.parse(_wrapped(body)).body[0].body)]  # type: ignore[attr-defined]


def _wrapped(body: str) -> str:
    return "def wrapped():\n" + "\n".join(f"    {line}" for line in body.split("\n"))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _statements(body: list[ast.stmt]) -> Iterator[str]:
    for statement in body:
        yield from _statement(statement)


def _statement(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.For(target=target, iter=items, body=body):
            yield f"the loop takes each {_code(target)} from {_code(items)} in turn"
            yield from _statements(body)
        case ast.While(test=test, body=body):
            yield f"the loop goes on as long as {_code(test)}"
            yield from _statements(body)
        case ast.If(test=test, body=body, orelse=orelse):
            yield from _branches(f"if {_code(test)}", body)
            yield from _branches("otherwise", orelse)
        case ast.FunctionDef(name=name, body=body):
            yield f"`{name}` is a function inside the function"
            yield from _statements(body)
        case ast.Try(body=body, handlers=handlers):
            yield from _branches("first it is tried whether this works", body)
            for handler in handlers:
                yield from _branches("if it fails", handler.body)
        case _:
            yield _simple(node)


def _branches(condition: str, body: list[ast.stmt]) -> Iterator[str]:
    first, *rest = [*_statements(body)] or [""]
    if first:
        yield f"{condition}, {first}"
    yield from rest


def _simple(node: ast.stmt) -> str:
    match node:
        case ast.Assign(targets=[target], value=value):
            source = ast.unparse(value)
            if isinstance(value, ast.Constant) or source in _EMPTY:
                return f"{_code(target)} starts as {_EMPTY.get(source, _code(value))}"
            return f"{_code(target)} becomes {_code(value)}"
        case ast.AugAssign(target=target, op=op, value=value):
            return f"{_code(target)} {_GROWTH.get(type(op), 'is combined with')} {_code(value)}"
        case ast.Return(value=value):
            return f"the function returns {_value(value)}"
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=method), args=[item])):
            if method in _METHODS:
                return f"{_code(item)} {_METHODS[method]} {_code(owner)}"
        case ast.Continue():
            return "the loop goes on with the next item"
        case ast.Break():
            return "the loop ends"
        case ast.Raise():
            return "an error is raised"
    return f"{_code(node)} is carried out"


def _value(node: ast.expr | None) -> str:
    match node:
        case None:
            return "nothing"
        case ast.ListComp(
            elt=item, generators=[ast.comprehension(target=each, iter=items, ifs=[])]
        ):
            return f"a list of {_code(item)} for each {_code(each)} in {_code(items)}"
        case ast.ListComp(
            elt=item, generators=[ast.comprehension(target=each, iter=items, ifs=[test])]
        ):
            return (
                f"a list of {_code(item)} for each {_code(each)} in {_code(items)}"
                f" where {_code(test)}"
            )
    return _code(node)


def _code(node: ast.AST) -> str:
    return f"`{ast.unparse(node)}`"
