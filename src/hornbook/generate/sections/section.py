"""Reads a textbook section out of a teacher's answer, or says why it isn't one."""

from __future__ import annotations

import ast
import doctest
import re
import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

PYTHON = {"python", "py", "python3", "pycon"}
LEAST_PROSE = 20  # words
NGRAM = 8  # words
MOST_REPEATED = 0.3  # share of the n-grams that stood there before

_CHAT = re.compile(r"\A(sure|certainly|of course|absolutely)\b[^\n]*\n?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"')\]`*]*(?=\s|$)")


@dataclass(frozen=True)
class Section:
    """A section as it goes into the data set, with the sources of its Python blocks."""

    text: str
    code: tuple[str, ...]


@dataclass(frozen=True)
class Rejected:
    """An answer that is no section; the reason is a phrase that answers share."""

    reason: str


def read_section(answer: str, *, truncated: bool) -> Section | Rejected:
    """Check that an answer is prose with Python code in it that parses.

    An answer that was cut off loses what is incomplete at its end: the last statement of a code
    block that isn't closed, else the last sentence. What then announces something that doesn't
    follow goes too, and so does a first line that is chat ("Sure, I'd be happy to …").
    """
    answer = answer.replace("\0", "\ufffd")  # as Markdown reads it
    lines = _CHAT.sub("", answer.strip()).strip().splitlines()
    if truncated:
        lines = _without_torn_end(lines)
    lines = _without_loose_end(_closed(lines))
    text = "\n".join(lines).strip()
    tokens = _tokens(text)
    code = [_source(token.content) for token in tokens if _is_python(token)]
    prose = " ".join(token.content for token in tokens if token.type == "inline")
    if not answer.strip():
        return Rejected("empty answer")
    if not any(code):
        return Rejected("no Python code block that parses")
    if not all(code):
        return Rejected("a Python code block that doesn't parse")
    if len(prose.split()) < LEAST_PROSE:
        return Rejected(f"fewer than {LEAST_PROSE} words of prose")
    if repeated_share(text) > MOST_REPEATED:
        return Rejected("repeats itself")
    return Section(text, tuple(filter(None, code)))


def repeated_share(text: str, n: int = NGRAM) -> float:
    """Which share of the word n-grams stood in the text before; 0 for short texts."""
    words = text.split()
    grams = Counter(tuple(words[start : start + n]) for start in range(len(words) - n + 1))
    total = grams.total()
    return (total - len(grams)) / total if total else 0.0


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").parse(text)


def _is_python(token: Token) -> bool:
    """Whether a code block says that it is Python, or says nothing and reads like it."""
    if token.type != "fence":
        return False
    language = token.info.strip().lower().split(" ")[0]
    return language in PYTHON or (not language and _does_something(token.content))


def _does_something(block: str) -> bool:
    """Whether a block is Python with a definition, an assignment …, as printed output is not."""
    tree = _parsed(block)
    return tree is not None and not all(isinstance(node, ast.Expr) for node in tree.body)


def _source(block: str) -> str | None:
    """The Python source of a block, prompts of an interactive session taken off, if it parses."""
    try:
        if block.lstrip().startswith(">>>"):
            examples = doctest.DocTestParser().get_examples(block)
            block = "".join(example.source for example in examples)
    except ValueError:  # doctest's, for a session that is indented wrongly
        return None
    tree = _parsed(block)
    return block if tree is not None and tree.body else None


def _parsed(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string is no reason to speak up
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _open_fence(lines: list[str]) -> Token | None:
    """The code block at the end whose closing fence is missing."""
    fences = [token for token in _tokens("\n".join(lines)) if token.type == "fence"]
    if not fences or fences[-1].map is None:
        return None
    start, end = fences[-1].map
    closed = end - start > 1 and lines[end - 1].strip() == fences[-1].markup
    return None if closed or end < len(lines) else fences[-1]


def _closed(lines: list[str]) -> list[str]:
    fence = _open_fence(lines)
    return lines if fence is None else [*lines, fence.markup]


def _without_torn_end(lines: list[str]) -> list[str]:
    fence = _open_fence(lines)
    if fence is not None and fence.map is not None:
        start = fence.map[0]
        whole = _whole_statements(lines[start + 1 :])
        return [*lines[: start + 1], *whole, fence.markup] if whole else lines[:start]
    blocks = [token for token in _tokens("\n".join(lines)) if token.level == 0 and token.map]
    if not blocks or blocks[-1].type == "fence" or blocks[-1].map is None:
        return lines
    start = blocks[-1].map[0]
    last = "\n".join(lines[start:])
    ends = [match.end() for match in _SENTENCE_END.finditer(last)]
    return [*lines[:start], *(last[: ends[-1]].splitlines() if ends else [])]


def _whole_statements(lines: list[str]) -> list[str]:
    """As many of the first lines as are complete top-level statements; the last line isn't."""
    for end in range(len(lines) - 1, 0, -1):
        if lines[end][:1].strip():
            tree = _parsed("\n".join(lines[:end]))
            if tree is not None and tree.body:
                return lines[:end]
    return []


def _without_loose_end(lines: list[str]) -> list[str]:
    """Drop headings and announcements ("Example:") at the end that nothing follows."""
    while lines and (not lines[-1].strip() or _announces(lines[-1])):
        lines = lines[:-1]
    return lines


def _announces(line: str) -> bool:
    return line.lstrip().startswith("#") or line.rstrip().rstrip("*").endswith(":")
