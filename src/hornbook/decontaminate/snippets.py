"""The parts of a row that are compared with a problem: its functions, or all of its text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hornbook.benchmark.problem import Problem
from hornbook.similarity.trees import outer_functions, parse, tree_tokens

_FENCES = ("```", "~~~")
_LINE_END = re.compile(r"\r\n|\r|\n")  # what Python counts as one, unlike `str.splitlines`


@dataclass(frozen=True)
class Snippet:
    """A function, a program without functions, or a text that is no program.

    Attributes:
        name: of the function; may be empty.
        text: its source.
        tokens: its syntax tree as `similarity.trees` writes it; empty for what is no program.
    """

    name: str
    text: str
    tokens: str = ""


@lru_cache(maxsize=2048)  # the detectors of one search read the same rows one after the other
def snippets(text: str) -> tuple[Snippet, ...]:
    """The outer functions of a row, be it a program or Markdown with programs in fences.

    A program without functions is one snippet; so is a text that holds no program. A docstring
    or comments at the head of a program belong to a function that follows at once: a task in
    words, which it solves.
    """
    found = [snippet for program in _programs(text) for snippet in _of_program(*program)]
    if found or not text.strip():
        return tuple(found)
    return (Snippet("", text),)


def problem_snippet(problem: Problem) -> Snippet:
    """The part of a problem that says most: the function that its tests call.

    Without an ``entry_point`` it is the function of the solution that the tests name first, else
    the longest; a problem that is no program is all of its text.
    """
    text = problem.prompt + problem.solution
    found = snippets(text)
    wanted = problem.entry_point or _called(problem.tests, [snippet.name for snippet in found])
    named = [snippet for snippet in found if snippet.name == wanted]
    if named:
        return named[-1]
    return max(found, key=lambda snippet: len(snippet.tokens), default=Snippet("", text))


def _called(tests: str, names: Sequence[str]) -> str | None:
    tree = parse(tests)
    called = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)] if tree else []
    return next((name for name in called if name in names), None)


def _programs(text: str) -> list[tuple[str, ast.Module]]:
    tree = parse(text)
    if tree is not None:
        return [(text, tree)]
    return _fenced(text) if any(fence in text for fence in _FENCES) else []


def _fenced(text: str) -> list[tuple[str, ast.Module]]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(text)
    blocks = [token.content for token in tokens if token.type == "fence"]
    return [(block, tree) for block in blocks if (tree := parse(block)) is not None]


def _of_program(program: str, tree: ast.Module) -> Iterator[Snippet]:
    lines = _LINE_END.split(program)
    after = next((node for node in tree.body if not _is_text(node)), None)
    alone = True
    for node in outer_functions(tree):
        alone = False
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        first = 1 if node is after else first
        yield Snippet(node.name, "\n".join(lines[first - 1 : node.end_lineno]), tree_tokens(node))
    if alone and tree.body:
        yield Snippet("", program, tree_tokens(tree))


def _is_text(statement: ast.stmt) -> bool:
    """Whether a statement is a docstring, or another text that nothing is done with."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)
