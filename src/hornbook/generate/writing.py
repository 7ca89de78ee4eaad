"""The stages that ask a teacher for data: from assignments to rows, with every reject's reason.

A kind of data (textbook sections, stories, word problems …) subclasses `Writing` and says what
its prompts are filled with, how an answer is read into pieces, and what proves a piece. Bad
answers, repetitions, diversity, accounts and rows are the same for all and live here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.corpus.document import document_schema
from hornbook.errors import HornbookError
from hornbook.generate.piece import Assignment, Piece
from hornbook.generate.prompts import Template
from hornbook.generate.steering import Steering
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.teacher import Answer, LocalTeacher, Request, Teacher, chat
from hornbook.teacher.asking import Questions

if TYPE_CHECKING:
    import pyarrow as pa


AVOID = "avoid"
"""A slot that a template may have besides its own: told which openings are used up."""


ORIGIN = ("template", "template_digest", "slots", "request", "teacher")


@dataclass(frozen=True, kw_only=True)
class Writing(Stage[Dataset]):
    """Ask a teacher for pieces of data; abstract.

    A bigger number of requests asks for the same ones first, so the cache answers them; with a
    `Steering` that steers this holds up to the first round that differs.

    Splits: ``split`` with what is kept, and ``rejected`` with its ``reason``.

    Attributes:
        teacher: who writes.
        requests: how many to ask; an answer may hold no piece or several.
        seed: draws the assignments and seeds the teacher's sampling.
        max_tokens: the longest answer.
        temperature: of the teacher's sampling.
        top_p: of the teacher's sampling.
        template: a prompt of Hornbook's or a Markdown file; its text is what counts, not where
            it lies.
        steering: how the pieces are kept diverse.
        split: the name of the split of what is kept.
        slots: of the template.
        schema: what answers are asked for by, and held to, if they are values rather than text:
            a JSON schema. `read` is then given the value as JSON.
        repairs: how often an answer that doesn't fit the schema is asked for again.
    """

    split: ClassVar[str]
    slots: ClassVar[tuple[str, ...]]
    schema: ClassVar[Mapping[str, Any] | None] = None
    repairs: ClassVar[int] = 2

    teacher: Teacher = field(default_factory=LocalTeacher)
    requests: int
    seed: int = 0
    max_tokens: int = 250
    temperature: float = 0.6
    top_p: float = 0.9
    template: str = unhashed("")
    steering: Steering = field(default_factory=Steering)

    def assignments(self, context: Context) -> Iterator[Assignment]:
        """What to ask for, in order, lazily; the first n don't depend on how many are wanted."""
        raise NotImplementedError

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The pieces in an answer that isn't bad as such; none needs no reason, see `NO_PIECE`."""
        raise NotImplementedError

    def prove(self, pieces: Iterator[Piece], context: Context) -> Iterator[Piece]:
        """The same pieces in the same order, with a reason where something is wrong with them."""
        return pieces

    def columns(self) -> list[pa.Field]:
        """The columns that this kind has beside those that all have."""
        return []

    def origin(self, assignment: Assignment) -> Mapping[str, Any]:
        """Columns that are known before there is an answer."""
        return {}

    def __post_init__(self) -> None:
        if self.requests < 1 or self.max_tokens < 1:
            raise HornbookError("requests and max_tokens must be at least 1")

    def external(self) -> str:
        """The text of the template and what the teacher's files hold."""
        template = Template.load(self.template)
        template.check(self._slots(template))
        return f"{template.digest} {self.teacher.external()}".strip()

    def asks(self, context: Context) -> tuple[Questions, ...]:
        """The prompts, for a plan or a batch: all of them, as if nothing stopped or steered."""
        template = Template.load(self.template)

        def requests() -> Iterator[Request]:
            for assignment in islice(self.assignments(context), self.requests):
                yield self.request(assignment, template)

        return (
            Questions(
                teacher=self.teacher,
                requests=requests,
                count=self.requests,
                template=template.name,
                follow_ups=self.repairs if self.schema else 0,
            ),
        )

    def run(self, context: Context) -> Dataset:
        """Write both splits in the order of the assignments, however the answers come."""
        from hornbook.generate.writing_run import Run

        with (
            self.teacher.open(context.cache, context.settings) as client,
            DatasetWriter(context.directory, **self.schemas()) as writer,
        ):
            Run(self, context, client, writer).run()
        return Dataset(context.directory)

    def request(self, assignment: Assignment, template: Template, avoid: str = "") -> Request:
        """The prompt of one assignment."""
        slots = dict(assignment.slots)
        if AVOID in template.slots:
            slots[AVOID] = avoid
        return chat(
            template.fill(**slots),
            max_tokens=self.max_tokens,
            temperature=self.temperature,
            top_p=self.top_p,
            seed=assignment.seed,
        )

    def schemas(self) -> dict[str, pa.Schema]:
        """Columns of both splits."""
        import pyarrow as pa

        own = self.columns()
        common = [
            *(pa.field(name, pa.string(), nullable=False) for name in ORIGIN),
            pa.field("finish_reason", pa.string()),
            pa.field("prompt_tokens", pa.int64()),  # of the answer, which may hold several pieces
            pa.field("completion_tokens", pa.int64()),
            pa.field("cost", pa.float64()),  # dollars; null when the price isn't known
        ]
        reason = pa.field("reason", pa.string(), nullable=False)
        free = [column.with_nullable(True) for column in own]
        return {
            self.split: document_schema(*own, *common),
            "rejected": document_schema(*free, *common, reason),
        }

    def _slots(self, template: Template) -> tuple[str, ...]:
        return (*self.slots, AVOID) if AVOID in template.slots else self.slots
