"""Small faults put into a program, to find out whether its tests would notice them.

A mutant is the program with one fault: a turned comparison, a constant that is off by one, a
branch that is always or never taken, another operator, a result that is constant. Tests that
pass on a mutant prove little, unless the mutant happens to mean the same (an *equivalent*
mutant, such as ``i < n`` for ``i != n`` where i only counts up).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

Entry = ast.FunctionDef | ast.ClassDef

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


@dataclass(frozen=True)
class Mutant:
    """A faulty program.

    Attributes:
        fault: what was done to it, and in which line.
        program: its source.
    """

    fault: str
    program: str


def mutants(program: str, entry_point: str) -> Iterator[Mutant]:
    """Yield the mutants of one function or class of a program, each with a single fault.

    Docstrings are left alone, and so is all code outside of it. The same source gives
    the same mutants in the same order.

    Raises:
        SyntaxError: when the program can't be parsed.
        ValueError: when it defines no such function or class.
    """
    seen = {ast.unparse(ast.parse(program))}
    for number in range(_count(program, entry_point)):
        tree = ast.parse(program)
        fault = _put_fault(_entry(tree, entry_point), number)
        source = ast.unparse(ast.fix_missing_locations(tree))
        if source not in seen:
            seen.add(source)
            yield Mutant(fault, source)


def _entry(tree: ast.Module, name: str) -> Entry:
    for node in tree.body:
        if isinstance(node, Entry) and node.name == name:
            return node
    raise ValueError(f"the program defines no function or class {name!r}")


def _count(program: str, entry_point: str) -> int:
    entry = _entry(ast.parse(program), entry_point)
    return sum(len(_faults(node)) for node in _nodes(entry))


def _nodes(entry: Entry) -> list[ast.AST]:
    """All nodes of its body, without docstrings (its own and those inside it)."""
    quoted = {id(node.value) for node in ast.walk(entry) if _is_text(node)}
    statements = (node for statement in entry.body for node in ast.walk(statement))
    return [node for node in statements if id(node) not in quoted]


def _is_text(node: ast.AST) -> TypeGuard[ast.Expr]:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _put_fault(entry: Entry, number: int) -> str:
    for node in _nodes(entry):
        faults = _faults(node)
        if number < len(faults):
            fault = faults[number]
            _apply(node, fault)
            return f"{fault} in line {getattr(node, 'lineno', 0)}"
        number -= len(faults)
    raise IndexError(number)


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
        case ast.If() | ast.IfExp():
            return ["always taken", "never taken"]
        case ast.Return(value=ast.expr()):
            return ["returns None"]
    return []


def _apply(node: ast.AST, fault: str) -> None:
    match node:
        case ast.Compare():
            node.ops = [_TURNED[type(node.ops[0])]()]
        case ast.BinOp() | ast.AugAssign():
            node.op = _EXCHANGED[type(node.op)]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.Constant(value=bool() as value):
            node.value = not value
        case ast.Constant(value=int() as value):
            node.value = value + 1
        case ast.Constant(value=str() as text):
            node.value = "~" + text
        case ast.If() | ast.IfExp():
            node.test = ast.Constant(fault == "always taken")
        case ast.Return():
            node.value = ast.Constant(None)
