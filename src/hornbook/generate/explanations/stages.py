"""The stages that ask teachers to explain: one teacher, or two for progressive learning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.errors import HornbookError
from hornbook.generate.answers import CUT_OFF
from hornbook.generate.explanations.conversation import text_of, trace, trace_fields
from hornbook.generate.explanations.final_answer import UNCHECKED, WRONG, final_answer, verdict
from hornbook.generate.explanations.systems import CHOICE_ONLY
from hornbook.generate.piece import Assignment, Piece, seed_of
from hornbook.generate.prompts import Template
from hornbook.generate.writing import Writing
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import unhashed
from hornbook.teacher import Answer, Request, Teacher
from hornbook.teacher.asking import Forecast

if TYPE_CHECKING:
    import pyarrow as pa

WRONG_ANSWER = "wrong answer"
NO_ANSWER = "no final answer can be read in it"


@dataclass(frozen=True, kw_only=True)
class Asking(Assignment):
    """A query of the plan, with its system message and what is known about its answer."""

    row: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ExplainQueries(Writing):
    """Ask a teacher the queries of a plan, each under its system message (Orca, §3).

    A response to a query whose answer is known and can be compared gets the verdict ``right`` or
    ``wrong``, all others ``unchecked``; see `final_answer`.

    Splits: ``explanations`` and ``rejected``.

    Attributes:
        queries: the plan, as `SampleQueries` writes it; the first ``requests`` of it are asked.
        keep_wrong: keep responses with a wrong answer, or none, to a query that has one.
        expected: tokens of a prompt and of its answer, for a plan to tell the bill before there
            are any queries.
    """

    version: ClassVar[int] = 1
    split: ClassVar[str] = "explanations"
    slots: ClassVar[tuple[str, ...]] = ("query",)

    queries: Split
    keep_wrong: bool = False
    max_tokens: int = 700
    template: str = unhashed("explanation")
    expected: tuple[int, int] | None = unhashed(None)

    def forecast(self) -> Forecast | None:
        """What it will take, as far as that is expected."""
        return Forecast.of(self.teacher, self.requests, self.expected)

    def assignments(self, context: Context) -> Iterator[Asking]:
        """The plan's queries in their order, which is random."""
        for row in self.queries.rows(context):
            yield Asking(
                slots={"query": row["text"]},
                seed=seed_of(self.seed, row["id"]),
                topic=row["task"],
                parents=(row["id"],),
                row=row,
            )

    def request(self, assignment: Assignment, template: Template, avoid: str = "") -> Request:
        """The query as the user's turn, after the system message if there is one."""
        request = super().request(assignment, template, avoid)
        system = _row(assignment)["system"]
        if not system:
            return request
        turns = [{"role": "system", "content": system}, *request.payload["messages"]]
        return replace(request, payload={**request.payload, "messages": turns})

    def origin(self, assignment: Assignment) -> Mapping[str, Any]:
        """What the plan says of the query."""
        row = _row(assignment)
        known = {name: row[name] for name in ("system", "task", "pool", "kind", "answer")}
        return {**known, "options": row["options"], "query": row["text"], "verdict": UNCHECKED}

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The whole answer is the response."""
        row, response = _row(assignment), answer.text.strip()
        first = row["kind"] in CHOICE_ONLY
        options, exact = row["options"] or (), bool(row["exact"])
        found = verdict(response, row["answer"], options, first=first, exact=exact)
        reason = ""
        if answer.finish_reason == "length":
            reason = CUT_OFF
        elif found == WRONG and not self.keep_wrong:
            answered = final_answer(response, options, first=first) is not None
            reason = WRONG_ANSWER if answered else NO_ANSWER
        yield Piece(
            text=text_of(row["system"], row["text"], response),
            columns=trace(row["system"], row["text"], response, verdict=found),
            says=f"{row['text']}\n\n{response}",
            reason=reason,
        )

    def columns(self) -> list[pa.Field]:
        """Those of a trace."""
        return trace_fields()

    def run(self, context: Context) -> Dataset:
        """Ask and check; the manifest tells how many were kept, by task and by system message."""
        made = super().run(context)
        context.record(yields=yields(made))
        return made


def by_teacher(
    assistant: ExplainQueries, *, teacher: Teacher, requests: int, label: str = "explain-teacher"
) -> ExplainQueries:
    """The second stage of progressive learning with teacher assistance (Orca, §3.2).

    An assistant, cheaper and easier to learn from, answers queries first (5M by ChatGPT in the
    paper); then a teacher answers some of the same (1M by GPT-4), under the same system messages.
    The plan that both share is in random order, so the first ones are a random sample, as there. A
    model is trained on the assistant's explanations, then on the teacher's.

    Args:
        assistant: the first stage.
        teacher: who answers.
        requests: how many of the assistant's queries.
        label: of the stage.

    Raises:
        HornbookError: when that is more than the assistant is asked.
    """
    if requests > assistant.requests:
        raise HornbookError(
            f"requests={requests:,} of the teacher are more than the {assistant.requests:,} of "
            "the assistant, of which they are a part"
        )
    return replace(assistant, teacher=teacher, requests=requests, label=label)


def yields(made: Dataset) -> dict[str, dict[str, dict[str, int]]]:
    """By task, and by kind of system message: how many were asked, kept, right and wrong."""
    found: dict[str, dict[str, Counter[str]]] = {"task": {}, "kind": {}}
    for split in made.splits():
        for row in made.rows(split, ["task", "kind", "verdict"]):
            for by, counts in found.items():
                count = counts.setdefault(str(row[by]), Counter())
                count["asked"] += 1
                count["kept"] += split == ExplainQueries.split
                count[row["verdict"] or UNCHECKED] += 1
    return {by: {key: dict(counts[key]) for key in sorted(counts)} for by, counts in found.items()}


def _row(assignment: Assignment) -> Mapping[str, Any]:
    assert isinstance(assignment, Asking)
    return assignment.row
