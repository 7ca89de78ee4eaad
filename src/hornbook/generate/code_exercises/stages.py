"""The stages that ask a teacher for exercises, and keep those whose tests prove something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.errors import HornbookError
from hornbook.generate.code_exercises.names import function_names, read_names
from hornbook.generate.code_exercises.reading import SCHEMA, NoExercise, read_exercise
from hornbook.generate.exercise import COLUMNS, Exercise
from hornbook.generate.piece import Assignment, Piece, seed_of
from hornbook.generate.writing import Writing
from hornbook.pipeline.context import Context
from hornbook.pipeline.stage import unhashed
from hornbook.teacher import Answer

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.generate.code_exercises.strengthen import Proof

AUDIENCES = (
    "a beginner",
    "a student in a first programming course",
    "somebody who prepares for a job interview",
    "a data analyst who is new to Python",
    "an experienced programmer",
)


@dataclass(frozen=True, kw_only=True)
class WriteExercises(Writing):
    """Ask a teacher for functions to complete, with solutions and tests (phi-1, 2306.11644, §2.3).

    Each request has a function's name of its own. An exercise is kept if its tests pass on its
    solution and fail on nearly all of the solution's mutants; tests that notice too few of them
    are extended first. Everything of the teacher's runs in the sandbox, each exercise and each
    mutant in a process of its own.

    Splits: ``train`` with the columns of procedural exercises, and ``rejected``.

    Attributes:
        least_killed: the share of mutants that tests have to notice.
        names: a file with function names, one a line, to ask for instead of Hornbook's own.
    """

    split: ClassVar[str] = "train"
    slots: ClassVar[tuple[str, ...]] = ("topic", "audience", "name")

    max_tokens: int = 320
    least_killed: float = 0.8
    template: str = unhashed("exercise")
    names: str = unhashed("")

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= self.least_killed <= 1:
            raise HornbookError(f"least_killed={self.least_killed}: give a share from 0 to 1")

    def external(self) -> str:
        """The template, the teacher's files, and the user's names."""
        listed = read_names(Path(self.names)) if self.names else []
        if self.names and len(listed) < self.requests:
            raise HornbookError(
                f"{self.names} has {len(listed)} names, too few for requests={self.requests}"
            )
        return "\n".join([super().external(), *(f"{name.text} {name.topic}" for name in listed)])

    def assignments(self, context: Context) -> Iterator[Assignment]:
        """A name, its topic and an audience for each request."""
        listed = iter(read_names(Path(self.names))) if self.names else function_names(self.seed)
        audiences = Random(f"{self.seed}/audience")
        for name in listed:
            slots = {
                "topic": name.topic,
                "audience": audiences.choice(AUDIENCES),
                "name": name.text,
            }
            yield Assignment(slots=slots, seed=seed_of(self.seed, name.text), topic=name.topic)

    def origin(self, assignment: Assignment) -> Mapping[str, Any]:
        """What was asked for."""
        name = assignment.slots["name"]
        return {"topic": assignment.topic, "name": name, "entry_point": name}

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The exercise in an answer, or why there is none."""
        slots, truncated = assignment.slots, answer.finish_reason == "length"
        read = read_exercise(answer.text, slots["name"], topic=slots["topic"], truncated=truncated)
        match read:
            case NoExercise(reason=reason, detail=detail):
                yield Piece(text=answer.text, reason=reason, columns={"detail": detail})
            case exercise:
                yield piece_of(exercise)

    def prove(self, pieces: Iterator[Piece], context: Context) -> Iterator[Piece]:
        """The exercises with what their tests prove."""
        from hornbook.generate.code_exercises.strengthen import Prover

        settings = context.settings
        with Prover(
            least=self.least_killed, workers=settings.workers, weak=settings.weak_sandbox
        ) as prover:
            for proof in prover.prove(exercise_of(piece) for piece in pieces):
                yield proven(proof)

    def columns(self) -> list[pa.Field]:
        """Those of an exercise, and what its tests prove."""
        import pyarrow as pa

        return [
            *(pa.field(name, pa.string(), nullable=False) for name in COLUMNS),
            pa.field("mutants", pa.int64(), nullable=False),
            pa.field("killed", pa.int64(), nullable=False),
            pa.field("alike", pa.int64(), nullable=False),  # mutants that seem to mean the same
            pa.field("added_tests", pa.int64(), nullable=False),
            pa.field("detail", pa.string()),  # what exactly a reject's reason was
        ]


@dataclass(frozen=True, kw_only=True)
class WriteStructuredExercises(WriteExercises):
    """The same from teachers that keep to a JSON schema; answers that don't fit are mended."""

    schema: ClassVar[Mapping[str, Any]] = SCHEMA

    template: str = unhashed("exercise-json")


def piece_of(exercise: Exercise) -> Piece:
    """An exercise as what a stage reads; its name is no difference from others."""
    columns = {
        "entry_point": exercise.name,
        **{name: getattr(exercise, name) for name in COLUMNS if name != "entry_point"},
    }
    says = exercise.text.replace(exercise.name, "it")
    return Piece(text=exercise.text, columns=columns, says=says)


def exercise_of(piece: Piece) -> Exercise:
    """The exercise that `piece_of` was given."""
    return Exercise(**{name: piece.columns[name] for name in COLUMNS if name != "entry_point"})


def proven(proof: Proof) -> Piece:
    """The piece that a proof is about."""
    piece = piece_of(proof.exercise)
    proofs = {
        "mutants": proof.mutants,
        "killed": proof.killed,
        "alike": proof.alike,
        "added_tests": proof.added,
        "detail": proof.detail or None,
    }
    return replace(piece, reason=proof.reason, columns={**piece.columns, **proofs})
