"""The stages that ask a teacher for data: from assignments to rows, with every reject's reason.

A kind of data (textbook sections, stories, word problems …) subclasses `Writing` and says what
its prompts are filled with, how an answer is read into pieces, and what proves a piece. Bad
answers, repetitions, diversity, accounts and rows are the same for all and live here.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.answers import bad_answer
from hornbook.generate.piece import Assignment, Piece
from hornbook.generate.prompts import Template, slots_json
from hornbook.generate.steering import Course, Steering
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.teacher import Answer, LocalTeacher, Reply, Request, Teacher, chat
from hornbook.teacher.account import Account
from hornbook.teacher.asking import Questions
from hornbook.teacher.structured import MISFIT, Structured, Unfit, complete_structured

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.teacher.client import Client

AVOID = "avoid"
"""A slot that a template may have besides its own: told which openings are used up."""

NO_PIECE = "nothing in it that can be used"

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
        with (
            self.teacher.open(context.cache, context.settings) as client,
            DatasetWriter(context.directory, **self.schemas()) as writer,
        ):
            _Run(self, context, client, writer).run()
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


def shared(reason: str) -> str:
    """A reason as it is counted: just how an answer doesn't fit a schema is its own affair."""
    return reason.partition(": ")[0] if reason.startswith(MISFIT) else reason


Judged = tuple[Assignment, dict[str, Any], Piece]


class _Run:
    """One run of a stage, from assignments to rows."""

    def __init__(
        self, stage: Writing, context: Context, client: Client, writer: DatasetWriter
    ) -> None:
        self.stage = stage
        self.context = context
        self.client = client
        self.writer = writer
        self.template = Template.load(stage.template)
        self.course = Course(stage.steering)
        self.reasons: Counter[str] = Counter()
        self.asked = self.parsed = self.proven = 0

    def run(self) -> None:
        """Ask round by round, and write what comes."""
        stage, course = self.stage, self.course
        wanted = course.wanted(stage.assignments(self.context))
        title = f"writing {stage.split}"
        with self.context.progress.bar(title, total=stage.requests, unit="answers") as self.bar:
            while self.asked < stage.requests and not course.stopped:
                left = stage.requests - self.asked
                size = min(left, stage.steering.round) if stage.steering.steers else left
                before = self.asked
                self._round(self._drawn(wanted, size))
                course.end_round()
                if self.asked - before < size:
                    break
        self._account()

    def _drawn(self, wanted: Iterator[Assignment], size: int) -> Iterator[Assignment]:
        drawn = islice(wanted, size)
        # Drawn at once where it depends on what was kept, which changes while answers come.
        return iter(list(drawn)) if self.stage.steering.steers else drawn

    def _round(self, assignments: Iterator[Assignment]) -> None:
        stage, course = self.stage, self.course
        for assignment, row, piece in self._proven(self._read(assignments)):
            if not stage.steering.steers and course.pieces == stage.steering.round:
                course.end_round()
            self.proven += not piece.reason
            judged = piece if piece.reason else course.judge(assignment, piece)
            reason = judged.reason
            row = {**row, **judged.columns, "text": judged.text, "id": document_id(judged.text)}
            if reason:
                self.reasons[shared(reason)] += 1
                self.writer.add("rejected", {**row, "reason": reason})
            else:
                self.writer.add(stage.split, row)

    def _proven(self, pieces: Iterator[Judged]) -> Iterator[Judged]:
        """Let the stage prove what has no reason against it yet; the order stays as it is."""
        held: deque[Judged] = deque()

        def readable() -> Iterator[Piece]:
            for judged in pieces:
                held.append(judged)
                if not judged[2].reason:
                    yield judged[2]

        for piece in self.stage.prove(readable(), self.context):
            while held[0][2].reason:
                yield held.popleft()
            assignment, row, _ = held.popleft()
            yield assignment, row, piece
        yield from held

    def _read(self, assignments: Iterator[Assignment]) -> Iterator[Judged]:
        asked: deque[tuple[Assignment, Request]] = deque()
        avoid = self.course.avoid()

        def requests() -> Iterator[Request]:
            for assignment in assignments:
                request = self.stage.request(assignment, self.template, avoid)
                asked.append((assignment, request))
                yield request

        with closing(self._replies(requests())) as replies:
            for reply in replies:
                assignment, request = asked.popleft()
                row = self._row(assignment, reply)
                pieces = list(self._pieces(assignment, request, reply))
                self.parsed += any(not piece.reason for piece in pieces)
                for piece in pieces:
                    yield assignment, row, piece
                self.asked += 1
                self.bar.advance(note=f"{self.course.kept} kept")

    def _replies(self, requests: Iterator[Request]) -> Generator[Reply]:
        from hornbook.teacher.client import in_order

        if self.stage.schema is None:
            with closing(self.client.complete(requests)) as replies:
                yield from in_order(replies)
            return
        for reply in complete_structured(
            self.client, requests, self.stage.schema, repairs=self.stage.repairs, ordered=True
        ):
            if isinstance(reply, Structured):
                yield replace(reply.answer, text=json.dumps(reply.value, ensure_ascii=False))
            else:
                yield reply

    def _pieces(self, assignment: Assignment, request: Request, reply: Reply) -> Iterable[Piece]:
        if not isinstance(reply, Answer):
            silent = "" if isinstance(reply, Unfit) else "the teacher didn't answer: "
            yield Piece(text="", reason=f"{silent}{reply.reason}")
            return
        prompt = "" if self.stage.schema else str(request.payload["messages"][-1]["content"])
        bad = "" if self.stage.schema else bad_answer(reply.text, prompt)
        if bad:
            yield Piece(text=reply.text, reason=bad)
            return
        pieces = list(self.stage.read(assignment, reply))
        yield from pieces or [Piece(text=reply.text, reason=NO_PIECE)]

    def _row(self, assignment: Assignment, reply: Reply) -> dict[str, Any]:
        """All columns of a row that its pieces have in common."""
        name = self.stage.teacher.name
        row: dict[str, Any] = {
            **self.stage.origin(assignment),
            "source": f"teacher:{name}",
            "parents": list(assignment.parents),
            "stage": self.context.name,
            "template": self.template.name,
            "template_digest": self.template.digest,
            "slots": slots_json(**assignment.slots),
            "request": reply.key,
            "teacher": name,
        }
        if isinstance(reply, Answer):
            price = self.client.usage.price
            row |= {
                "finish_reason": reply.finish_reason,
                "prompt_tokens": reply.prompt_tokens,
                "completion_tokens": reply.completion_tokens,
                "cost": price and price.of(reply),
            }
        return row

    def _account(self) -> None:
        usage, course, stage = self.client.usage, self.course, self.stage
        if self.asked and usage.failures == self.asked:
            raise HornbookError(
                f"{stage.teacher.name} answered nothing: {next(iter(self.reasons))}"
            )
        account = Account(
            teacher=stage.teacher.name,
            template=self.template.name,
            template_digest=self.template.digest,
            asked=self.asked,
            parsed=self.parsed,
            verified=self.proven if type(stage).prove is not Writing.prove else None,
            kept=course.kept,
            usage=usage,
        )
        self.context.record(
            accounts=[account.record()],
            reasons=dict(self.reasons.most_common()),
            novelty=course.rounds,
            stopped=course.stopped,
            short_of_quota=course.short_of(),
        )
        if course.stopped:
            self.context.progress.say(f"{self.context.name} stopped early: {course.stopped}")
        elif short := course.short_of():
            self.context.progress.say(
                f"{self.context.name}: {len(short)} topics have fewer than "
                f"per_topic={stage.steering.per_topic}; ask for more than requests={stage.requests}"
            )
