"""How documents are put to an annotator, and how its answers are read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hornbook.curate.annotate_verdict import (
    HIGHEST,
    LOWEST,
    Score,
    Unjudged,
    expected_score,
    written_score,
)
from hornbook.curate.prompts import Template
from hornbook.errors import HornbookError
from hornbook.teacher.request import Answer, Request, chat
from hornbook.teacher.schema import Schema

RUBRICS = {"code": "value_of_code", "text": "value_of_text", "student": "value_to_student"}
METHODS = ("logprobs", "score")

# What OpenAI and vLLM give at most.
_ALTERNATIVES = 20


@dataclass(frozen=True, kw_only=True)
class Question:
    """One document, one score.

    The answer is asked for as JSON of a schema: an endpoint that enforces it makes even a tiny
    model name a score, and puts that score where its probability can be looked up.

    Attributes:
        rubric: ``code``, ``text``, ``student`` or a Markdown file with the slot ``document``.
        method: ``logprobs`` weights the scores by their probabilities, ``score`` takes what is
            written.
        characters: how much of a document's beginning is shown.
        max_tokens: the longest answer.

    Raises:
        HornbookError: for a method that doesn't exist, and limits under 1.
    """

    rubric: str = "code"
    method: str = "logprobs"
    characters: int = 4000
    max_tokens: int = 32

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise HornbookError(f"method={self.method!r} is unknown; use {' or '.join(METHODS)}")
        if self.characters < 1 or self.max_tokens < 1:
            raise HornbookError("characters and max_tokens must be at least 1")

    def template(self) -> Template:
        """The prompt.

        Raises:
            HornbookError: when there is none, or it lacks the slot.
        """
        if self.rubric not in RUBRICS and not self.rubric.endswith(".md"):
            raise HornbookError(
                f"no rubric is called {self.rubric!r}; use {', '.join(RUBRICS)} or a path that "
                "ends in .md"
            )
        template = Template.load(RUBRICS.get(self.rubric, self.rubric))
        template.check(("document",))
        return template

    def shown(self, text: str) -> str:
        """As much of a document as the annotator sees."""
        return text[: self.characters]

    def request(self, template: Template, text: str) -> Request:
        """Ask for the score of a document."""
        more: dict[str, Any] = {"response_format": _shape().response_format}
        if self.method == "logprobs":
            more |= {"logprobs": True, "top_logprobs": _ALTERNATIVES}
        return chat(
            template.fill(document=self.shown(text)),
            max_tokens=self.max_tokens,
            temperature=0.0,
            **more,
        )

    def slots(self, text: str) -> str:
        """What the slot was filled with, as JSON that doesn't repeat the document."""
        return json.dumps({"document": {"characters": len(self.shown(text))}})

    def read(self, answer: Answer) -> Score | Unjudged:
        """The score of an answer."""
        if self.method == "score":
            return written_score(answer.text)
        try:
            return expected_score(answer.tokens)
        except ValueError as error:
            return Unjudged(str(error))


@lru_cache(maxsize=1)
def _shape() -> Schema:
    scores = {"type": "integer", "enum": [*range(LOWEST, HIGHEST + 1)]}
    return Schema(
        {
            "type": "object",
            "properties": {"score": scores},
            "required": ["score"],
            "additionalProperties": False,
        }
    )
