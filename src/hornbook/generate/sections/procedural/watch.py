"""Loops that say what they do: a function with a line that prints its state in every turn."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from collections.abc import Sequence
from typing import Any

MOST_TURNS = 8
FEWEST_TURNS = 2
WIDEST = 78

_SET = re.compile(r"\{[^{}:]+\}")  # which another process prints in another order


def talkative(program: str, name: str, other: str) -> str | None:
    """The function under another name, printing its variables at the end of each turn.

    None if it has no simple loop: one at its top level that is never cut short.
    """
    tree = ast.parse(program)
    function = next((n for n in tree.body if isinstance(n, ast.FunctionDef)), None)
    if function is None or function.name != name:
        return None
    loops = [node for node in function.body if isinstance(node, ast.For)]
    nested = (ast.FunctionDef, ast.Lambda, ast.Continue, ast.Yield, ast.YieldFrom)
    if len(loops) != 1 or any(
        isinstance(node, nested) for node in ast.walk(function) if node is not function
    ):
        return None
    (loop,) = loops
    turning = _names(loop.target)
    changing = _assigned(loop.body) & _assigned(function.body[: function.body.index(loop)])
    shown = [*turning, *sorted(changing - set(turning))]
    if not turning or not changing:
        return None
    words = ", ".join(f"{{{each}=}}" for each in shown)
    loop.body.append(ast.parse(f"print(f'{words}')").body[0])
    function.name = other
    source = ast.unparse(ast.fix_missing_locations(tree))
    return re.sub(rf"\b{re.escape(name)}\b", other, source)


def printed(program: Sequence[str], call: str) -> str | None:
    """What a call prints, if that is worth reading and the same everywhere."""
    names: dict[str, Any] = {}
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile("\n".join(program), "<loop>", "exec"), names)
            eval(call, names)
    except Exception:
        return None
    lines = out.getvalue().rstrip("\n").split("\n")
    if not FEWEST_TURNS <= len(lines) <= MOST_TURNS or max(map(len, lines)) > WIDEST:
        return None
    text = "\n".join(lines)
    return None if _SET.search(text) or "0x" in text or not all(map(str.strip, lines)) else text


def _names(target: ast.expr) -> list[str]:
    match target:
        case ast.Name(id=name):
            return [name]
        case ast.Tuple(elts=parts) if all(isinstance(part, ast.Name) for part in parts):
            return [part.id for part in parts if isinstance(part, ast.Name)]
    return []


def _assigned(body: list[ast.stmt]) -> set[str]:
    """Names that are assigned, or that a method is called of."""
    found = set()
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name))):
                    found.add(name)
                case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                    found.add(name)
    return found
