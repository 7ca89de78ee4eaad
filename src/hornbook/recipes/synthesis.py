"""Every kind of synthetic data there is, made, checked, measured and reported; no model is trained.

Each kind has a procedural author, which needs nothing, and a teacher's stage, which asks as much
as it is told to. Both write the same columns, so what a teacher's data is worth can be seen beside
what costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hornbook.decontaminate.stages import Decontaminate
from hornbook.deduplicate.stages import Deduplicate
from hornbook.diversity.sample import Extent
from hornbook.diversity.stages import MeasureDiversity
from hornbook.errors import HornbookError
from hornbook.generate.code_exercises.stages import WriteExercises
from hornbook.generate.exercises import AuthorExercises
from hornbook.generate.explanations.author import AuthorExplanations
from hornbook.generate.explanations.pools import Pool, QueryColumns
from hornbook.generate.explanations.queries import SampleQueries
from hornbook.generate.explanations.stages import ExplainQueries
from hornbook.generate.problems.author import AuthorProblems
from hornbook.generate.problems.stages import WriteProblems
from hornbook.generate.prose.grow import GrowTopics
from hornbook.generate.prose.stages import AuthorProse, WriteProse
from hornbook.generate.sections.author import AuthorTextbooks
from hornbook.generate.sections.stages import WriteTextbooks
from hornbook.generate.stories.stages import AuthorStories, WriteStories
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipe import command_line
from hornbook.recipes._parts import LOCAL
from hornbook.report.stages import Measured, WriteReport, Written
from hornbook.teacher import Teacher

# Measures of variety can be compared between equal samples only.
SAMPLE = Extent(rows=1000, embedded=500, bleu_rows=200)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of data.

    Attributes:
        name: what the reader sees.
        authored: what was written without a teacher, and which split of it was kept.
        written: the same by a teacher, if one was asked.
        unit: what rows are.
        language: how a text is shown.
    """

    name: str
    authored: Split
    written: Split | None
    unit: str
    language: str = "markdown"

    @property
    def splits(self) -> Iterator[tuple[str, Split]]:
        """What was kept, by name."""
        yield self.name, self.authored
        if self.written is not None:
            yield f"{self.name} by a teacher", self.written


def synthesis(
    *,
    exercises: int = 20_000,
    sections: int = 2_000,
    problems: int = 10_000,
    explanations: int = 10_000,
    stories: int = 5_000,
    prose: int = 5_000,
    asked: int = 0,
    exercises_asked: int | None = None,
    author: Teacher = LOCAL,
    seed: int = 0,
) -> WriteReport:
    """Write exercises, textbooks, word problems, explanations, stories and prose.

    Args:
        exercises: of the procedural author; a tenth as many of several steps come besides.
        sections: of procedural textbooks.
        problems: procedural word problems with programs, as TinyGSM's.
        explanations: procedural questions with explained answers, as Orca's.
        stories: told by a grammar, as TinyStories'.
        prose: procedural passages of common sense.
        asked: requests to the teacher for each kind.
        exercises_asked: requests for exercises, if not as many as for the other kinds.
        author: the teacher: ``local``, a GGUF file, ``gpt-5-mini``, ``http://host/v1#model``.
        seed: of everything.
    """
    command = command_line(synthesis, locals())
    if asked < 0 or (exercises_asked or 0) < 0:
        raise HornbookError("asked and exercises_asked can't be negative")
    makers = _Makers(author=author, asked=asked, seed=seed)
    kinds = (
        makers.exercises(exercises, asked if exercises_asked is None else exercises_asked),
        makers.sections(sections),
        makers.problems(problems),
        makers.explanations(explanations),
        makers.stories(stories),
        makers.prose(prose),
    )
    splits = [each for kind in kinds for each in kind.splits]
    return WriteReport(
        label="report",
        title="Hornbook synthesis",
        command=command,
        written=tuple(
            Written(name=name, data=split.stage, unit=name.lower(), language=kind.language)
            for kind in kinds
            for name, split in kind.splits
        ),
        deduplicated=tuple(
            Deduplicate(source=split, label=f"unique {name}") for name, split in splits
        ),
        decontaminated=tuple(
            Decontaminate(source=split, label=f"clean {name}") for name, split in splits
        ),
        measured=tuple(
            Measured(
                name=name,
                diversity=MeasureDiversity(
                    source=split, sample=SAMPLE, seed=seed, label=f"variety of {name}"
                ),
            )
            for name, split in splits
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Makers:
    """Makes the stages of each kind."""

    author: Teacher
    asked: int
    seed: int

    def exercises(self, count: int, asked: int) -> Kind:
        """Functions to complete (phi-1)."""
        authored = AuthorExercises(
            exercises=count,
            composed=count // 10,
            lessons=0,
            seed=self.seed,
            label="exercises",
        )
        written = WriteExercises(
            teacher=self.author, requests=max(1, asked), seed=self.seed, label="asked exercises"
        )
        return self._kind("exercises", Split(authored, "train"), written, asked, "python")

    def sections(self, count: int) -> Kind:
        """Textbooks (phi-1)."""
        authored = AuthorTextbooks(sections=count, seed=self.seed, label="sections")
        written = WriteTextbooks(
            teacher=self.author, requests=max(1, self.asked), seed=self.seed, label="asked sections"
        )
        return self._kind("sections", Split(authored, "sections"), written, self.asked)

    def problems(self, count: int) -> Kind:
        """Word problems with programs (TinyGSM); the teacher is shown the procedural ones."""
        authored = AuthorProblems(problems=count, seed=self.seed, label="problems")
        shown = Split(authored, "train")
        written = WriteProblems(
            teacher=self.author,
            questions=shown,
            column="question",
            each=3,
            max_tokens=800,
            requests=max(1, self.asked),
            seed=self.seed,
            label="asked problems",
        )
        return self._kind("problems", shown, written, self.asked, "python")

    def explanations(self, count: int) -> Kind:
        """Explanation traces (Orca); the teacher gets queries of the procedural author's."""
        authored = AuthorExplanations(explanations=count, seed=self.seed, label="explanations")
        made = Split(authored, "train")
        columns = QueryColumns(query="query", task="task", answer="answer")
        queries = SampleQueries(
            pools=(Pool(name="procedural", rows=made, columns=columns),),
            seed=self.seed,
            label="queries",
        )
        written = ExplainQueries(
            teacher=self.author,
            queries=Split(queries, "queries"),
            max_tokens=350,
            requests=max(1, self.asked),
            seed=self.seed,
            label="asked explanations",
        )
        return self._kind("explanations", made, written, self.asked)

    def stories(self, count: int) -> Kind:
        """Stories for small children (TinyStories)."""
        authored = AuthorStories(stories=count, seed=self.seed, label="stories")
        written = WriteStories(
            teacher=self.author, requests=max(1, self.asked), seed=self.seed, label="asked stories"
        )
        return self._kind("stories", Split(authored, "stories"), written, self.asked)

    def prose(self, count: int) -> Kind:
        """Prose on many topics (phi-1.5); the teacher grows its own topics first."""
        authored = AuthorProse(passages=count, seed=self.seed, label="prose")
        topics = GrowTopics(
            teacher=self.author,
            topics=max(20, self.asked),
            requests=max(20, self.asked),
            seed=self.seed,
            label="topics",
        )
        written = WriteProse(
            teacher=self.author,
            topics=Split(topics, "tree"),  # with the roots it is never empty
            requests=max(1, self.asked),
            seed=self.seed,
            label="asked prose",
        )
        return self._kind("prose", Split(authored, "prose"), written, self.asked)

    def _kind(
        self,
        unit: str,
        authored: Split,
        written: Stage[Dataset],
        asked: int,
        language: str = "markdown",
    ) -> Kind:
        split = Split(written, getattr(written, "split", unit)) if asked else None
        name = unit.capitalize()
        return Kind(name=name, authored=authored, written=split, unit=unit, language=language)
