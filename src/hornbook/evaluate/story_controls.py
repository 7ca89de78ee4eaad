"""What a judge of stories is worth: whether it tells good continuations from spoiled ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hornbook.benchmark.problem import Problem
from hornbook.corpus.document import document_id
from hornbook.errors import HornbookError
from hornbook.evaluate.estimate import bootstrap
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.items import load_items, problems_digest
from hornbook.evaluate.judge import Judge
from hornbook.evaluate.story_grades import grade_columns, grades_schema
from hornbook.evaluate.story_judge import ASPECTS, TEMPLATE, Graded, grade_stories, questions
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.teacher.asking import Questions

OWN, SHUFFLED, ANOTHER = "own", "shuffled", "another"
"""The story's own rest; the same words in another order; the rest of another story."""


@dataclass(frozen=True)
class Control:
    """A beginning and what follows it, of which ``kind`` says what it is worth."""

    problem: str
    prompt: str
    kind: str
    rest: str

    @property
    def pair(self) -> tuple[str, str]:
        """What the judge is shown."""
        return self.prompt, self.rest


@dataclass(frozen=True, kw_only=True)
class JudgeControls(Stage[Evaluation]):
    """Hold a judge of stories against continuations whose rank is known.

    Each beginning is graded with its own rest, with the same words shuffled and with another
    story's rest. Writes ``items`` (problem, which ``control`` it is, grades, what the judge said)
    and the results, an aspect and a control each, such as ``grammar_over_shuffled``: the share of
    beginnings of which the judge gives the own rest the higher grade, half where it gives equal
    ones; 1 is a judge who always tells, 0.5 one who never does. ``grades`` has the means.

    A good judge tells shuffled words by their grammar, and another story's rest by its consistency
    but not by its grammar.

    Attributes:
        judge: who is held.
        problems: beginnings with their rest as solution: a benchmark's name, or a split.
        folder: where the benchmark's file lies, if it isn't Hornbook's.
        at_most: take only so many beginnings, evenly spaced.
        seed: of the shuffling and the bootstrap.
    """

    judge: Judge = field(default_factory=Judge)
    problems: Split | str = "stories"
    folder: str | None = unhashed(None)
    at_most: int | None = None
    seed: int = 0

    def external(self) -> str:
        """The digests of the beginnings, and of the judge's prompt and model."""
        return f"{problems_digest(self.problems, self.folder)} {self.judge.external(TEMPLATE)}"

    def asks(self, context: Context) -> tuple[Questions, ...]:
        """What the judge is asked, for a plan or a batch."""
        return (questions(self.judge, [each.pair for each in self._controls(context)]),)

    def run(self, context: Context) -> Evaluation:
        """Make the controls and ask for their grades.

        Raises:
            HornbookError: fewer than two beginnings have a rest, or no answer could be read.
        """
        made = self._controls(context)
        graded = grade_stories(self.judge, [each.pair for each in made], context)
        with DatasetWriter(context.directory, items=grades_schema("control")) as writer:
            for control, each in zip(made, graded, strict=True):
                text = f"{control.prompt} {control.rest}"
                row = {
                    "id": document_id(text),
                    "text": text,
                    "source": f"control:{control.kind}",
                    "parents": [control.problem],
                    "stage": self.name,
                    "problem": control.problem,
                    "prompt": control.prompt,
                    "completion": control.rest,
                    "control": control.kind,
                }
                writer.add("items", row | grade_columns(each))
        results = told_apart(made, graded, self.seed)
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)

    def _controls(self, context: Context) -> list[Control]:
        items = load_items(self.problems, context, self.at_most, self.folder)
        problems = [item.problem for item in items if item.problem.solution.strip()]
        if len(problems) < 2:
            raise HornbookError(
                f"{self.name}: {len(problems)} of {len(items)} beginnings have a rest; controls "
                "need two or more"
            )
        return controls(problems, self.seed)


def controls(problems: Sequence[Problem], seed: int) -> list[Control]:
    """Three of each beginning; another story's rest is that of the next, so each is used once."""
    made = []
    for place, problem in enumerate(problems):
        words = problem.solution.split()
        Random(f"{seed}/{problem.id}").shuffle(words)
        following = problems[(place + 1) % len(problems)]
        rests = (
            (OWN, problem.solution.strip()),
            (SHUFFLED, " ".join(words)),
            (ANOTHER, following.solution.strip()),
        )
        made += [Control(problem.id, problem.prompt, kind, rest) for kind, rest in rests]
    return made


def told_apart(made: Sequence[Control], graded: Sequence[Graded], seed: int) -> dict[str, Any]:
    """How often the own rest gets the higher grade, by aspect and control, and the mean grades.

    A beginning of which one of the two answers couldn't be read is left out.
    """
    grades = {
        (control.problem, control.kind): each.grades
        for control, each in zip(made, graded, strict=True)
        if each.grades is not None
    }
    problems = dict.fromkeys(control.problem for control in made)
    results: dict[str, Any] = {}
    for aspect in ASPECTS:
        for kind in (SHUFFLED, ANOTHER):
            pairs = [
                (grades[problem, OWN][aspect], grades[problem, kind][aspect])
                for problem in problems
                if (problem, OWN) in grades and (problem, kind) in grades
            ]
            points = [(own > other) + 0.5 * (own == other) for own, other in pairs]
            if points:
                share = bootstrap(points, [1.0] * len(points), seed=seed)
                results[f"{aspect}_over_{kind}"] = share.facts()
    means = {
        kind: {
            aspect: sum(given) / len(given)
            for aspect in ASPECTS
            if (given := [found[aspect] for (_, each), found in grades.items() if each == kind])
        }
        for kind in (OWN, SHUFFLED, ANOTHER)
    }
    return {**results, "grades": means, "unread": len(made) - len(grades)}
