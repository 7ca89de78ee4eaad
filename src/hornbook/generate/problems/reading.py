"""Reads word problems out of a teacher's answer, which may hold many.

Models write them as one block of code with many functions, as a block for each under a numbered
heading, with the question as docstring, comment or prose, or without any fences at all.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from hornbook.generate.answers import CUT_OFF
from hornbook.generate.problems.program import (
    Unusable,
    WordProblem,
    parsed,
    read_problem,
    tidy_question,
    what_is_wrong,
)

NOT_ASKING = "asks nothing"

_DEF = re.compile(r"(?:async\s+)?def\s+\w+\s*\(")
_IMPORT = re.compile(r"(?:import|from)\s+\w")
_ITEM = re.compile(r"\A[\s*#_]*\(?\d{1,2}[.):]\s")
# Every one of GSM8K's 7,473 training questions has one of these.
_ASKS = re.compile(
    r"\?|\b(?:calculate|find|determine|compute|what|how (?:many|much|long|far))\b", re.IGNORECASE
)
_MOST_LINES = 200  # of one program; more are cut


def read_problems(
    answer: str, *, truncated: bool = False, question: str = ""
) -> Iterator[WordProblem | Unusable]:
    """The problems of an answer in order, each in TinyGSM's format or with what it lacks.

    A problem that runs to the end of an answer which was cut off is given up, since a part of a
    program may well parse and mean something else.

    Args:
        answer: as it came.
        truncated: it ended because it was long enough.
        question: what all programs of the answer are about, if that was given.
    """
    answer = answer.replace("\r\n", "\n")
    blocks = list(_blocks(answer)) or _unfenced(answer)
    for code, prose in blocks:
        sources = list(_sources(code))
        for number, source in enumerate(sources):
            to_the_end = code is blocks[-1][0] and number == len(sources) - 1
            if truncated and to_the_end and _ends_with(answer, source):
                yield Unusable(CUT_OFF, source)
            else:
                nearby = _question(prose) if number == 0 else ""
                yield read_problem(source, nearby, question)


def read_questions(answer: str, *, truncated: bool = False) -> Iterator[str | Unusable]:
    """The questions of an answer: the items of a list, or paragraphs, in order.

    A paragraph without a number or a question mark is taken for chat and passed over, unless it
    stands in a list.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(answer.replace("\0", "\ufffd"))
    found: list[tuple[str, bool]] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline" or (before is not None and before.type == "heading_open"):
            continue
        for text in _items(token.content):
            found.append((text, token.level > 1 or bool(_ITEM.match(text))))
    for number, (text, listed) in enumerate(found):
        question = tidy_question(text)
        if truncated and number == len(found) - 1 and not question.endswith("?"):
            yield Unusable(CUT_OFF, text)
        elif listed or "?" in question:
            reason = what_is_wrong(question) or (NOT_ASKING if not _ASKS.search(question) else "")
            yield Unusable(reason, text) if reason else question


def _items(paragraph: str) -> list[str]:
    """A paragraph, divided where a line begins a new number."""
    items: list[list[str]] = [[]]
    for line in paragraph.splitlines():
        if _ITEM.match(line) and items[-1]:
            items.append([])
        items[-1].append(line)
    return ["\n".join(lines) for lines in items if lines]


def _blocks(answer: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Each block of code, with the paragraphs since the one before."""
    from markdown_it import MarkdownIt

    paragraphs: list[str] = []
    for token in MarkdownIt("commonmark").parse(answer.replace("\0", "\ufffd")):
        if token.type == "fence":
            yield token.content, paragraphs
            paragraphs = []
        elif token.type == "inline":
            paragraphs.append(token.content)


def _unfenced(answer: str) -> list[tuple[str, Sequence[str]]]:
    """An answer without fences as one block, from its first function on, if it has any."""
    lines = answer.splitlines()
    for number, line in enumerate(lines):
        if _DEF.match(line.lstrip()):
            margin = len(line) - len(line.lstrip())
            code = "\n".join(line[margin:] if not line[:margin].strip() else line
                             for line in lines[number:])  # fmt: skip
            return [(code, "\n".join(lines[:number]).split("\n\n"))]
    module = parsed(answer)
    return [(answer, [])] if module and module.body else []


def _sources(code: str) -> Iterator[str]:
    """The functions of a block, each with the block's imports; a block without any as it is."""
    code = textwrap.dedent(code)
    lines = code.splitlines()
    starts = [number for number, line in enumerate(lines) if _DEF.match(line)]
    if not starts:
        yield code
        return
    imports = [line for line in lines if _IMPORT.match(line) and parsed(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        comments = start
        while comments > 0 and lines[comments - 1].startswith("#"):
            comments -= 1
        function = _whole(lines[start : min(end, start + _MOST_LINES)])
        yield "\n".join([*lines[comments:start], *imports, function])


def _whole(lines: Sequence[str]) -> str:
    """As many of the lines as parse, for prose may follow a function; all where none do.

    What is indented belongs to the function and is never left out: the part before it could mean
    something else.
    """
    for end in range(len(lines), 1, -1):
        if end == len(lines) or lines[end][:1].strip():
            part = "\n".join(lines[:end])
            if parsed(part):
                return part.rstrip()
    return "\n".join(lines).rstrip()


def _question(paragraphs: Sequence[str]) -> str:
    """The paragraph that reads most like a question: the last that asks, else the last."""
    asking = [text for text in paragraphs if "?" in text and not what_is_wrong(tidy_question(text))]
    return (asking or [""])[-1]


def _ends_with(answer: str, source: str) -> bool:
    last = source.rstrip().rpartition("\n")[2].strip()
    return answer.rstrip().endswith(last)
