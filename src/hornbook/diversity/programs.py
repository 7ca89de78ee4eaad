"""The Python in a text: the text itself, or what its Markdown fences in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from hornbook.similarity.trees import parse

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_PYTHON = ("python", "py", "python3")


def programs(text: str) -> list[ast.Module]:
    """The trees of a text's programs; none where it has no Python that parses.

    A fenced block counts when it says that it is Python. A text that is Python as it stands is
    one program.
    """
    whole = parse(text)
    if whole is not None:
        return [whole] if whole.body else []
    return [tree for code in _fenced(text) if (tree := parse(code)) is not None and tree.body]


def imports(tree: ast.Module) -> set[str]:
    """The top-level modules that a program imports, wherever in it; relative ones left out."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def _fenced(text: str) -> Iterator[str]:
    if "```" not in text and "~~~" not in text:
        return
    for token in _markdown().parse(text):
        if token.type == "fence" and token.info.strip().lower().partition(" ")[0] in _PYTHON:
            yield token.content


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")
