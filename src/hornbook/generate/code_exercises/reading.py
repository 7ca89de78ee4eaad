"""Reads an exercise out of a teacher's answer, or says why there is none in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hornbook.generate.answers import CUT_OFF
from hornbook.generate.code_exercises.assertions import read_tests
from hornbook.generate.code_exercises.blocks import Block, fenced, python_statements
from hornbook.generate.code_exercises.checks import Unfit
from hornbook.generate.code_exercises.function import (
    NO_FUNCTION,
    choose,
    read_function,
)
from hornbook.generate.exercise import Exercise

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "imports": {"type": "array", "items": {"type": "string"}},
        "function": {"type": "string"},
        "tests": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["imports", "function", "tests"],
    "additionalProperties": False,
}
"""What a teacher that keeps to schemas is asked for: lines of import, a function, assertions."""

FAMILY = "asked"


@dataclass(frozen=True)
class NoExercise:
    """An answer without an exercise; ``reason`` is a phrase that many share."""

    reason: str
    detail: str = ""


def read_exercise(
    answer: str, name: str, *, topic: str = "", truncated: bool = False
) -> Exercise | NoExercise:
    """The exercise in an answer: Markdown with blocks of Python, or JSON that fits `SCHEMA`.

    Nothing of it is run. A function that is called otherwise than it should be is renamed where
    there is no doubt that it is the one.

    Args:
        answer: as it came.
        name: what the function was to be called.
        topic: for the exercise to carry.
        truncated: that the answer was cut off; what was being written then isn't read.
    """
    blocks = _blocks(answer)
    try:
        statements = python_statements(blocks, truncated=truncated)
        called = choose(statements, name)
        if called != name:
            statements = python_statements(
                [_renamed(block, called, name) for block in blocks], truncated=truncated
            )
        function = read_function(statements, name)
        tests = read_tests(statements, function.docstring, name)
    except Unfit as unfit:
        lost = truncated and unfit.reason == NO_FUNCTION
        return NoExercise(CUT_OFF if lost else unfit.reason, unfit.detail)
    return Exercise(
        topic=topic,
        family=FAMILY,
        name=name,
        prompt=function.prompt,
        solution=function.body,
        tests=tests,
        style="/".join(
            (
                "doctest" if ">>>" in function.docstring else "plain",
                FAMILY,
                "typed" if function.typed else "untyped",
            )
        ),
    )


def _blocks(answer: str) -> list[Block]:
    """The blocks of Python in Markdown, or in the values of a JSON object."""
    blocks = fenced(answer)
    whole = [answer, *(block.text for block in blocks if block.language == "json")]
    for text in whole:
        value = _object(text)
        if value is not None:
            parts = [text for key in SCHEMA["properties"] for text in _texts(value, key)]
            return [
                block
                for part in parts
                for block in (fenced(part) if "```" in part else [Block("", part)])
            ]
    return blocks


def _object(text: str) -> dict[str, Any] | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and "function" in value else None


def _texts(value: Mapping[str, Any], key: str) -> list[str]:
    given = value.get(key, "")
    return [str(each) for each in (given if isinstance(given, list) else [given])]


def _renamed(block: Block, called: str, name: str) -> Block:
    text = re.sub(rf"\b{re.escape(called)}\b", name, block.text)
    return Block(block.language, text, block.closed)
