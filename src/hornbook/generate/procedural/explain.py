"""Says in English what a solution does, statement by statement, for lessons."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

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
    '""': "an empty string",
}
_METHODS = {"append": "is appended to", "add": "is added to"}


def explain(body: str) -> list[str]:
    """Sentences about a function's body, in the order of its statements.

    Example:
        >>> explain("return [n for n in numbers if n > 5]")
        ['The function returns a list of `n` for each `n` in `numbers` where `n > 5`.']
    """
    source = "def wrapped():\n" + "\n".join(f"    {line}" for line in body.split("\n"))
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    parts = _Reader(source).statements(function.body)
    return [f"{part[0].upper()}{part[1:]}." for part in parts]


@dataclass(frozen=True)
class _Reader:
    """Turns syntax trees into clauses; keeps the source, to quote it as it was written."""

    source: str
    subject: str = "the function"

    def statements(self, body: list[ast.stmt]) -> Iterator[str]:
        for statement in body:
            yield from self._statement(statement)

    def _statement(self, node: ast.stmt) -> Iterator[str]:
        match node:
            case ast.For(target=target, iter=items, body=body):
                yield f"the loop takes each {self._code(target)} from {self._code(items)} in turn"
                yield from self.statements(body)
            case ast.While(test=test, body=body):
                yield f"the loop goes on as long as {self._code(test)}"
                yield from self.statements(body)
            case ast.If(test=test, body=body, orelse=orelse):
                yield from self._branches(f"if {self._code(test)}", body)
                yield from self._branches("otherwise", orelse)
            case ast.FunctionDef(name=name, body=body, args=ast.arguments(args=[first, *_])) if (
                first.arg in ("self", "cls")
            ):
                yield f"`{name}` is a method"
                yield from _Reader(self.source, f"`{name}`").statements(body)
            case ast.FunctionDef(name=name, body=body):
                yield f"`{name}` is a function inside {self.subject}"
                yield from self.statements(body)
            case ast.With(items=items, body=body):
                entered = " and ".join(self._code(item) for item in items)
                yield from self._branches(f"within {entered}", body)
            case ast.Try(body=body, handlers=handlers):
                yield from self._branches("first it is tried whether this works", body)
                for handler in handlers:
                    yield from self._branches("if it fails", handler.body)
            case _:
                yield self._simple(node)

    def _branches(self, condition: str, body: list[ast.stmt]) -> Iterator[str]:
        clauses = self.statements(body)
        for first in clauses:
            yield f"{condition}, {first}"
            yield from clauses

    def _simple(self, node: ast.stmt) -> str:
        match node:
            case ast.Assign(targets=[target], value=value):
                return self._assignment(target, value)
            case ast.AugAssign(target=target, op=op, value=value):
                grows = _GROWTH.get(type(op), "is combined with")
                return f"{self._code(target)} {grows} {self._code(value)}"
            case ast.Return(value=value):
                return f"{self.subject} returns {self._value(value)}"
            case ast.Expr(value=value):
                return self._bare(value)
            case ast.Continue():
                return "the loop goes on with the next item"
            case ast.Break():
                return "the loop ends"
            case ast.Raise():
                return "an error is raised"
        return f"{self._code(node)} is carried out"

    def _bare(self, value: ast.expr) -> str:
        """An expression that stands as a statement."""
        match value:
            case ast.Call(func=ast.Attribute(value=owner, attr=name), args=[item]) if (
                name in _METHODS
            ):
                return f"{self._code(item)} {_METHODS[name]} {self._code(owner)}"
            case ast.Yield(value=item):
                return f"{self.subject} yields {self._value(item)}"
            case ast.YieldFrom(value=items):
                return f"{self.subject} yields each item of {self._code(items)}"
            case ast.Constant(value=str()):
                return "a docstring says what it is for"
        return f"{self._code(value)} is carried out"

    def _assignment(self, target: ast.expr, value: ast.expr) -> str:
        empty = _EMPTY.get(ast.get_source_segment(self.source, value) or "")
        if empty or isinstance(value, ast.Constant):
            return f"{self._code(target)} starts as {empty or self._code(value)}"
        return f"{self._code(target)} becomes {self._code(value)}"

    def _value(self, node: ast.expr | None) -> str:
        match node:
            case None:
                return "nothing"
            case ast.ListComp(
                elt=item, generators=[ast.comprehension(target=each, iter=items, ifs=ifs)]
            ):
                where = "".join(f" where {self._code(test)}" for test in ifs)
                return (
                    f"a list of {self._code(item)} for each {self._code(each)} in"
                    f" {self._code(items)}{where}"
                )
        return self._code(node)

    def _code(self, node: ast.AST) -> str:
        segment = ast.get_source_segment(self.source, node) or ast.unparse(node)
        return "`" + " ".join(segment.split()) + "`"
