"""The parts of a section: prose, code that runs, interactive sessions, and outputs that are shown.

What a fenced block is follows from its language, from its content, and from what stands before
it: a block without a language that follows code, directly or after "This prints:", shows an
output, even if it could be read as Python.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it.token import Token

Kind = Literal["prose", "code", "session", "output", "other"]

PYTHON = {"python", "py", "python3", "pycon"}
OUTPUT = {"output", "out", "stdout"}
PLAIN = {"", "text", "txt", "plain", "plaintext", "console", "none"}

_ANNOUNCES = re.compile(
    r"\b(outputs?|prints?|printed|results?|displays?|displayed|shows?|gives?|produces?|see|get)\b"
    r"[^.!?]*[:*]*\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """A paragraph, a heading or a block.

    Attributes:
        text: the words, or what a block holds.
        first: the page's line (from 0) on which the text begins.
        last: the line after its end.
        margin: what stands before each line of a block in a list or a quotation.
    """

    kind: Kind
    text: str
    first: int
    last: int
    margin: str = ""


def tokens_of(text: str) -> list[Token]:
    """What Markdown makes of a text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").parse(text)


def parts_of(text: str) -> list[Part]:
    """The parts of a page in order, those in lists and quotations among them."""
    lines = text.split("\n")
    parts: list[Part] = []
    for token in tokens_of(text):
        if token.type == "inline" and token.map:
            first, last = token.map
            parts.append(Part("prose", token.content, first, last))
        elif token.type == "fence" and token.map:
            first = token.map[0] + 1
            last = first + token.content.count("\n")
            kind = _kind(token, parts)
            parts.append(Part(kind, token.content, first, last, _margin(token, lines, first)))
    return parts


def parsed(source: str) -> ast.Module | None:
    """The syntax tree, if it is Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string is no reason to speak up
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def literal_value(text: str) -> tuple[object] | None:
    """The value of a text that is a Python literal, in a tuple; None if it isn't one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return (ast.literal_eval(text.strip()),)
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return None


def _kind(fence: Token, before: list[Part]) -> Kind:
    language = fence.info.strip().lower().split(" ")[0]
    content = fence.content
    code, between = _preceding(before)
    announced = any(_ANNOUNCES.search(part.text) for part in between[-1:])
    if content.lstrip().startswith(">>>"):
        return "session" if language in PYTHON | PLAIN else "other"
    if language in OUTPUT:
        return "output" if code else "other"
    if language in PYTHON and not (code and announced and literal_value(content)):
        return "code"
    if code and (announced or not between) and language in PLAIN | PYTHON:
        return "other" if content.lstrip().startswith("$") else "output"
    return "code" if not language and _does_something(content) else "other"


def _preceding(before: list[Part]) -> tuple[Part | None, list[Part]]:
    """The block of code that comes before, if it is the last block, and the prose since."""
    between: list[Part] = []
    for part in reversed(before):
        if part.kind != "prose":
            return (part if part.kind == "code" else None), between[::-1]
        between.append(part)
    return None, between[::-1]


def _does_something(block: str) -> bool:
    """Whether a block is Python with a definition, an assignment …, as printed output is not."""
    tree = parsed(block)
    return tree is not None and not all(isinstance(node, ast.Expr) for node in tree.body)


def _margin(fence: Token, lines: list[str], first: int) -> str:
    for number, inside in enumerate(fence.content.split("\n")[:-1], start=first):
        if inside.strip() and lines[number].endswith(inside):
            return lines[number].removesuffix(inside)
    return ""
