"""Questions about the user's own documents with their answers: exercises for texts without code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.generate.piece import Assignment, Piece
from hornbook.generate.sections.about import (
    SPEAKS_OF_IT,
    STRAYS,
    WriteAbout,
    points_at,
    shared_words,
)
from hornbook.pipeline.stage import unhashed
from hornbook.teacher import Answer

if TYPE_CHECKING:
    import pyarrow as pa

NO_QUESTION = "no question"
NO_ANSWER = "no answer"
ELSEWHERE = "the answer isn't in the passage"

FEWEST_WORDS = 4  # of a question, and of an answer
LEAST_FOUND = 0.5  # share of an answer's longer words that stand in the passage

_MARK = re.compile(r"^\W*(?:\d+\W+)?(question|answer|q|a)\W?\s?\d*\s*[:.)]\W*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class WriteQuestions(WriteAbout):
    """Ask a teacher for questions that documents of the user's answer, and for the answers.

    Each request shows a passage of a document, whose id is then the questions' parent. A question
    is kept that says what it is about, with an answer whose words stand in the passage; whether it
    is the right one nobody proves. Splits: ``train`` and ``rejected``,
    as exercises have them.

    Attributes:
        template: a prompt of Hornbook's or a Markdown file with the slots document, passage,
            audience.
    """

    split: ClassVar[str] = "train"
    slots: ClassVar[tuple[str, ...]] = ("document", "passage", "audience")

    template: str = unhashed("questions_about")

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The questions in an answer, each with its own verdict."""
        found = read_questions(answer.text)
        if answer.finish_reason == "length":
            found = found[:-1]  # torn
        for question, said in found:
            yield Piece(
                text=f"Question: {question}\nAnswer: {said}\n",
                columns={"question": question, "answer": said},
                reason=fault(question, said, assignment.slots["passage"]),
            )

    def columns(self) -> list[pa.Field]:
        """What is asked about which document, and the answer."""
        import pyarrow as pa

        names = ("topic", "audience", "question", "answer")
        return [pa.field(name, pa.string(), nullable=False) for name in names]

    def origin(self, assignment: Assignment) -> Mapping[str, Any]:
        """What was asked for; the topic is the document's title."""
        return {"topic": assignment.topic, "audience": assignment.slots["audience"]}


def read_questions(answer: str) -> list[tuple[str, str]]:
    """Questions and answers in order; what stands before the first question is passed over."""
    found: list[tuple[list[str], list[str]]] = []
    parts: list[str] | None = None
    for line in answer.replace("\0", "").splitlines():
        mark = _MARK.match(line)
        if mark and mark[1].lower().startswith("q"):
            found.append(([], []))
            parts = found[-1][0]
        elif mark and found:
            parts = found[-1][1]
        if parts is not None:
            parts.append(line[mark.end() :] if mark else line)
    return [(_joined(question), _joined(said)) for question, said in found]


def fault(question: str, answer: str, passage: str) -> str:
    """Why a question isn't one that the passage answers like that, or nothing."""
    if not question.endswith("?") or len(question.split()) < FEWEST_WORDS:
        return NO_QUESTION
    if len(answer.split()) < FEWEST_WORDS or answer.endswith("?"):
        return NO_ANSWER
    if points_at(f"{question} {answer}", passage):
        return SPEAKS_OF_IT
    if not shared_words(passage, question):
        return STRAYS
    return ELSEWHERE if shared_words(passage, answer) < LEAST_FOUND else ""


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).replace("**", "").split())
