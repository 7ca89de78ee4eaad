"""Parses Python that may be cut short: an excerpt ends where its page ends."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings

_MOST_LINES_DROPPED = 25


def parse(text: str) -> list[ast.stmt] | None:
    """The statements of a whole file, or None where it doesn't parse.

    Invalid escapes in strings are the author's business, not ours: their warnings are silenced.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def parse_excerpt(text: str) -> list[ast.stmt] | None:
    """The statements of as long a beginning of ``text`` as parses, or None where none does.

    Tries the whole; then closes what the cut left open, be it a bracket, a string or a block; then
    gives up the last lines one by one. Cost: at most some fifty parses of a page.
    """
    body = parse(text)
    if body is not None:
        return body
    body = parse(text + _closers(text))
    if body:
        return body
    lines = text.rstrip().split("\n")
    for dropped in range(min(_MOST_LINES_DROPPED, len(lines))):
        beginning = lines[: len(lines) - dropped]
        start = "\n".join(beginning)
        for ending in _endings(beginning):
            body = parse(start + ending)
            if body:
                return body
    return None


def _endings(lines: list[str]) -> list[str]:
    """What might complete a text that was cut after these lines."""
    last = lines[-1] if lines else ""
    indent = re.match(r"\s*", last)
    margin = indent.group() if indent else ""
    endings = [f"\n{margin}pass\n", f"\n{margin}    pass\n"]
    text = "\n".join(lines)
    for quotes in ('"""', "'''"):
        if text.count(quotes) % 2:
            endings.append(f"\n{margin}{quotes}\n")
            endings.append(f"\n{margin}{quotes}\n{margin}pass\n")
    return endings


def _closers(text: str) -> str:
    """The brackets that are open at the end of ``text``, closed."""
    pairs = {"(": ")", "[": "]", "{": "}"}
    stack: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.OP and token.string in pairs:
                stack.append(pairs[token.string])
            elif token.type == tokenize.OP and stack and token.string == stack[-1]:
                stack.pop()
    except (tokenize.TokenError, SyntaxError):
        pass  # The end of the text; what was open then is what we came for.
    return "".join(reversed(stack)) + "\n"
