"""Tests written for unittest or pytest, as plain assertions."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hornbook.generate.code_exercises.scope import names_in

# What methods of unittest.TestCase assert; {0} and {1} are their arguments.
_METHODS = {
    "assertEqual": "{0} == {1}",
    "assertEquals": "{0} == {1}",
    "assertListEqual": "{0} == {1}",
    "assertDictEqual": "{0} == {1}",
    "assertSetEqual": "{0} == {1}",
    "assertTupleEqual": "{0} == {1}",
    "assertNotEqual": "{0} != {1}",
    "assertTrue": "{0}",
    "assertFalse": "not {0}",
    "assertIs": "{0} is {1}",
    "assertIsNone": "{0} is None",
    "assertIn": "{0} in {1}",
    "assertNotIn": "{0} not in {1}",
    "assertAlmostEqual": "abs({0} - {1}) < 1e-6",
}


def plain(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements with assertions instead of calls of unittest's and pytest's."""
    return [_Plain().visit(each) for each in body]


def raising(error: str, body: Sequence[ast.stmt]) -> ast.stmt:
    """Statements that fail unless ``body`` raises ``error``."""
    expected = f"raise AssertionError('{error} expected')"
    source = f"try:\n    pass\nexcept {error}:\n    pass\nelse:\n    {expected}"
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.Try)
    node.body = list(body)
    return node


def expected_error(node: ast.AST) -> str:
    """The error that a ``with pytest.raises(ValueError)``, or unittest's, waits for."""
    match node:
        case ast.With(
            items=[
                ast.withitem(
                    context_expr=ast.Call(
                        func=ast.Attribute(attr="raises" | "assertRaises"),
                        args=[ast.Name(id=error)],
                    ),
                    optional_vars=None,
                )
            ]
        ):
            return error
    return ""


def defined(name: str, arguments: Sequence[str], body: Sequence[ast.stmt]) -> ast.FunctionDef:
    """A function."""
    (node,) = ast.parse(f"def {name}({', '.join(arguments)}): pass").body
    assert isinstance(node, ast.FunctionDef)
    node.body = list(body)
    return node


def test_methods(node: ast.ClassDef) -> Iterator[ast.stmt]:
    """The methods of a ``TestCase`` as functions, each with its call; none that need its state."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test"):
            body = plain(each.body)
            if not any("self" in names_in(statement) for statement in body):
                yield defined(each.name, [], body)
                yield from ast.parse(f"{each.name}()").body


class _Plain(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        match node.value:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="self"), attr=method), args=arguments
            ) if method in _METHODS:
                form = _METHODS[method]
                texts = [f"({ast.unparse(each)})" for each in arguments[:2]]
                if form.count("{") <= len(texts):
                    return ast.parse(f"assert {form.format(*texts)}").body[0]
        return node

    def visit_With(self, node: ast.With) -> ast.stmt:
        error = expected_error(node)
        return raising(error, node.body) if error else self.generic_visit(node)  # type: ignore[return-value]
