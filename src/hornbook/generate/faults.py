"""Faults put into a program's syntax tree, and tests tried on what comes of it.

This file runs in two places: imported as ever, and inside the sandbox, as the beginning of a
program that mutates others and runs them (see ``harden.py``). So it imports the standard library
only, and little of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

Entry = (ast.FunctionDef, ast.ClassDef)
# A mutant may take this many times the right program's turns of loops and calls, and some more;
# then it goes on for ever.
_MORE_TURNS = (4, 500)

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_EXCHANGED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Add,
}


def faulty(tree: ast.Module, entry_point: str) -> Iterator[tuple[str, int]]:
    """Put one fault after the other into a function or class; each is taken out again.

    Docstrings, types and the messages of exceptions are left alone, and all code outside of it.

    Yields:
        The fault that is in ``tree`` now, and its line.

    Raises:
        ValueError: when there is no such function or class.
    """
    for node in _nodes(_entry(tree, entry_point)):
        for fault in _faults(node):
            field = _field(node)
            before = getattr(node, field)
            setattr(node, field, _faulty(node, fault))
            yield fault, getattr(node, "lineno", 0)
            setattr(node, field, before)


def _entry(tree: ast.Module, name: str) -> ast.FunctionDef | ast.ClassDef:
    for node in tree.body:
        if isinstance(node, Entry) and node.name == name:
            return node
    raise ValueError(f"the program defines no function or class {name!r}")


def _nodes(entry: ast.FunctionDef | ast.ClassDef) -> list[ast.AST]:
    """All nodes of its body but those that nothing depends on.

    These are docstrings, types, and what exceptions say, which no docstring promises.
    """
    nodes = [node for statement in entry.body for node in ast.walk(statement)]
    quoted = {id(n.value) for n in nodes if isinstance(n, ast.Expr) and _is_constant(n.value)}
    idle: list[ast.AST] = [node for node in nodes if isinstance(node, ast.Raise)]
    idle += [hint for node in nodes if (hint := _hint(node))]
    quoted.update(id(part) for node in idle for part in ast.walk(node))
    return [node for node in nodes if id(node) not in quoted]


def _hint(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.FunctionDef):
        return node.returns
    return node.annotation if isinstance(node, (ast.arg, ast.AnnAssign)) else None


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def _faults(node: ast.AST) -> list[str]:
    """The names of the faults that can be put into a node."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _TURNED:
            return ["turned comparison"]
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in _EXCHANGED:
            return ["other operator"]
        case ast.BoolOp():
            return ["and for or"]
        case ast.Constant(value=bool()):
            return ["turned truth"]
        case ast.Constant(value=int()):
            return ["off by one"]
        case ast.Constant(value=str()):
            return ["other text"]
        case ast.If() | ast.IfExp() if not _is_constant(node.test):
            return ["always taken", "never taken"]
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            return ["returns None"]
    return []


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _field(node: ast.AST) -> str:
    """Where in a node its faults are."""
    match node:
        case ast.Compare():
            return "ops"
        case ast.BinOp() | ast.AugAssign() | ast.BoolOp():
            return "op"
        case ast.If() | ast.IfExp():
            return "test"
    return "value"


def _faulty(node: ast.AST, fault: str) -> object:
    """What a fault puts into the node's field."""
    match node:
        case ast.Compare(ops=[op]):
            return [_TURNED[type(op)]()]
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            return _EXCHANGED[type(op)]()
        case ast.BoolOp(op=op):
            return ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.Constant(value=bool() as value):
            return not value
        case ast.Constant(value=int() as value):
            return value + 1
        case ast.Constant(value=str() as text):
            return f"~{text}"
        case ast.If(test=test) | ast.IfExp(test=test):
            return ast.copy_location(ast.Constant(fault == "always taken"), test)
        case ast.Return(value=ast.expr() as value):
            return ast.copy_location(ast.Constant(None), value)
    raise TypeError(node)


class Endless(Exception):
    """A mutant took too many turns."""


class _Turns:
    """Counts the turns of loops, comprehensions and calls."""

    def __init__(self) -> None:
        self.taken = 0
        self.most = 10_000_000

    def __call__(self) -> bool:
        self.taken += 1
        if self.taken > self.most:
            raise Endless
        return True


def survivors(
    program: str, tests: str, entry_point: str, more: list[str]
) -> tuple[dict[str, int], list[tuple[str, int, int]]]:
    """Run the tests on every mutant of a program; only for programs and tests that are confined.

    Args:
        program: the right program.
        tests: defines ``check(candidate)``.
        entry_point: what to hand to it.
        more: further tests of the same form.

    Returns:
        How many mutants there are of each fault; and the fault and line of each that passes,
        with the number of the first further test that fails on it, or -1.
    """
    tree, turns = ast.parse(program), _Turns()
    _count_turns(tree)
    checks = [_check(text) for text in (tests, *more)]
    right = _candidate(tree, entry_point, turns)
    most = []
    for check in checks:
        turns.taken = 0
        check(right)  # type: ignore[operator]
        most.append(_MORE_TURNS[0] * turns.taken + _MORE_TURNS[1])
    counts: dict[str, int] = {}
    alive: list[tuple[str, int, int]] = []
    for fault, line in faulty(tree, entry_point):
        counts[fault] = counts.get(fault, 0) + 1
        passed = (_passes(tree, entry_point, turns, *each) for each in zip(checks, most))  # noqa: B905
        if next(passed):
            told = (number for number, passes in enumerate(passed) if not passes)
            alive.append((fault, line, next(told, -1)))
    return counts, alive


def _check(tests: str) -> object:
    names: dict[str, object] = {"__name__": "exercise"}
    exec(compile(tests, "<tests>", "exec"), names)
    return names["check"]


def _candidate(tree: ast.Module, entry_point: str, turns: _Turns) -> object:
    names: dict[str, object] = {"__name__": "exercise", "_turn": turns}
    exec(compile(tree, "<mutant>", "exec"), names)
    return names[entry_point]


def _passes(tree: ast.Module, entry_point: str, turns: _Turns, check: object, most: int) -> bool:
    turns.taken, turns.most = 0, most
    try:
        check(_candidate(tree, entry_point, turns))  # type: ignore[operator]
    except Exception:
        return False
    return True


def _count_turns(tree: ast.Module) -> None:
    """Let every turn of a loop or comprehension, and every call, be counted."""
    for node in list(ast.walk(tree)):
        turn = ast.Call(ast.Name("_turn", ast.Load()), [], [])
        if isinstance(node, (ast.For, ast.While, ast.FunctionDef)):
            node.body.insert(0, ast.Expr(turn))
        elif isinstance(node, ast.comprehension):
            node.ifs.insert(0, turn)
    ast.fix_missing_locations(tree)
