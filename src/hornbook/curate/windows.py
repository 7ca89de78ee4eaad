"""Cuts a file into pages of the size that was annotated.

The annotations judge excerpts of about sixty lines that begin at a top-level statement. A whole
file is longer, and counts over it are not what the classifier has seen: so a file is cut at its
statements into pages of that size, each page is scored, and the file's score is their mean
weighted by length.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LINES = 60


@dataclass(frozen=True)
class Page:
    """Consecutive statements with their text; ``body`` is None where it doesn't parse."""

    text: str
    body: Sequence[ast.stmt] | None


def pages(text: str, body: Sequence[ast.stmt], lines: int = LINES) -> Iterator[Page]:
    """Cut a parsed file into pages of at most ``lines`` lines.

    A class that is longer gives a page of its head and pages of its members; any other statement
    that is longer is a page of its own. Every statement is on exactly one page, every line of the
    text on one at most.
    """
    rows = text.split("\n")
    start, waiting = 0, list[ast.stmt]()
    for block in _blocks(body, lines):
        end = block.end_lineno or block.lineno
        if waiting and end - start > lines:
            stop = _first_line(block)
            yield Page("\n".join(rows[start : stop - 1]), waiting)
            start, waiting = stop - 1, []
        waiting.append(block)
    yield Page("\n".join(rows[start:]), waiting)


def _blocks(body: Sequence[ast.stmt], lines: int) -> Iterator[ast.stmt]:
    """Statements, where a long class is replaced by its head and its members."""
    for statement in body:
        if isinstance(statement, ast.ClassDef) and _height(statement) > lines:
            yield from _split_class(statement, lines)
        else:
            yield statement


def _split_class(node: ast.ClassDef, lines: int) -> Iterator[ast.stmt]:
    first = _first_line(node)
    end = node.body[0].end_lineno or node.lineno
    count = 1
    for member in node.body[1:]:
        member_end = member.end_lineno or member.lineno
        if member_end - first >= lines:
            break
        end, count = member_end, count + 1
    head = ast.ClassDef(**{name: getattr(node, name) for name in node._fields})
    ast.copy_location(head, node)
    head.body = node.body[:count]
    head.end_lineno = end
    yield head
    yield from _blocks(node.body[count:], lines)


def _first_line(statement: ast.stmt) -> int:
    """The line of the first decorator, or of the statement."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _height(statement: ast.stmt) -> int:
    return (statement.end_lineno or statement.lineno) - _first_line(statement) + 1
