"""The Python in an answer: its fenced blocks, and those statements in them that parse."""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

PYTHON = frozenset({"", "python", "py", "python3", "pycon", "python-repl"})

_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*(?P<language>[\w+-]*)[^`]*")
_MOST_JOINED = 40  # lines without indentation that are tried as one statement
_BEGINS_CODE = re.compile(r"(?:def|import|from|@)\b|@\w")


@dataclass(frozen=True)
class Block:
    """The lines between two fences.

    Attributes:
        language: what the fence says; empty where it says nothing.
        text: the lines, without the indentation that they share.
        closed: whether a fence ended it, rather than the answer.
    """

    language: str
    text: str
    closed: bool = True


@dataclass(frozen=True)
class Statement:
    """A statement at the top level of a block, with its source and its block's number."""

    node: ast.stmt
    text: str
    block: int


def python_statements(blocks: list[Block], *, truncated: bool) -> list[Statement]:
    """The statements of the blocks that are Python, or say nothing; see `read_statements`."""
    return [
        Statement(node, text, number)
        for number, block in enumerate(blocks)
        if block.language in PYTHON
        for node, text in read_statements(block.text, torn=truncated and not block.closed)
    ]


def fenced(answer: str) -> list[Block]:
    """The fenced blocks of an answer, or all of it where there is none.

    Teachers are careless with fences: they indent them, forget to open the first or to close
    the last, or open one twice.
    """
    blocks: list[Block] = []
    language: str | None = None  # of the block that is open
    lines: list[str] = []
    for line in answer.splitlines():
        fence = _FENCE.fullmatch(line)
        if fence is None:
            lines.append(line)
            continue
        opens = fence["language"].lower()
        if language is not None:
            blocks.append(_block(language, lines))
            language = opens or None
        elif not opens and (unopened := _code_in(lines)):
            blocks.append(_block("", unopened))
        else:
            language = opens
        lines = []
    if language is not None:
        blocks.append(_block(language, lines, closed=False))
    elif not blocks:
        blocks.append(_block("", _code_in(lines), closed=False))
    return [block for block in blocks if block.text.strip()]


def read_statements(source: str, *, torn: bool) -> Iterator[tuple[ast.stmt, str]]:
    """The statements of a block, with their source; what doesn't parse is left out.

    A function is one statement: a fault anywhere in it takes it out whole. So do words between
    statements, while the statements stay.

    Args:
        source: the block.
        torn: that the block was cut off: its last statement can't be trusted, though it parse.
    """
    lines = source.splitlines()
    starts = [n for n, line in enumerate(lines) if line[:1].strip() and line[0] not in ")]}#"]
    if torn and starts:
        lines = lines[: starts.pop()]
    if (tree := parsed("\n".join(lines))) is not None:
        yield from _with_source(tree, lines)
        return
    ends = [*starts[1:], len(lines)]
    at = 0
    while at < len(starts):
        for number in range(at, min(at + _MOST_JOINED, len(starts))):
            part = lines[starts[at] : ends[number]]
            if (tree := parsed("\n".join(part))) is not None:
                yield from _with_source(tree, part)
                at = number
                break
        at += 1


def parsed(source: str) -> ast.Module | None:
    """The syntax tree of a source, if it has one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # "\d" in a text, "is" with a number
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _with_source(tree: ast.Module, lines: list[str]) -> Iterator[tuple[ast.stmt, str]]:
    for node in tree.body:
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(each.lineno for each in decorators)])
        yield node, "\n".join(lines[first - 1 : node.end_lineno])


def _block(language: str, lines: list[str], *, closed: bool = True) -> Block:
    return Block(language, textwrap.dedent("\n".join(lines)).strip("\n") + "\n", closed)


def _code_in(lines: list[str]) -> list[str]:
    """The lines from the first that begins code."""
    for number, line in enumerate(lines):
        if _BEGINS_CODE.match(line.strip()):
            return lines[number:]
    return []
