"""Runs a section's code inside the sandbox and reports what it printed, statement by statement.

This file is sent to the sandbox as text, before the code that it runs: it imports nothing of
Hornbook, and nothing calls it outside. Code that it runs could change it and report lies, but
about its own section only, since each section has a process of its own.
"""

from __future__ import annotations

import ast
import builtins
import codeop
import io
import json
import os
import sys
import types
from typing import Any

LONGEST = 8_000  # characters of one output that are reported
MOST_HEARD = 50  # outputs of one call of print inside a function


def conduct(steps: list[tuple[str, Any]], mark: str) -> None:
    """Run the steps in order in one namespace, and print the mark and the report."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    conductor = _Conductor(vars(module))
    report = [conductor.run(number, *step) for number, step in enumerate(steps)]
    line = f"\n{mark}{json.dumps([report, conductor.inside])}\n".encode()
    while line:
        line = line[os.write(1, line) :]


def statements_of(tree: ast.Module) -> list[ast.stmt]:
    """The statements of a program; those behind ``if __name__ == "__main__"`` count as its own."""
    found: list[ast.stmt] = []
    for node in tree.body:
        found += node.body if _is_main_guard(node) else [node]  # type: ignore[attr-defined]
    return found


def _is_main_guard(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.If)
        and not node.orelse
        and ast.unparse(node.test) in ("__name__ == '__main__'", "'__main__' == __name__")
    )


class _Conductor:
    """Runs code with its output caught; remembers ``from __future__`` as a shell does."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names
        self.compiler = codeop.Compile()
        self.printed = io.StringIO()
        self.inside: dict[str, list[str]] = {}  # what calls of print inside functions printed

    def run(self, number: int, kind: str, work: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """What each statement of a block, or each example of a session, came to."""
        if kind == "code":
            return self._block(number, *work)
        names = dict(self.names) if kind == "docstring" else self.names
        return [self._perform(self._example, source, names) for source in work]

    def _block(
        self, step: int, source: str, subjects: dict[int, str], inside: list[int]
    ) -> list[dict[str, Any]]:
        ran = []
        tree = ast.parse(source)
        self._overhear(tree, step, inside)
        for number, node in enumerate(statements_of(tree)):
            ran.append(self._perform(self._statement, node, subjects.get(number)))
            if "error" in ran[-1]:
                break
        return ran

    def _overhear(self, tree: ast.Module, step: int, lines: list[int]) -> None:
        """Note what the calls of ``print`` on these lines print, whenever they are made."""
        for node in ast.walk(tree):
            match node:
                case ast.Expr(value=ast.Call(func=ast.Name(id="print") as name)) if (
                    node.lineno in lines
                ):
                    name.id = f"_print_{step}_{node.lineno}"
                    heard = self.inside.setdefault(f"{step}:{node.lineno}", [])
                    self.names[name.id] = self._overheard(heard)

    def _overheard(self, heard: list[str]) -> Any:  # noqa: ANN401
        def tell(*values: object, **how: Any) -> None:  # noqa: ANN401
            before = self.printed.tell()
            print(*values, **how)  # noqa: T201
            if len(heard) < MOST_HEARD:
                heard.append(self.printed.getvalue()[before:][:LONGEST])

        return tell

    def _perform(self, work: Any, *arguments: Any) -> dict[str, Any]:  # noqa: ANN401
        self.printed = sys.stdout = io.StringIO()
        sys.stderr = io.StringIO()  # warnings are no output
        told: dict[str, Any] = {}
        try:
            told = work(*arguments) or {}
        except BaseException as error:
            own = getattr(builtins, type(error).__name__, None) is not type(error)
            told = {"error": type(error).__name__, "own": own, "message": _said(str, error)}
        return {**told, "out": told.get("out", self.printed.getvalue())[:LONGEST]}

    def _statement(self, node: ast.stmt, subject: str | None) -> dict[str, Any] | None:
        """Run a statement; with a subject, tell the value of the expression or of that name."""
        if not isinstance(node, ast.Expr):
            exec(self._compiled(ast.Module([node], [])), self.names)
            value = None
        else:
            value = eval(self._compiled(ast.Expression(node.value), "eval"), self.names)
        if subject is None:
            return None
        out = self.printed.getvalue()
        if value is None and subject:
            value = self.names.get(subject)
        return None if value is None else {"out": out, "value": _values(value)}

    def _example(self, source: str, names: dict[str, Any]) -> None:
        names.setdefault("__builtins__", builtins)
        exec(self._compiled(ast.Interactive(ast.parse(source).body), "single"), names)

    def _compiled(self, tree: Any, mode: str = "exec") -> Any:  # noqa: ANN401
        return self.compiler(tree, "<section>", mode)


def _values(value: object) -> list[str]:
    """How a value may be written: as in a shell, or as printed."""
    return [_said(repr, value), _said(str, value)]


def _said(how: Any, value: object) -> str:  # noqa: ANN401
    try:
        return str(how(value))[:LONGEST]
    except Exception:
        return ""
