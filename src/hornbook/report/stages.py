"""The stage that writes the report of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self, TypeAlias

from hornbook.curate.classifier import QualityClassifier
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.selection import Selection
from hornbook.model.checkpoint import Checkpoint
from hornbook.pipeline.artifact import Artifact, Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.stage import Stage
from hornbook.train.tokens import TokenArray
from hornbook.train.training import Train

if TYPE_CHECKING:
    from hornbook.report.results_file import RunResults

Exam: TypeAlias = Callable[..., Stage[Evaluation]]
"""Makes a test for the checkpoint that it is given as ``model``, under the ``label``."""


class Page(Artifact):
    """One self-contained page, ``report.html``, and what it found as ``results.json``."""

    @property
    def path(self) -> Path:
        """Where the page lies."""
        return self.directory / "report.html"

    def results(self) -> RunResults:
        """The figures that the page shows, for programs."""
        from hornbook.report.results_file import RunResults

        return RunResults.read(self.directory)

    def summary(self) -> str:
        """The page's first sentence."""
        return (self.directory / "headline.txt").read_text(encoding="utf-8").strip()


@dataclass(frozen=True, kw_only=True)
class Test:
    """A test that a model took; tests of the same title are compared.

    Attributes:
        title: what it was tested on, such as ``HumanEval`` or ``held-out exercises``.
        evaluation: the result.
    """

    __test__ = False  # pytest collects classes of this name otherwise

    title: str
    evaluation: Stage[Evaluation]


@dataclass(frozen=True, kw_only=True)
class Model:
    """A checkpoint and the tests that it took."""

    checkpoint: Stage[Checkpoint]
    tests: tuple[Test, ...] = ()

    @classmethod
    def tested(cls, checkpoint: Stage[Checkpoint], tests: Mapping[str, Exam]) -> Self:
        """A checkpoint with tests by their titles, each made for it.

        Args:
            checkpoint: is given to every test as its ``model``.
            tests: such as ``{"held-out documents": partial(DocumentBits, documents=split)}``.
        """
        taken = (
            Test(
                title=title, evaluation=exam(model=checkpoint, label=f"{title}, {checkpoint.name}")
            )
            for title, exam in tests.items()
        )
        return cls(checkpoint=checkpoint, tests=tuple(taken))


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One data set of the small Figure 1.

    Attributes:
        name: what the reader sees, such as ``raw`` or ``filtered + textbooks``.
        data: the packed tokens that ``base`` was pretrained on.
        base: the model before finetuning.
        tuned: the model after it.
    """

    name: str
    data: Stage[TokenArray]
    base: Model
    tuned: Model | None = None

    @classmethod
    def tested(cls, name: str, base: Train, tuned: Train | None, tests: Mapping[str, Exam]) -> Self:
        """A data set by the trainings on it, which take the same tests (see `Model.tested`)."""
        return cls(
            name=name,
            data=base.data,
            base=Model.tested(base, tests),
            tuned=Model.tested(tuned, tests) if tuned else None,
        )


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """A way to make a model, tried with one seed or more.

    Attributes:
        name: what the reader sees, such as ``1.8M, filtered`` or ``explanations``.
        models: one a seed, each with tests of the same titles.
    """

    name: str
    models: tuple[Model, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Ways to make a model, side by side on the same tests: a table of a paper in small.

    Attributes:
        title: of the table.
        entrants: its rows, in the order in which they should improve; rows that follow each other
            are compared on the same items.
        note: a sentence about what was equal for all, and what the paper found.
    """

    title: str
    entrants: tuple[Entrant, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A data set whose variety was measured, under the name that the reader sees."""

    name: str
    diversity: Stage[Metrics]


@dataclass(frozen=True, kw_only=True)
class Written:
    """A data set that was generated, by a teacher or without one.

    Attributes:
        name: what the reader sees.
        data: with a split ``rejected`` that has a ``reason``, and others of what was kept.
        unit: what its rows are.
        language: how a text is shown: ``markdown``, ``python`` or ``plain``.
    """

    name: str
    data: Stage[Dataset]
    unit: str = "rows"
    language: str = "markdown"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What choosing among candidates gave, under the name that the reader sees."""

    name: str
    selection: Stage[Selection]


@dataclass(frozen=True, kw_only=True)
class WriteReport(Stage[Page]):
    """Write one HTML page about everything that a run made.

    All but the title may be missing; a section without its data is left out. Lineage, costs and
    versions come from the manifests of these stages and of all that they were made from.

    Attributes:
        title: of the page.
        command: what makes the same again.
        corpus: where the documents come from: splits ``documents`` and ``dropped``.
        filtered: the classifier's choice: splits ``kept`` and ``dropped``.
        classifier: what chose.
        textbooks: splits ``sections`` and ``rejected``.
        exercises: splits ``train``, ``heldout``, ``lessons`` and ``rejected``.
        written: generated data of any other kind.
        deduplicated: searches for rows that repeat others: splits ``kept`` and ``dropped``.
        measured: how varied the data sets are.
        decontaminated: searches for benchmark items: splits ``kept`` and ``contaminated``.
        arms: the data sets that were compared, from the plainest to the richest.
        comparisons: ways to make a model, over seeds, in tables.
        chosen: what a verifier, a majority and an oracle make of n candidates.
        note: a sentence about the comparison.
        sample: how many rows of each kind to show.
    """

    version: ClassVar[int] = 2
    title: str
    command: str = ""
    corpus: Stage[Dataset] | None = None
    filtered: Stage[Dataset] | None = None
    classifier: Stage[QualityClassifier] | None = None
    textbooks: Stage[Dataset] | None = None
    exercises: Stage[Dataset] | None = None
    written: tuple[Written, ...] = ()
    deduplicated: tuple[Stage[Dataset], ...] = ()
    measured: tuple[Measured, ...] = ()
    decontaminated: tuple[Stage[Dataset], ...] = ()
    arms: tuple[Arm, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    note: str = ""
    sample: int = 60

    def run(self, context: Context) -> Page:
        """Gather what is to be shown, and render it."""
        from hornbook.report.collect import collect
        from hornbook.report.render import render

        (report, results), page = collect(self, context), Page(context.directory)
        page.path.write_text(render(report), encoding="utf-8")
        results.write(page.directory)
        (page.directory / "headline.txt").write_text(report.headline + "\n", encoding="utf-8")
        return page
