"""The stage that writes word problems without a teacher."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.exercises import digest
from hornbook.generate.problems.family import (
    PLAIN,
    ProblemFamily,
    Told,
    families,
    split_families,
)
from hornbook.generate.problems.program import Unusable
from hornbook.generate.problems.stages import problem_columns, problem_row
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.sandbox import Sandbox

Side: TypeAlias = Literal["train", "practice", "templates"]

_ALWAYS = ("train", "heldout")
PATIENCE = 100  # draws in a row that come to nothing, after which a family has no more to give

REPEATED = "same question as another"
OTHER_ANSWER = "the program gives another number than was stated"


@dataclass(frozen=True, kw_only=True)
class AuthorProblems(Stage[Dataset]):
    """Write word problems from families; keep those whose program gives the stated answer.

    Families take turns. They, not draws, are divided: a model that is tested on ``heldout`` has
    seen no problem of those families. The ways in which stories go on are shared by both sides.
    A family and the way in which its story goes on make a *template*; of those, too, a part can be
    held out, whose problems are of known families that go on in ways known from others; and of
    these again a part for a verifier to practise on, whose generator has to be as much at a loss
    there as in its tests.

    Splits: ``train``, ``heldout``, and ``rejected`` with its ``reason``; ``practice``,
    ``practised``, ``known`` and ``templates`` where problems are asked for. No question is in two
    of them.

    Attributes:
        problems: how many to write for training.
        heldout_problems: how many to write from held-out families.
        heldout_share: the part of the families to hold out.
        practice_problems: how many to write for a verifier to learn from: of templates that are
            kept for that, or, without a ``practice_share``, more of what ``train`` holds.
        practised_problems: how many more of the practice's kind, to be tested on.
        known_problems: how many more of the kind of ``train``, to be tested on.
        template_problems: how many to write from held-out templates.
        template_share: the part of the templates to hold out from all else.
        practice_share: the part of the templates to hold out for practice.
        topics: take only the families of these; of all where there is none.
        plain: tell and solve all in the shortest form, see `family.PLAIN`.
        reasoning_gym: add reasoning-gym's word problems (needs ``hornbook[reasoning]``). Most of
            them are GSM8K's test questions with other names and numbers, so whoever measures with
            GSM8K should leave them out.
    """

    version: ClassVar[int] = 1
    problems: int
    heldout_problems: int = 500
    heldout_share: float = 0.15
    practice_problems: int = 0
    practised_problems: int = 0
    known_problems: int = 0
    template_problems: int = 0
    template_share: float = 0.0
    practice_share: float = 0.0
    topics: tuple[str, ...] = ()
    plain: bool = False
    reasoning_gym: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if min(self.counts().values()) < 0:
            wrong = min(self.counts().items(), key=lambda each: each[1])
            raise HornbookError(f"{wrong[1]} problems for {wrong[0]} can't be: a negative number")
        held = self.template_share + self.practice_share
        if not 0 <= self.template_share <= held < 1 or (
            self.template_problems and not self.template_share
        ):
            raise HornbookError(
                f"template_share is {self.template_share} and practice_share "
                f"{self.practice_share}; neither may be negative, together they must be below 1, "
                "and template_share above 0 if problems of held-out templates are to be written"
            )

    def counts(self) -> dict[str, int]:
        """How many problems each split is to have."""
        return {
            "train": self.problems,
            "practice": self.practice_problems,
            "practised": self.practised_problems,
            "known": self.known_problems,
            "templates": self.template_problems,
            "heldout": self.heldout_problems,
        }

    def external(self) -> str:
        """The digest of the families and all that they are told with."""
        version = ""
        if self.reasoning_gym:
            from hornbook.generate.reasoning_tasks import reasoning_gym_version

            version = reasoning_gym_version()
        return f"{digest(files('hornbook.generate') / 'problems')} {version}".strip()

    def families(self) -> tuple[list[ProblemFamily], list[ProblemFamily]]:
        """Those for training and the held-out ones.

        Raises:
            HornbookError: the share to hold out isn't one, or there is no such topic.
        """
        every: Sequence[ProblemFamily] = families()
        if self.plain:
            every = [replace(each, manner=PLAIN) for each in families()]
        if self.reasoning_gym:
            from hornbook.generate.problems.symbolic import reasoning_gym_families

            every = (*every, *reasoning_gym_families())
        known = {each.path.partition("/")[0] for each in every}
        if unknown := [topic for topic in self.topics if topic not in known]:
            raise HornbookError(
                f"there is no topic {unknown[0]!r}; choose from: {', '.join(sorted(known))}"
            )
        if self.topics:
            every = [each for each in every if each.path.partition("/")[0] in self.topics]
        return split_families(every, self.heldout_share, self.seed)

    def side(self, told: Told) -> Side:
        """Who may see the template of a problem; the strictest of its ways to go on decides."""
        drawn = [
            Random(f"template/{self.seed}/{told.family}/{twist}").random() for twist in told.twists
        ]
        least = min(drawn, default=1.0)
        if least < self.template_share:
            return "templates"
        return "practice" if least < self.template_share + self.practice_share else "train"

    def run(self, context: Context) -> Dataset:
        """Draw, execute and write."""
        from hornbook.sandbox import Sandbox

        settings = context.settings
        with (
            DatasetWriter(context.directory, **schemas(self._splits())) as writer,
            Sandbox(workers=settings.workers, weak=settings.weak_sandbox) as sandbox,
        ):
            _Authoring(self, context, writer, sandbox).run()
        return Dataset(context.directory)

    def _splits(self) -> list[str]:
        """All that are always there, and what else is asked for."""
        return [name for name, count in self.counts().items() if count or name in _ALWAYS]


@dataclass
class _Authoring:
    """One run of the stage."""

    stage: AuthorProblems
    context: Context
    writer: DatasetWriter
    sandbox: Sandbox
    reasons: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        """Write all splits."""
        stage, seen = self.stage, set[str]()
        train, heldout = stage.families()
        for split, count in stage.counts().items():
            chosen = heldout if split == "heldout" else train
            drawn = self._accepted(
                draws(chosen, count, f"{stage.seed}/{split}", seen, self._fits(split))
            )
            track = self.context.progress.track
            title = f"word problems, {split}"
            for told in track(self._proven(drawn), title, total=count, unit="problems"):
                self.writer.add(split, self._row(told))
        self.context.record(
            families={"train": len(train), "heldout": len(heldout)},
            heldout_families=[each.path for each in heldout],
            rejected_by_reason=dict(sorted(self.reasons.items())),
        )

    def _fits(self, split: str) -> Callable[[Told], bool]:
        """Which problems of its families a split takes."""
        if split == "heldout":
            return lambda told: True
        practised = bool(self.stage.practice_share) and split in ("practice", "practised")
        wanted = "templates" if split == "templates" else "practice" if practised else "train"
        return lambda told: self.stage.side(told) == wanted

    def _accepted(self, drawn: Iterator[Told | tuple[ProblemFamily, Unusable]]) -> Iterator[Told]:
        for each in drawn:
            if isinstance(each, Told):
                yield each
            else:
                chosen, unusable = each
                self._reject(self._origin(chosen.path, unusable.source), unusable.reason)

    def _proven(self, told: Iterator[Told]) -> Iterator[Told]:
        from hornbook.generate.problems.proof import BUNDLE, executed

        for each, outcome in executed(
            told, lambda one: one.problem.text, self.sandbox, bundle=BUNDLE
        ):
            if outcome.answer == each.answer:
                yield each
            else:
                self._reject(self._row(each), outcome.reason or OTHER_ANSWER)

    def _origin(self, path: str, text: str) -> dict[str, Any]:
        return {
            "id": document_id(text),
            "text": text,
            "source": f"procedural:problems/{path}",
            "parents": [],
            "stage": self.context.name,
            "topic": path.partition("/")[0],
            "family": path,
        }

    def _row(self, told: Told) -> dict[str, Any]:
        return {
            **self._origin(told.family, told.problem.text),
            **problem_row(told.problem),
            "answer": float(told.answer),
            "twists": list(told.twists),
            "aside": told.aside,
            "steps": told.steps,
        }

    def _reject(self, row: dict[str, Any], reason: str) -> None:
        self.reasons[reason] += 1
        self.writer.add("rejected", {**row, "reason": reason})


def draws(
    chosen: Sequence[ProblemFamily],
    count: int,
    seed: str,
    seen: set[str],
    fits: Callable[[Told], bool] = lambda told: True,
) -> Iterator[Told | tuple[ProblemFamily, Unusable]]:
    """``count`` problems with different questions, taking turns between families.

    Fewer when no family has more to give. The first n don't depend on ``count``.

    Args:
        chosen: draw from these.
        count: how many problems.
        seed: the first part of every draw's.
        seen: the ids of questions that there are already; those that are drawn are added.
        fits: which problems are wanted; others are passed over.
    """
    turns = deque((family, 0, 0) for family in chosen)
    written = 0
    while turns and written < count:
        family, number, failures = turns.popleft()
        drawn = family.draw(f"{seed}/{family.path}/{number}")
        passed_over = isinstance(drawn, Told) and not fits(drawn)
        if isinstance(drawn, Told) and not passed_over:
            mark = document_id(drawn.problem.question)
            if mark in seen:
                drawn = Unusable(REPEATED, drawn.problem.text)
            seen.add(mark)
        failures = failures + 1 if isinstance(drawn, Unusable) or passed_over else 0
        if failures < PATIENCE:
            turns.append((family, number + 1, failures))
        if passed_over:
            continue
        written += isinstance(drawn, Told)
        yield (family, drawn) if isinstance(drawn, Unusable) else drawn


def schemas(splits: Sequence[str]) -> dict[str, pa.Schema]:
    """Columns of some splits, and of what is rejected."""
    import pyarrow as pa

    own = [
        pa.field("topic", pa.string(), nullable=False),
        pa.field("family", pa.string(), nullable=False),
        *problem_columns(),
        pa.field("twists", pa.list_(pa.string()), nullable=False),
        pa.field("aside", pa.bool_(), nullable=False),
        pa.field("steps", pa.int64(), nullable=False),
    ]
    kept = document_schema(*own)
    free = [column.with_nullable(True) for column in own]
    reason = pa.field("reason", pa.string(), nullable=False)
    return {**dict.fromkeys(splits, kept), "rejected": document_schema(*free, reason)}
