"""What the characters, lines and words of a piece of code say, parsed or not."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z]+")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_TESTING = ("assert", "pytest", "unittest", "mock", "fixture")
_PLUMBING = (
    "deprecat",
    "config",
    "option",
    "setting",
    "plugin",
    "backend",
    "wrapper",
    "registry",
    "handler",
    "session",
    "request",
    "response",
    "client",
    "server",
    "callback",
    "kwargs",
    "logger",
)
_TEACHING = (
    "algorithm",
    "complexity",
    "example",
    "return",
    "given",
    "comput",
    "calculat",
    "formula",
    "sequence",
    "matrix",
    "sort",
    "search",
    "graph",
    "tree",
    "node",
    "prime",
    "recursive",
    "iterat",
)
_LICENCE = re.compile(r"copyright|licen[cs]ed?|all rights reserved|spdx", re.IGNORECASE)
_LICENCE_SIGNS = ("copyright", "licen", "all rights", "spdx")
_TODO = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
_TODO_SIGNS = ("TODO", "FIXME", "XXX", "HACK")
_SECTION = re.compile(r"-{4,}|Args:|Parameters|Returns?:|Examples?:?")
_SECTION_SIGNS = ("----", "Args:", "Parameters", "Return", "Example")


def lexical_features(text: str, docstrings: list[str]) -> dict[str, float]:
    """Shares and sizes of lines, characters and words, by name."""
    lines = text.split("\n")
    full = [line for line in lines if line.strip()] or [""]
    size = max(len(text), 1)
    comments = [line for line in full if line.lstrip().startswith("#")]
    indents = [len(line) - len(line.lstrip()) for line in full]
    lengths = [len(line) for line in full]
    prose = "\n".join([*docstrings, *comments])
    prose_words = _WORD.findall(prose)
    names = Counter(_IDENTIFIER.findall(text))
    named = max(names.total(), 1)
    return {
        "lines": len(full),
        "characters": len(text),
        "blank_share": 1 - len(full) / len(lines),
        "line_length": sum(lengths) / len(full),
        "line_length_spread": _spread(lengths),
        "longest_line": max(lengths),
        "indent": sum(indents) / len(full),
        "deepest_indent": max(indents),
        "comment_share": sum(map(len, comments)) / size,
        "comment_lines_share": len(comments) / len(full),
        "docstring_share": sum(map(len, docstrings)) / size,
        "docstring_mean": sum(map(len, docstrings)) / max(len(docstrings), 1),
        "prose_words": len(prose_words),
        "prose_word_length": sum(map(len, prose_words)) / max(len(prose_words), 1),
        "trailing_comments": sum("  #" in line for line in full) / len(full),
        "doctests": text.count(">>>"),
        "identifier_length": sum(map(len, names)) / max(len(names), 1),
        "identifier_variety": len(names) / named,
        "single_letters": sum(n for name, n in names.items() if len(name) == 1) / named,
        "capitals_share": sum(n for name, n in names.items() if name.isupper()) / named,
        "camel_share": sum(n for name, n in names.items() if _is_camel(name)) / named,
        "private_share": sum(n for name, n in names.items() if name[0] == "_") / named,
        "digits": sum(map(text.count, "0123456789")) / size,
        "brackets": sum(map(text.count, "()[]{}")) / size,
        "operators": sum(map(text.count, "+-*/%<>=&|^~")) / size,
        "quotes": (text.count("'") + text.count('"')) / size,
        "dots": text.count(".") / size,
        "tabs": text.count("\t") / size,
        "repeated_lines": 1 - len(set(full)) / len(full),
        "testlike": sum(n for name, n in names.items() if _about(name)[0]) / len(full),
        "teaching_words": sum(_about(word)[2] for word in prose_words) / len(full),
        "plumbing_words": sum(n for name, n in names.items() if _about(name)[1]) / len(full),
        "licence": _count(_LICENCE, _LICENCE_SIGNS, text[:3000], text[:3000].lower()),
        "todo": _count(_TODO, _TODO_SIGNS, text, text),
        "main_guard": float("__main__" in text),
        "sections": _count(_SECTION, _SECTION_SIGNS, text, text),
    }


@lru_cache(maxsize=100_000)
def _about(word: str) -> tuple[bool, bool, bool]:
    """Whether a word begins as those about testing, plumbing and teaching do."""
    lower = word.lower()
    return lower.startswith(_TESTING), lower.startswith(_PLUMBING), lower.startswith(_TEACHING)


def _count(pattern: re.Pattern[str], signs: tuple[str, ...], text: str, searched: str) -> int:
    """Matches in ``text``; the pattern is spared where no sign of one is in ``searched``."""
    return len(pattern.findall(text)) if any(sign in searched for sign in signs) else 0


def _is_camel(name: str) -> bool:
    return name[0].isupper() and not name.isupper()


def _spread(values: list[int]) -> float:
    """Standard deviation."""
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
