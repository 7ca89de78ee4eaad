"""Rows with an annotator's score: what the stage and the command do with a client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hornbook.curate.annotate_question import Question
from hornbook.curate.annotate_verdict import Score, Unjudged, written_score
from hornbook.curate.prompts import Template
from hornbook.errors import HornbookError
from hornbook.teacher.account import Account
from hornbook.teacher.request import Answer, Failure, Reply

if TYPE_CHECKING:
    from hornbook.teacher.client import Client

VALUE = "educational_value"

Row = dict[str, Any]


@dataclass(kw_only=True)
class Annotating:
    """Asks one client about documents, and counts what comes of it.

    Attributes:
        question: how they are put; its method becomes ``score`` where the endpoint has no
            log-probabilities.
        say: told in one sentence when that happens.
        judged: documents with a score so far.
        reasons: why others have none.
    """

    client: Client
    question: Question
    say: Callable[[str], None] = lambda text: None
    judged: int = 0
    asked: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def annotated(self, rows: Callable[[], Iterable[Row]], column: str = "text") -> Iterator[Row]:
        """The rows in order with their score and how it came about, or with a ``reason``.

        Args:
            rows: gives them anew at each call; they are read twice, so that none wait in memory.
            column: which holds the document.
        """
        from hornbook.teacher.client import in_order

        template = self.question.template()
        self._settle_method(rows, template, column)
        requests = (self.question.request(template, row[column]) for row in rows())
        with closing(self.client.complete(requests)) as replies:
            for row, reply in zip(rows(), in_order(replies), strict=True):
                self.asked += 1
                yield {**row, **self._verdict(row[column], reply, template)}

    def account(self) -> Account:
        """What was asked and what it cost.

        Raises:
            HornbookError: when the annotator answered, but not once with a score.
        """
        name = self.client.teacher.name
        if self.asked and not self.judged:
            why = self.reasons.most_common(1)[0][0]
            raise HornbookError(f"{name} gave none of {self.asked:,} documents a score: {why}")
        template = self.question.template()
        return Account(
            teacher=name,
            template=template.name,
            template_digest=template.digest,
            asked=self.asked,
            parsed=self.judged,
            kept=self.judged,
            usage=self.client.usage,
        )

    def _settle_method(
        self, rows: Callable[[], Iterable[Row]], template: Template, column: str
    ) -> None:
        """Ask about the first document, to see whether the endpoint has log-probabilities."""
        first = next(iter(rows()), None)
        if first is None or self.question.method != "logprobs":
            return
        with closing(self.client.complete([self.question.request(template, first[column])])) as it:
            if _offers_logprobs(next(it)):
                return
        self.question = replace(self.question, method="score")
        self.say(
            f"{self.client.teacher.name} gives no log-probabilities, so its scores are taken as "
            "they are written"
        )

    def _verdict(self, text: str, reply: Reply, template: Template) -> Row:
        row: Row = {
            "annotator": self.client.teacher.name,
            "rubric": template.name,
            "rubric_digest": template.digest,
            "rubric_slots": self.question.slots(text),
            "annotation_method": self.question.method,
            "annotation_request": reply.key,
        }
        if isinstance(reply, Failure):
            return row | self._without_score(f"the annotator didn't answer: {reply.reason}")
        price = self.client.usage.price
        row |= {
            "verdict": reply.text,
            "written": _written(reply),
            "annotation_prompt_tokens": reply.prompt_tokens,
            "annotation_completion_tokens": reply.completion_tokens,
            "annotation_cost": price and price.of(reply),
        }
        match self.question.read(reply):
            case Score(value=value, coverage=coverage):
                self.judged += 1
                return row | {VALUE: round(value, 6), "coverage": coverage, "reason": ""}
            case Unjudged(reason=reason):
                return row | self._without_score(reason)

    def _without_score(self, reason: str) -> Row:
        self.reasons[reason] += 1
        return {VALUE: None, "reason": reason}


def _written(answer: Answer) -> float | None:
    score = written_score(answer.text)
    return score.value if isinstance(score, Score) else None


def _offers_logprobs(reply: Reply) -> bool:
    if isinstance(reply, Failure):
        return "logprob" not in reply.reason.lower()
    try:
        return bool(reply.tokens)
    except ValueError:
        return True  # each answer says what is wrong with it
