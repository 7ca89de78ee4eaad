"""What a judge of stories is asked, and what its answers have to fit.

Assessment first, grades after it, is TinyStories' protocol (https://arxiv.org/abs/2305.07759).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from hornbook.errors import HornbookError
from hornbook.evaluate.judge import Judge
from hornbook.evaluate.prompts import Template
from hornbook.pipeline.context import Context
from hornbook.teacher import Request, chat
from hornbook.teacher.account import Account
from hornbook.teacher.asking import Questions
from hornbook.teacher.schema import Schema
from hornbook.teacher.structured import Structured, complete_structured

TEMPLATE = "story"
ASPECTS = ("grammar", "creativity", "consistency", "plot")
MOST = 10
AGE = "age"

COLUMNS = (*ASPECTS, AGE)

_GRADES_LENGTH = 60
_CHARACTERS = 3
"""Tokens that the grades take, and characters that a token has at least; both are generous."""


def schema(max_tokens: int) -> dict[str, Any]:
    """What an answer has to fit: an assessment that leaves room for the grades, then these."""
    whole = {"type": "integer", "minimum": 0}
    longest = max(_CHARACTERS, _CHARACTERS * (max_tokens - _GRADES_LENGTH))
    fields = {
        # First, so that the grades follow from it; bounded, since small judges find no end.
        "assessment": {"type": "string", "minLength": 1, "maxLength": longest},
        **{aspect: {**whole, "maximum": MOST} for aspect in ASPECTS},
        AGE: {**whole, "maximum": 99},
    }
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


@dataclass(frozen=True)
class Graded:
    """What a judge says of one continuation.

    Attributes:
        said: the assessment in words; or why there is none.
        grades: by aspect, and the age; None where the answer didn't fit.
    """

    said: str
    grades: Mapping[str, int] | None


def questions(judge: Judge, pairs: Sequence[tuple[str, str]]) -> Questions:
    """What the judge is asked of each beginning with what follows it."""
    prompt = Template.load(judge.template or TEMPLATE)
    form = Schema(schema(judge.max_tokens)).response_format

    def requests() -> Iterator[Request]:
        for beginning, rest in pairs:
            yield chat(
                prompt.fill(prompt=beginning, completion=rest.strip() or "(nothing)"),
                max_tokens=judge.max_tokens,
                temperature=judge.temperature,
                seed=judge.seed,
                response_format=form,
            )

    return Questions(
        teacher=judge.teacher,
        requests=requests,
        count=len(pairs),
        template=prompt.name,
        follow_ups=1,  # for an answer that doesn't fit
    )


def grade_stories(judge: Judge, pairs: Sequence[tuple[str, str]], context: Context) -> list[Graded]:
    """Grades of each beginning with what follows it, in order.

    The judge is held to a JSON schema, where its endpoint can be, and asked again once where the
    answer doesn't fit. Small models wouldn't come to a grade otherwise.

    Raises:
        HornbookError: when no answer fitted.
    """
    asked = questions(judge, pairs)
    found = []
    with (
        judge.teacher.open(context.cache, context.settings) as client,
        context.progress.bar("judging", total=len(pairs), unit="stories") as bar,
        closing(
            complete_structured(
                client,
                asked.requests(),
                schema(judge.max_tokens),
                repairs=asked.follow_ups,
                ordered=True,
                arrived=bar.advance,
            )
        ) as replies,
    ):
        for reply in replies:
            found.append(
                Graded(reply.value["assessment"], {name: reply.value[name] for name in COLUMNS})
                if isinstance(reply, Structured)
                else Graded(reply.reason, None)
            )
        read = sum(each.grades is not None for each in found)
        account = Account(
            teacher=judge.teacher.name,
            template=asked.template,
            template_digest=Template.load(judge.template or TEMPLATE).digest,
            asked=len(found),
            parsed=read,
            kept=read,
            usage=client.usage,
        )
    context.record(accounts=[account.record()])
    if not read:
        raise HornbookError(
            f"{context.name}: none of the {len(found):,} answers by {judge.teacher.name} has the "
            "grades that were asked for; choose a more capable judge"
        )
    return found
