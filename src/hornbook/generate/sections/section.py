"""Reads a textbook section out of a teacher's answer, or says why it isn't one."""

from __future__ import annotations

import doctest
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hornbook.generate.sections.page import Part, parsed, parts_of, tokens_of

if TYPE_CHECKING:
    from markdown_it.token import Token

LEAST_PROSE = 20  # words

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


def read_section(answer: str, *, truncated: bool, needs_code: bool = True) -> Section | Rejected:
    """Check that an answer is prose, with Python code in it that parses if it needs any.

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
    parts = parts_of(text)
    code = [_source(part) for part in parts if part.kind in ("code", "session")]
    prose = " ".join(part.text for part in parts if part.kind == "prose")
    if needs_code and not any(code):
        return Rejected("no Python code block that parses")
    if not all(code):
        return Rejected("a Python code block that doesn't parse")
    if len(prose.split()) < LEAST_PROSE:
        return Rejected(f"fewer than {LEAST_PROSE} words of prose")
    return Section(text, tuple(filter(None, code)))


def _source(part: Part) -> str | None:
    """The Python source of a block, prompts of an interactive session taken off, if it parses."""
    block = part.text
    try:
        if part.kind == "session":
            examples = doctest.DocTestParser().get_examples(block)
            block = "".join(example.source for example in examples)
    except ValueError:  # doctest's, for a session that is indented wrongly
        return None
    tree = parsed(block)
    return block if tree is not None and tree.body else None


def _open_fence(lines: list[str]) -> Token | None:
    """The code block at the end whose closing fence is missing."""
    fences = [token for token in tokens_of("\n".join(lines)) if token.type == "fence"]
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
    blocks = [token for token in tokens_of("\n".join(lines)) if token.level == 0 and token.map]
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
            tree = parsed("\n".join(lines[:end]))
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
