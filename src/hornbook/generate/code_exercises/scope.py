"""Which names a piece of source reads and which it binds, by its syntax tree."""

from __future__ import annotations

import ast
import re

_TEST = re.compile(r"(?i)tests?(_|\d|$)|(check|main|run_tests|candidate)$")


def names_in(tree: ast.AST) -> set[str]:
    """All names that are read or bound in a tree, functions and arguments included."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found | bound_by(tree)


def free_in(tree: ast.AST) -> set[str]:
    """The names that are read in a tree and bound outside of it."""
    loaded = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    return loaded - bound_by(tree)


def bound_by(tree: ast.AST) -> set[str]:
    """The names that are bound somewhere in a tree."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.ClassDef(name=name) | ast.arg(arg=name):
                found.add(name)
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.alias(name=name, asname=other):
                found.add(other or name.partition(".")[0])
    return found


def binds_at_top(node: ast.stmt) -> set[str]:
    """The names that a statement binds outside of functions and classes."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import() | ast.ImportFrom() | ast.Assign() | ast.AnnAssign():
            return bound_by(node)
    return set()


def is_test(node: ast.FunctionDef, name: str) -> bool:
    """Whether a function is there to test the one called ``name``, or to run its tests."""
    return node.name != name and _TEST.match(node.name) is not None
