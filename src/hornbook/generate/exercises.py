"""The stage that writes verified exercises and lessons without a teacher."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.exercise import COLUMNS, FORMS, Exercise, formed_schema
from hornbook.generate.harden import Tally
from hornbook.generate.proof import Piece, prove
from hornbook.generate.shape import program_shape
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.generate.procedural.author import Author, Refused
    from hornbook.generate.procedural.family import Family
    from hornbook.generate.procedural.lesson import Lesson
    from hornbook.sandbox import Sandbox

# Two families that don't fit seldom do at another try, and there are thousands of pairs.
COMPOSED_PATIENCE = 4
# So many compositions may be tried for each that is wanted: some have mutants that pass.
COMPOSED_TRIED = 6
PORTION = 2_048  # draws that are judged together
TRIAL = 1.0  # seconds for the mutants of a few exercises; a mutant may take for ever

P = TypeVar("P", bound=Piece)


@dataclass(frozen=True, kw_only=True)
class AuthorExercises(Stage[Dataset]):
    """Write exercises and lessons from the procedural curriculum; keep what the sandbox passes.

    Families, not draws, are divided: a model that is tested on ``heldout`` has seen no exercise
    of those families, nor any program that is equal to one of theirs up to its names.

    Splits: ``train`` and ``heldout`` (exercises), ``lessons`` (of training families), and
    ``rejected`` with its ``reason``. Tasks of several steps stand in ``train`` under the topic
    ``composed``.

    Attributes:
        exercises: how many to write for training.
        heldout_exercises: how many to write from held-out families.
        heldout_share: the part of the families to hold out.
        lessons: how many to write.
        composed: how many exercises of two or three steps to write besides, composed of training
            families only. One is rejected where a mutant of its solution passes the tests: the
            second step may see only a part of what it is made for.
        emphasis: topics whose families write more than others' do, and how many times as much.
        hardened: try the tests of exercises of one step on mutants of the solutions, too, and
            extend them where one passes and an input is found that tells it. Costs about as much
            again as all the rest.
        task_share: the part of the exercises for training that are tasks: a sentence and up to
            three assertions, which alone tell the function's name, and then the whole function,
            as in MBPP. Classes and a few others can't be told so and remain completions; the
            column ``form`` says which an exercise is. Held-out ones are completions.
    """

    exercises: int
    lessons: int
    heldout_share: float = 0.15
    heldout_exercises: int = 120
    composed: int = 0
    emphasis: tuple[tuple[str, int], ...] = ()
    hardened: bool = False
    task_share: float = 0.0
    seed: int = 0
    version: ClassVar[int] = 4

    def external(self) -> str:
        """The digest of the curriculum, which is content as a prompt's template is."""
        folder = files("hornbook.generate.procedural") / "curriculum"
        return digest(folder)

    def run(self, context: Context) -> Dataset:
        """Author, prove and write."""
        from hornbook.generate.procedural.lesson import lesson_schema
        from hornbook.sandbox import Limits, Sandbox

        if min(self.exercises, self.lessons, self.heldout_exercises, self.composed) < 0:
            raise HornbookError("the numbers of exercises and lessons can't be negative")
        if not 0 <= self.task_share <= 1:
            raise HornbookError(f"task_share is {self.task_share}; it must be from 0 to 1")
        schemas = {
            "train": formed_schema(),
            "heldout": formed_schema(),
            "lessons": lesson_schema(),
            "rejected": rejected_schema(),
        }
        workers, weak = context.settings.workers, context.settings.weak_sandbox
        with (
            DatasetWriter(context.directory, **schemas) as writer,
            Sandbox(limits=Limits(), workers=workers, weak=weak) as sandbox,
            Sandbox(limits=Limits(seconds=TRIAL), workers=workers, weak=weak) as trials,
        ):
            _Authoring(self, context, writer, sandbox, trials).run()
        return Dataset(context.directory)


@dataclass
class _Authoring:
    """One run of the stage, from the curriculum to the rows."""

    stage: AuthorExercises
    context: Context
    writer: DatasetWriter
    sandbox: Sandbox
    trials: Sandbox
    tally: Tally = field(default_factory=Tally)
    judged: Tally = field(default_factory=Tally)
    reasons: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        """Write all splits."""
        from hornbook.generate.procedural import families
        from hornbook.generate.procedural.author import exercise_author, lesson_author
        from hornbook.generate.procedural.holdout import split_families
        from hornbook.generate.procedural.naming import Namer

        stage, namer = self.stage, Namer()
        train, heldout = split_families(families(), stage.heldout_share, stage.seed)
        workers = self.context.settings.workers
        turns = known_topics(stage.emphasis)
        tested = exercise_author(f"{stage.seed}/exercise", namer, turns=turns, workers=workers)
        exercises = exercise_author(
            tested.seed, namer, turns=turns, task_share=stage.task_share, workers=workers
        )
        lessons = lesson_author(f"{stage.seed}/lesson", namer)
        single = self._hard(self._proven(exercises.pieces(train, stage.exercises)))
        shapes = self._train(single, "exercises", stage.exercises)
        if stage.composed:
            shapes |= self._composed(exercises, train)
        self._heldout(tested.pieces(heldout, stage.heldout_exercises), shapes)
        self._lessons(lessons.pieces(train, stage.lessons))
        self.context.record(
            topics=len({family.topic for family in families()}),
            families={"train": len(train), "heldout": len(heldout)},
            heldout_families=[family.path for family in heldout],
            forms={form: self.forms[form] for form in FORMS},
            rejected_by_reason=dict(sorted(self.reasons.items())),
            **({"mutants": self.tally.facts()} if stage.hardened else {}),
            **({"composed_mutants": self.judged.facts()} if stage.composed else {}),
        )

    def _train(self, exercises: Iterator[Exercise], what: str, total: int) -> set[int]:
        shapes = set()
        for exercise in self._shown(exercises, what, total):
            shapes.add(_shape(exercise))
            self.forms[exercise.form] += 1
            self._keep("train", exercise)
        return shapes

    def _composed(self, author: Author[Exercise], families: Sequence[Family]) -> set[int]:
        """Write exercises of several steps, of which each family can give a few only."""
        from hornbook.generate.procedural.compose import compositions

        count, seed = self.stage.composed, self.stage.seed
        steps = replace(author, seed=f"{seed}/composed", patience=COMPOSED_PATIENCE, turns={})
        pieces = steps.pieces(compositions(families, seed), COMPOSED_TRIED * count)
        return self._train(self._told(pieces, count), "composed exercises", count)

    def _told(self, pieces: Iterator[Exercise | Refused], count: int) -> Iterator[Exercise]:
        """The first ``count`` exercises whose tests tell all mutants; files the others."""
        from hornbook.generate.harden import judged

        kept = 0
        while portion := list(islice(pieces, min(2 * (count - kept), PORTION))):
            exercises = self._proven(iter(portion))
            for exercise, told in judged(exercises, self.trials, self.judged):
                if not told:
                    self._reject(self._row(exercise), "a mutant passes the tests")
                elif kept < count:
                    kept += 1
                    yield exercise

    def _heldout(self, pieces: Iterator[Exercise | Refused], shapes: set[int]) -> None:
        total = self.stage.heldout_exercises
        for exercise in self._shown(self._hard(self._proven(pieces)), "held-out exercises", total):
            if _shape(exercise) in shapes:
                self._reject(self._row(exercise), "same program as one in training")
            else:
                self._keep("heldout", exercise)

    def _lessons(self, pieces: Iterator[Lesson | Refused]) -> None:
        for lesson in self._shown(self._proven(pieces), "lessons", self.stage.lessons):
            self._keep("lessons", lesson)

    def _shown(self, pieces: Iterator[P], what: str, total: int) -> Iterator[P]:
        return self.context.progress.track(
            pieces, what, total=total, unit="lessons" if what == "lessons" else "exercises"
        )

    def _proven(self, pieces: Iterator[P | Refused]) -> Iterator[P]:
        """Pass on the pieces whose exercises all pass; file the others with the reason."""
        for piece, outcome, detail in prove(self._accepted(pieces), self.sandbox):
            if outcome == "passed":
                yield piece
            else:
                reason = f"{outcome} in the sandbox: {detail}"
                self._reject(self._row(piece), reason, outcome)

    def _hard(self, exercises: Iterator[Exercise]) -> Iterator[Exercise]:
        """The exercises with tests that mutants fail, if that is wanted; otherwise as they are."""
        from hornbook.generate.harden import harden
        from hornbook.generate.procedural.inputs import more_tests_of

        if not self.stage.hardened:
            return exercises
        return harden(exercises, self.trials, more_tests_of, self.tally)

    def _accepted(self, pieces: Iterator[P | Refused]) -> Iterator[P]:
        from hornbook.generate.procedural.author import Refused

        for piece in pieces:
            if isinstance(piece, Refused):
                self._refuse(piece)
            else:
                yield piece

    def _keep(self, split: str, piece: Exercise | Lesson) -> None:
        self.writer.add(split, self._row(piece))

    def _row(self, piece: Piece) -> dict[str, Any]:
        row = piece.row(self.context.name)
        return {**row, "form": piece.form} if isinstance(piece, Exercise) else row

    def _refuse(self, refused: Refused) -> None:
        family = refused.family
        row = {
            "id": document_id(refused.text),
            "text": refused.text,
            "source": f"procedural:{family.path}",
            "parents": [],
            "stage": self.context.name,
            "topic": family.topic,
            "family": family.name,
        }
        self._reject(row, refused.reason)

    def _reject(self, row: dict[str, Any], reason: str, kind: str = "") -> None:
        self.reasons[kind or shared(reason)] += 1
        self.writer.add("rejected", {**row, "reason": reason})


def known_topics(emphasis: Sequence[tuple[str, int]]) -> dict[str, int]:
    """The emphasis as a table.

    Raises:
        HornbookError: for a topic that the curriculum doesn't have, or a number below 1.
    """
    from hornbook.generate.procedural import families

    known = sorted({family.topic for family in families()})
    for topic, turns in emphasis:
        if topic not in known:
            has = ", ".join(known)
            raise HornbookError(f"the curriculum has no topic {topic!r}; it has: {has}")
        if turns < 1:
            raise HornbookError(f"emphasis gives {topic!r} {turns} turns; it has to be at least 1")
    return dict(emphasis)


def shared(reason: str) -> str:
    """A reason as it is counted: on which input a solution fails differs from draw to draw."""
    if " disagree on " in reason:
        return "solutions disagree"
    return "a solution raises an error" if " raises " in reason else reason


def _shape(exercise: Exercise) -> int:
    """A number for the program up to its names, so that memory holds no programs."""
    shape = program_shape(exercise.body).encode()
    return int.from_bytes(hashlib.blake2b(shape, digest_size=8).digest())


def digest(folder: Traversable) -> str:
    """A hash of the Python files below ``folder``, by name and content."""
    hasher = hashlib.sha256()
    waiting = [("", folder)]
    while waiting:
        path, place = waiting.pop()
        if place.is_dir():
            names = sorted(entry.name for entry in place.iterdir() if entry.name != "__pycache__")
            waiting.extend((f"{path}/{name}", place / name) for name in names)
        elif path.endswith(".py"):
            hasher.update(f"{path}\0".encode() + place.read_bytes() + b"\0")
    return hasher.hexdigest()


def rejected_schema() -> pa.Schema:
    """The columns of exercises and lessons, which may be empty, and the reason."""
    import pyarrow as pa

    columns = [pa.field(name, pa.string()) for name in (*COLUMNS, "form")]
    return document_schema(*columns, pa.field("reason", pa.string(), nullable=False))
