"""Programs without their names: equal for two that differ in names, layout and comments only."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from hornbook.similarity.trees import parse

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DOCUMENTED = (*_FUNCTIONS, ast.ClassDef, ast.Module)
# Where a node holds a name that a program can give to something of its own.
_NAMES = {
    ast.Name: "id",
    ast.arg: "arg",
    ast.keyword: "arg",
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ClassDef: "name",
    ast.alias: "asname",
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
    ast.MatchMapping: "rest",
}


def alpha_form(text: str) -> str | None:
    """A program with the names that it gives replaced by numbers, in the order of appearance.

    Names from elsewhere (builtins, what it imports, attributes) and constants stay, so this tells
    programs apart that `hornbook.similarity.trees` takes for one: ``a - b`` from ``b - a``, and
    ``n > 3`` from ``n > 4``. Docstrings, comments and type hints are left out.

    Returns:
        A text to compare or hash; None where the program doesn't parse or nests too deeply.
    """
    tree = parse(text)
    if tree is None:
        return None
    nodes = list(ast.walk(tree))
    given = {name for node in nodes for name in _given(node)}
    numbers: dict[str, str] = {}
    for node in nodes:
        field = _NAMES.get(type(node))
        name = getattr(node, field) if field else None
        if field and name in given:
            setattr(node, field, numbers.setdefault(name, f"_{len(numbers)}"))
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            node.names = [numbers.setdefault(name, f"_{len(numbers)}") for name in node.names]
        _strip(node)
    try:
        return ast.dump(tree)
    except RecursionError:
        return None


def _given(node: ast.AST) -> Iterator[str]:
    """The name that a node binds, if any."""
    reads = isinstance(node, ast.keyword) or isinstance(getattr(node, "ctx", None), ast.Load)
    field = _NAMES.get(type(node))
    if field and not reads and (name := getattr(node, field)):
        yield name


def _strip(node: ast.AST) -> None:
    """Take a node's docstring and type hints away."""
    if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
        node.body = node.body[1:]
    if isinstance(node, _FUNCTIONS):
        node.returns = None
    elif isinstance(node, ast.arg):
        node.annotation = None
