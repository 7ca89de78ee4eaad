"""Textbook sections by a teacher: prose with code, on many topics, for many readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.prompts import Template, slots_json
from hornbook.generate.sections.section import Rejected, Section, read_section
from hornbook.generate.sections.syllabus import Assignment, assignments
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.teacher import Answer, LocalTeacher, Price, Reply, Request, Teacher, chat
from hornbook.teacher.account import Account
from hornbook.teacher.asking import Questions

if TYPE_CHECKING:
    import pyarrow as pa

SLOTS = ("topic", "audience", "style")


@dataclass(frozen=True, kw_only=True)
class WriteTextbooks(Stage[Dataset]):
    """Ask a teacher for short textbook sections (phi-1, 2306.11644, §2.2).

    Splits: ``sections``, and ``rejected`` with the answer as it came and the reason.

    Attributes:
        teacher: who writes.
        sections: how many to ask for; somewhat fewer are kept. A bigger number asks for the
            same ones first, so the cache answers them.
        seed: draws topics, audiences and styles, and seeds the teacher's sampling.
        max_tokens: the longest answer; one that is cut off is trimmed to its last whole part.
        temperature: of the teacher's sampling.
        top_p: of the teacher's sampling.
        template: a prompt of Hornbook's or a Markdown file with the slots topic, audience, style;
            its text is what counts, not where it lies.
    """

    version: ClassVar[int] = 2
    teacher: Teacher = field(default_factory=LocalTeacher)
    sections: int
    seed: int = 0
    max_tokens: int = 250
    temperature: float = 0.6
    top_p: float = 0.9
    template: str = unhashed("textbook")

    def __post_init__(self) -> None:
        if self.sections < 1 or self.max_tokens < 1:
            raise HornbookError("sections and max_tokens must be at least 1")

    def external(self) -> str:
        """The text of the template and what the teacher's files hold."""
        template = Template.load(self.template)
        template.check(SLOTS)
        return f"{template.digest} {self.teacher.external()}".strip()

    def asks(self, context: Context) -> tuple[Questions, ...]:
        """The prompts, for a plan or a batch."""
        name = Template.load(self.template).name
        return (
            Questions(
                teacher=self.teacher,
                requests=self.requests,
                count=self.sections,
                template=name,
            ),
        )

    def run(self, context: Context) -> Dataset:
        """Write both splits in the order of the assignments, however the answers come."""
        from hornbook.teacher.client import in_order

        template = Template.load(self.template)
        reasons: Counter[str] = Counter()
        parsed, seen = 0, set[str]()
        with (
            self.teacher.open(context.cache, context.settings) as client,
            DatasetWriter(context.directory, **schemas()) as writer,
            context.progress.bar("writing sections", total=self.sections, unit="sections") as bar,
            closing(client.complete(self.requests())) as replies,
        ):
            for assignment, reply in zip(self.plan(), in_order(replies), strict=True):
                row = self.row(assignment, reply, template, client.usage.price)
                row["stage"] = context.name
                reason = row.pop("reason")
                parsed += not reason
                reason = reason or said_before(reply, seen)
                if reason:
                    reasons[reason] += 1
                    writer.add("rejected", {**row, "reason": reason})
                else:
                    writer.add("sections", row)
                bar.advance(note=f"{len(seen)} kept")
            usage = client.usage
        if usage.failures == self.sections:
            raise HornbookError(f"{self.teacher.name} answered nothing: {next(iter(reasons))}")
        account = Account(
            teacher=self.teacher.name,
            template=template.name,
            template_digest=template.digest,
            asked=self.sections,
            parsed=parsed,
            kept=len(seen),
            usage=usage,
        )
        context.record(accounts=[account.record()], reasons=dict(reasons.most_common()))
        return Dataset(context.directory)

    def plan(self) -> Iterator[Assignment]:
        """What is asked for, in order."""
        return islice(assignments(self.seed), self.sections)

    def requests(self) -> Iterator[Request]:
        """The prompts, in the same order."""
        template = Template.load(self.template)
        for assignment in self.plan():
            yield chat(
                template.fill(**slots(assignment)),
                max_tokens=self.max_tokens,
                temperature=self.temperature,
                top_p=self.top_p,
                seed=assignment.seed,
            )

    def row(
        self, assignment: Assignment, reply: Reply, template: Template, price: Price | None
    ) -> dict[str, Any]:
        """A row of either split; ``reason`` is empty for a section that is kept."""
        row: dict[str, Any] = {
            **slots(assignment),
            "source": f"teacher:{self.teacher.name}",
            "parents": [],
            "template": template.name,
            "template_digest": template.digest,
            "slots": slots_json(**slots(assignment)),
            "request": reply.key,
            "teacher": self.teacher.name,
        }
        match reply:
            case Answer():
                row |= _accounts(reply, price)
                row |= _verdict(assignment, reply)
            case failure:
                row |= {"text": "", "reason": f"the teacher didn't answer: {failure.reason}"}
        return {**row, "id": document_id(row["text"])}


def slots(assignment: Assignment) -> dict[str, str]:
    """What the template's slots are filled with."""
    return {
        "topic": assignment.topic,
        "audience": assignment.audience,
        "style": assignment.style,
    }


def said_before(reply: Reply, seen: set[str]) -> str:
    """The reason for rejecting an answer that came before, whatever its title; else remember it."""
    answer = document_id(reply.text if isinstance(reply, Answer) else "")
    if answer in seen:
        return "same text as another section"
    seen.add(answer)
    return ""


def titled(title: str, text: str) -> str:
    """Give a section its topic as a heading, unless the teacher wrote one."""
    return text if text.startswith("#") else f"# {title}\n\n{text}"


def schemas() -> dict[str, pa.Schema]:
    """Columns of both splits."""
    import pyarrow as pa

    words = ("template", "template_digest", "slots", "request", "teacher")
    columns = [
        *(pa.field(name, pa.string(), nullable=False) for name in (*SLOTS, *words)),
        pa.field("finish_reason", pa.string()),
        pa.field("prompt_tokens", pa.int64()),
        pa.field("completion_tokens", pa.int64()),
        pa.field("cost", pa.float64()),  # dollars; null when the price isn't known
        pa.field("code_blocks", pa.int64()),
    ]
    reason = pa.field("reason", pa.string(), nullable=False)
    return {"sections": document_schema(*columns), "rejected": document_schema(*columns, reason)}


def _accounts(answer: Answer, price: Price | None) -> dict[str, Any]:
    return {
        "finish_reason": answer.finish_reason,
        "prompt_tokens": answer.prompt_tokens,
        "completion_tokens": answer.completion_tokens,
        "cost": price and price.of(answer),
    }


def _verdict(assignment: Assignment, answer: Answer) -> dict[str, Any]:
    match read_section(answer.text, truncated=answer.finish_reason == "length"):
        case Section(text=text, code=code):
            text = titled(assignment.title, text)
            return {"text": text, "code_blocks": len(code), "reason": ""}
        case Rejected(reason=reason):
            return {"text": answer.text, "code_blocks": None, "reason": reason}
