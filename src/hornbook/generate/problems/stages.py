"""TinyGSM by a teacher, on both of its routes (arXiv:2312.09241, §2 and appendix).

One step: a question is shown, never with its solution, and similar problems with their programs
are asked for. Two steps: variants of a question are asked for, then a program for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from hornbook.errors import HornbookError
from hornbook.generate.piece import Assignment, Piece, seed_of
from hornbook.generate.problems.program import Unusable, WordProblem, tidy_question
from hornbook.generate.problems.questions import drawn
from hornbook.generate.problems.reading import read_problems, read_questions
from hornbook.generate.prompts import Template
from hornbook.generate.writing import Writing
from hornbook.pipeline.context import Context
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import unhashed
from hornbook.teacher import Answer
from hornbook.teacher.asking import Forecast

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN = "the question that was shown"
EXAMPLE = "the example of the prompt"

CHANGES = (
    "Make each of them harder than the problem above, so that it takes at least one step more.",
    "Put into each of them a sentence with a number that isn't needed, and give the people and "
    "things new names.",
)
"""What two-step variants have of their question (TinyGSM: harder, or with what is irrelevant)."""


@dataclass(frozen=True, kw_only=True)
class _Asking(Writing):
    """A stage that asks about questions, which another stage may have to make first.

    Attributes:
        expected: tokens of a prompt and of its answer, for a plan to tell the bill before there
            are any questions.
    """

    expected: tuple[int, int] | None = unhashed(None)

    def forecast(self) -> Forecast | None:
        """What it will take, as far as that is expected."""
        return Forecast.of(self.teacher, self.requests, self.expected)


@dataclass(frozen=True, kw_only=True)
class _Executed(_Asking):
    """A stage whose pieces are word problems; their programs are executed one by one."""

    split: ClassVar[str] = "problems"

    def columns(self) -> list[pa.Field]:
        """What a word problem has, and what its program answered."""
        return problem_columns()

    def schemas(self) -> dict[str, pa.Schema]:
        """Columns of both splits; rejects have besides what exactly went wrong."""
        import pyarrow as pa

        schemas = super().schemas()
        schemas["rejected"] = schemas["rejected"].append(pa.field("detail", pa.string()))
        return schemas

    def piece(self, found: WordProblem | Unusable, shown: str = "") -> Piece:
        """What was read as a piece, rejected if it is what the prompt showed."""
        if isinstance(found, Unusable):
            return Piece(text=found.source, reason=found.reason)
        examples = _examples(Template.load(self.template).text)
        reason = ""
        if found.question == tidy_question(shown):
            reason = SHOWN
        elif any(found.question == one.question or found.body == one.body for one in examples):
            reason = EXAMPLE
        row = problem_row(found)
        return Piece(text=found.text, says=found.question, columns=row, reason=reason)

    def prove(self, pieces: Iterator[Piece], context: Context) -> Iterator[Piece]:
        """Execute every program, and reject those that come to no number."""
        from hornbook.generate.problems.proof import executed
        from hornbook.sandbox import Sandbox

        settings = context.settings
        with Sandbox(workers=settings.workers, weak=settings.weak_sandbox) as sandbox:
            for piece, outcome in executed(pieces, attrgetter("text"), sandbox):
                if outcome.reason:
                    columns = {**piece.columns, "detail": outcome.detail}
                    yield replace(piece, columns=columns, reason=outcome.reason)
                else:
                    yield replace(piece, columns={**piece.columns, "answer": outcome.answer})


@dataclass(frozen=True, kw_only=True)
class WriteProblems(_Executed):
    """Ask for problems like a question that is shown, each with its program.

    Splits: ``problems``, and ``rejected`` with its ``reason`` and ``detail``.

    Attributes:
        questions: what is shown, a question at a time; parents of what is written.
        column: of the questions.
        each: how many problems to ask for in one request; TinyGSM asks for 10.
    """

    slots: ClassVar[tuple[str, ...]] = ("question", "number")
    questions: Split
    column: str = "text"
    each: int = 10
    max_tokens: int = 2500
    temperature: float = 0.8
    template: str = unhashed("problems")

    def assignments(self, context: Context) -> Iterator[Assignment]:
        """Questions without replacement, then again with other seeds."""
        for turn, identity, question in drawn(self.questions, self.column, self.seed, context):
            yield Assignment(
                slots={"question": question, "number": str(self.each)},
                seed=seed_of(self.seed, turn, identity),
                parents=(identity,),
            )

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """All problems of an answer, the unusable ones with their reason."""
        truncated = answer.finish_reason == "length"
        shown = assignment.slots["question"]
        for found in read_problems(answer.text, truncated=truncated):
            yield self.piece(found, shown)


@dataclass(frozen=True, kw_only=True)
class VaryQuestions(_Asking):
    """Ask for variants of a question, without solutions: the first of two steps.

    Splits: ``questions``, and ``rejected`` with its ``reason``.

    Attributes:
        questions: what is varied, a question at a time; parents of the variants.
        column: of the questions.
        each: how many variants to ask for in one request; TinyGSM asks for 10.
        changes: what the variants shall have; requests take turns between them.
    """

    split: ClassVar[str] = "questions"
    slots: ClassVar[tuple[str, ...]] = ("question", "number", "change")
    questions: Split
    column: str = "text"
    each: int = 10
    changes: tuple[str, ...] = CHANGES
    max_tokens: int = 1500
    temperature: float = 0.8
    template: str = unhashed("problems_vary")

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.changes:
            raise HornbookError(f"{self.name} has no changes to ask for; give at least one")

    def assignments(self, context: Context) -> Iterator[Assignment]:
        """Questions without replacement; each gets another change the next time it comes."""
        source = drawn(self.questions, self.column, self.seed, context)
        for number, (turn, identity, question) in enumerate(source):
            change = self.changes[(number + turn) % len(self.changes)]
            yield Assignment(
                slots={"question": question, "number": str(self.each), "change": change},
                seed=seed_of(self.seed, turn, identity),
                parents=(identity,),
            )

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The questions of an answer; one that only repeats what was shown is rejected."""
        shown = assignment.slots["question"]
        for found in read_questions(answer.text, truncated=answer.finish_reason == "length"):
            if isinstance(found, Unusable):
                yield Piece(text=found.source, reason=found.reason)
            else:
                yield Piece(text=found, reason=SHOWN * (found == shown))


@dataclass(frozen=True, kw_only=True)
class SolveQuestions(_Executed):
    """Ask for a program for each question: the second of two steps.

    Splits: ``problems``, and ``rejected`` with its ``reason`` and ``detail``.

    Attributes:
        questions: what to solve, such as the split ``questions`` of `VaryQuestions`.
        column: of the questions.
    """

    slots: ClassVar[tuple[str, ...]] = ("question",)
    questions: Split
    column: str = "text"
    max_tokens: int = 500
    temperature: float = 0.2
    template: str = unhashed("problems_solve")

    def assignments(self, context: Context) -> Iterator[Assignment]:
        """Questions without replacement, then again with other seeds."""
        for turn, identity, question in drawn(self.questions, self.column, self.seed, context):
            yield Assignment(
                slots={"question": question},
                seed=seed_of(self.seed, turn, identity),
                parents=(identity,),
            )

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The first program of an answer, under the question as it was asked."""
        question = assignment.slots["question"]
        truncated = answer.finish_reason == "length"
        for found in read_problems(answer.text, truncated=truncated, question=question):
            yield self.piece(found)
            return


def problem_columns() -> list[pa.Field]:
    """The columns of word problems, whoever writes them."""
    import pyarrow as pa

    return [
        pa.field("question", pa.string(), nullable=False),
        pa.field("prompt", pa.string(), nullable=False),  # the function up to its docstring's end
        pa.field("solution", pa.string(), nullable=False),  # the rest of it
        pa.field("answer", pa.float64(), nullable=False),  # of the program
    ]


def problem_row(problem: WordProblem) -> dict[str, str]:
    """A word problem's part of a row."""
    return {
        "question": problem.question,
        "prompt": problem.prompt,
        "solution": problem.solution,
    }


@cache
def _examples(template: str) -> tuple[WordProblem, ...]:
    """The problems that a template itself shows, with a question or without."""
    found = [*read_problems(template), *read_problems(template, question=EXAMPLE)]
    return tuple(each for each in found if isinstance(each, WordProblem))
