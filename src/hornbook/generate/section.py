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

    An answer that was cut off loses what is incomplete at its end: a code block that isn't
    closed, else the last sentence; and what then announces something that doesn't follow.
    """
    lines = answer.strip().splitlines()
    if truncated:
        lines = _without_torn_end(lines)
    lines = _without_loose_end(_closed(lines))
    text = "\n".join(lines).strip()
    tokens = _tokens(text)
    blocks = [token.content for token in tokens if _is_python(token)]
    code = [_source(block) for block in blocks]
    prose = " ".join(token.content for token in tokens if token.type == "inline")
    if not text:
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
    return token.type == "fence" and token.info.strip().lower().split(" ")[0] in PYTHON


def _source(block: str) -> str | None:
    """The Python source of a block, prompts of an interactive session taken off, if it parses."""
    try:
        if block.lstrip().startswith(">>>"):
            examples = doctest.DocTestParser().get_examples(block)
            block = "".join(example.source for example in examples)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string is no reason to speak up
            return block if ast.parse(block).body else None
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
        return lines[: fence.map[0]]
    blocks = [token for token in _tokens("\n".join(lines)) if token.level == 0 and token.map]
    if not blocks or blocks[-1].type == "fence" or blocks[-1].map is None:
        return lines
    start = blocks[-1].map[0]
    last = "\n".join(lines[start:])
    ends = [match.end() for match in _SENTENCE_END.finditer(last)]
    return [*lines[:start], *(last[: ends[-1]].splitlines() if ends else [])]


def _without_loose_end(lines: list[str]) -> list[str]:
    """Drop headings and announcements ("Example:") at the end that nothing follows."""
    while lines and (not lines[-1].strip() or _announces(lines[-1])):
        lines = lines[:-1]
    return lines


def _announces(line: str) -> bool:
    return line.lstrip().startswith("#") or line.rstrip().rstrip("*").endswith(":")
