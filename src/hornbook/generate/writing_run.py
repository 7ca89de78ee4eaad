"""One run of a stage that asks a teacher: round by round, from assignments to rows."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import Any

from hornbook.corpus.document import document_id
from hornbook.errors import HornbookError
from hornbook.generate.answers import bad_answer
from hornbook.generate.piece import Assignment, Piece
from hornbook.generate.prompts import Template, slots_json
from hornbook.generate.steering import Course
from hornbook.generate.writing import Writing
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.teacher import Answer, Reply, Request
from hornbook.teacher.account import Account
from hornbook.teacher.client import Client, in_order
from hornbook.teacher.structured import MISFIT, Structured, Unfit, complete_structured

NO_PIECE = "nothing in it that can be used"


def shared(reason: str) -> str:
    """A reason as it is counted: just how an answer doesn't fit a schema is its own affair."""
    return reason.partition(": ")[0] if reason.startswith(MISFIT) else reason


Judged = tuple[Assignment, dict[str, Any], Piece]


class Run:
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

    def _replies(self, requests: Iterator[Request]) -> Generator[Reply]:
        if self.stage.schema is None:
            with closing(self.client.complete(requests)) as replies:
                yield from in_order(replies, self._show_progress)
            return
        for reply in complete_structured(
            self.client,
            requests,
            self.stage.schema,
            repairs=self.stage.repairs,
            ordered=True,
            arrived=self._show_progress,
        ):
            if isinstance(reply, Structured):
                yield replace(reply.answer, text=json.dumps(reply.value, ensure_ascii=False))
            else:
                yield reply

    def _show_progress(self) -> None:
        self.bar.advance(note=f"{self.course.kept} kept")

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
