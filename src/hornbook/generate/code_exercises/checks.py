"""What an exercise may not be or do: checks of its source, before anything runs."""

from __future__ import annotations

import ast
import re

NO_DOCSTRING = "no docstring that says something"
FORBIDDEN = "uses what an exercise may not"
PRINTS = "prints instead of returning"

LEAST_WORDS = 3  # of a docstring, examples left out

# What a function that is a pure computation may import: nothing that reaches outside the process.
MODULES = frozenset(
    "__future__ abc base64 binascii bisect calendar cmath collections copy dataclasses datetime"
    " decimal difflib enum fractions functools hashlib heapq itertools json keyword math numbers"
    " operator random re statistics string struct textwrap typing unicodedata uuid zlib".split()
)
_CALLS = frozenset(
    "__import__ breakpoint compile delattr eval exec exit globals input locals open quit setattr"
    " vars".split()
)
_PLACEHOLDER = re.compile(
    r"(?i)todo|write (?:your|the|a) docstring|(?:your|the) docstring|docstring\b"
)


class Unfit(Exception):
    """Why an answer is no exercise, in words that many share; ``detail`` says where."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def check_docstring(docstring: str, name: str) -> None:
    """Refuse a docstring that only repeats the name, or says nothing.

    Raises:
        Unfit: for such a one.
    """
    prose = re.sub(r"(?m)^\s*>>>.*(?:\n(?!\s*$|\s*>>>).*)*", "", docstring)
    words = re.findall(r"[^\W\d_]+", prose)
    said = {word.lower() for word in words}
    if len(words) < LEAST_WORDS or _PLACEHOLDER.match(prose.strip()):
        raise Unfit(NO_DOCSTRING, docstring[:80])
    if said <= {*name.lower().split("_"), "a", "an", "the", "function"}:
        raise Unfit(NO_DOCSTRING, docstring[:80])


def check_harmless(tree: ast.AST) -> None:
    """Refuse what reaches outside of the function: other modules than `MODULES`, input, files.

    Raises:
        Unfit: for such a one.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                modules = [each.name for each in names]
            case ast.ImportFrom(module=module, level=level):
                modules = [module or "" if level == 0 else "."]
            case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
                raise Unfit(FORBIDDEN, f"{name}()")
            case _:
                continue
        for module in modules:
            if module.partition(".")[0] not in MODULES:
                raise Unfit(FORBIDDEN, f"import {module}")


def check_gives(node: ast.FunctionDef) -> None:
    """Refuse a function that only prints.

    Raises:
        Unfit: for such a one.
    """
    prints = False
    for each in ast.walk(node):
        match each:
            case ast.Yield() | ast.YieldFrom() | ast.Return(value=ast.expr()):
                return
            case ast.Call(func=ast.Name(id="print")):
                prints = True
    if prints:
        raise Unfit(PRINTS)
