"""Copies of a benchmark's item as they leak: word for word, or changed so as not to be seen.

All changes are by rule and seeded, so the same item gives the same copies everywhere.
"""

from __future__ import annotations

import ast
import io
import random
import re
import textwrap
import tokenize
from collections.abc import Iterator

from hornbook.decontaminate.ngram import Item, docstrings
from hornbook.similarity.trees import parse

VERBATIM = ("item", "prompt", "docstring", "solution")
CHANGED = ("reformatted", "renamed", "renumbered", "paraphrased", "rewritten")

# Each word and what is said instead; what isn't here stays.
_SYNONYMS = {
    "a": "one",
    "all": "every one of the",
    "and": "as well as",
    "are": "happen to be",
    "array": "sequence",
    "calculate": "work out",
    "check": "find out",
    "count": "tally",
    "create": "build",
    "elements": "entries",
    "every": "each single",
    "find": "determine",
    "first": "initial",
    "function": "routine",
    "given": "provided",
    "how": "tell how",
    "if": "in case",
    "implement": "program",
    "in": "within",
    "input": "argument",
    "integer": "whole number",
    "integers": "whole numbers",
    "is": "happens to be",
    "largest": "greatest",
    "list": "sequence",
    "many": "numerous",
    "number": "value",
    "numbers": "values",
    "of": "belonging to",
    "or": "or else",
    "return": "give back",
    "returns": "gives back",
    "should": "has to",
    "smallest": "least",
    "string": "text",
    "strings": "texts",
    "sum": "total",
    "takes": "accepts",
    "the": "that",
    "to": "so as to",
    "two": "a pair of",
    "using": "by means of",
    "which": "that",
    "with": "having",
    "word": "term",
    "words": "terms",
    "write": "compose",
    "you": "we",
    "your": "our",
}
_NAMES = "amber birch cedar delta ember fjord grove heath inlet jetty knoll loess".split()


def copies(item: Item, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The forms in which an item leaks, and the text of each; forms that it lacks are left out."""
    yield from verbatim_forms(item)
    text = item.prompt + item.solution
    tree = parse(text)
    if tree is None:
        yield "reformatted", textwrap.fill(text, 50)
        yield "renumbered", renumbered_prose(text, rng)
        yield "paraphrased", paraphrased_prose(text)
        yield "rewritten", textwrap.fill(renumbered_prose(paraphrased_prose(text), rng), 50)
        return
    yield "reformatted", ast.unparse(tree) + "\n"
    yield "renamed", renamed(text, rng)
    yield "renumbered", renumbered(text, rng)
    yield "paraphrased", paraphrased(text)
    rewritten = renumbered(paraphrased(renamed(text, rng)), rng)
    tree = parse(rewritten)
    yield "rewritten", rewritten if tree is None else ast.unparse(tree) + "\n"


def verbatim_forms(item: Item) -> Iterator[tuple[str, str]]:
    """The forms in which a benchmark item leaks word for word."""
    yield "item", item.prompt + item.solution
    yield "prompt", item.prompt
    if texts := docstrings(item.prompt):
        yield "docstring", max(texts, key=len)
    if item.solution.strip():
        yield "solution", item.solution


def renamed(program: str, rng: random.Random) -> str:
    """A program whose own functions, parameters and variables have other names."""
    tree = parse(program)
    own = _own_names(tree) if tree else []
    start = rng.randrange(len(_NAMES))
    new = {
        name: f"{_NAMES[(start + number) % len(_NAMES)]}_{number}"
        for number, name in enumerate(own)
    }
    edits, before = [], ""
    for token in _tokens(program):
        if token.type == tokenize.NAME and token.string in new and before != ".":
            edits.append((token, new[token.string]))
        before = token.string
    return _edited(program, edits)


def renumbered(program: str, rng: random.Random) -> str:
    """A program with other numbers, in its docstrings too."""
    edits = []
    for token in _tokens(program):
        if token.type == tokenize.NUMBER:
            edits.append((token, _other_number(token.string, rng)))
        elif token.type == tokenize.STRING and token.string.endswith(('"""', "'''")):
            edits.append((token, renumbered_prose(token.string, rng)))
    return _edited(program, edits)


def renumbered_prose(text: str, rng: random.Random) -> str:
    """A text with other whole numbers."""
    return re.sub(r"(?<![\w.\\])\d+(?![\w.])", lambda found: _other_number(found[0], rng), text)


def paraphrased(program: str) -> str:
    """A program whose docstrings and comments say it in other words."""
    edits = [
        (token, paraphrased_prose(token.string))
        for token in _tokens(program)
        if token.type == tokenize.COMMENT
        or (token.type == tokenize.STRING and token.string.endswith(('"""', "'''")))
    ]
    return _edited(program, edits)


def paraphrased_prose(text: str) -> str:
    """A text in which common words are said otherwise; examples after ``>>>`` stay."""

    def other(found: re.Match[str]) -> str:
        said = _SYNONYMS.get(found[0].lower(), found[0])
        return said.capitalize() if found[0][0].isupper() else said

    lines = text.splitlines(keepends=True)
    return "".join(
        line if ">>>" in line else re.sub(r"(?<![\w.'])[A-Za-z]+(?![\w(])", other, line)
        for line in lines
    )


def _own_names(tree: ast.AST) -> list[str]:
    names: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names[node.name] = None
        elif isinstance(node, ast.arg):
            names[node.arg] = None
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] = None
    return list(names)


def _tokens(program: str) -> list[tokenize.TokenInfo]:
    """The tokens of a program; none where Python's tokenizer refuses what its parser takes."""
    try:
        return list(tokenize.generate_tokens(io.StringIO(program).readline))
    except (tokenize.TokenError, SyntaxError):
        return []


def _edited(program: str, edits: list[tuple[tokenize.TokenInfo, str]]) -> str:
    """Put texts in the place of tokens, from the last to the first, so that places stay true."""
    lines = program.splitlines(keepends=True)
    for token, text in reversed(edits):
        (first, start), (last, end) = token.start, token.end
        lines[first - 1 : last] = [lines[first - 1][:start] + text + lines[last - 1][end:]]
        lines[first:first] = [""] * (last - first)
    return "".join(lines)


def _other_number(literal: str, rng: random.Random) -> str:
    """Another number of the same kind; what isn't plain decimal stays as it is."""
    return str(int(literal) + rng.randint(1, 9)) if literal.isdecimal() else literal
