"""Stories that a model went on with, graded by a judge as a teacher grades a child's (GPT-Eval).

TinyStories (https://arxiv.org/abs/2305.07759) lets a model complete beginnings and a judge first
assess in words, then grade grammar, creativity, consistency and plot out of ten, and guess how old
the writer is. What a judge's grades are worth, `JudgeControls` shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hornbook import benchmark
from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.completions import CompletePrompts
from hornbook.evaluate.document_bits import spaced
from hornbook.evaluate.estimate import Estimate, bootstrap
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.judge import Judge
from hornbook.evaluate.story_judge import (
    AGE,
    ASPECTS,
    TEMPLATE,
    Graded,
    grade_stories,
    questions,
)
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.teacher.asking import Forecast, Questions

_PROMPT, _ANSWER = 300, 130
"""Tokens of the prompt without the continuation, and of an answer; measured of SmolLM2's."""


@dataclass(frozen=True, kw_only=True)
class GradeStories(Stage[Evaluation]):
    """Let a judge grade how a model goes on with stories.

    Writes ``items`` (problem, beginning, continuation, each grade, what the judge said) and the
    results: ``grammar_grade``, ``creativity_grade``, ``consistency_grade`` and ``plot_grade`` out
    of ten, with a bootstrap interval over beginnings; the mean ``age``; and ``unread`` answers.

    Attributes:
        completions: the split ``completions`` of `CompletePrompts`, on the benchmark ``stories``
            or other beginnings.
        judge: who grades.
        at_most: grade only so many continuations, evenly spaced.
        seed: of the bootstrap.
    """

    completions: Split
    judge: Judge = field(default_factory=Judge)
    at_most: int | None = None
    seed: int = 0

    def external(self) -> str:
        """The digests of the judge's prompt and model."""
        return self.judge.external(TEMPLATE)

    def forecast(self) -> Forecast | None:
        """What it will take, where the continuations are those of a benchmark's beginnings."""
        told = self.completions.stage
        if not isinstance(told, CompletePrompts) or not isinstance(told.prompts, str):
            return None
        beginnings = len(benchmark.load(told.prompts, Path(told.folder) if told.folder else None))
        count = min(told.at_most or beginnings, beginnings) * told.samples
        return Forecast(
            teacher=self.judge.teacher,
            requests=min(self.at_most or count, count),
            prompt_tokens=_PROMPT + told.sampling.max_new_tokens,
            completion_tokens=min(_ANSWER, self.judge.max_tokens),
        )

    def asks(self, context: Context) -> tuple[Questions, ...]:
        """What the judge is asked, for a plan or a batch."""
        return (questions(self.judge, [_pair(row) for row in self._rows(context)]),)

    def run(self, context: Context) -> Evaluation:
        """Ask for every continuation's grades.

        Raises:
            HornbookError: there is nothing to grade, or no answer could be read.
        """
        rows = self._rows(context)
        if not rows:
            raise HornbookError(f"{self.name}: there are no stories to grade")
        graded = grade_stories(self.judge, [_pair(row) for row in rows], context)
        with DatasetWriter(context.directory, items=grades_schema()) as writer:
            for row, each in zip(rows, graded, strict=True):
                writer.add(
                    "items",
                    {
                        **{name: row[name] for name in ("source", "problem", "prompt")},
                        "id": document_id(row["text"]),
                        "text": row["text"],
                        "parents": [row["problem"]],
                        "stage": self.name,
                        "completion": row["completion"],
                        **grade_columns(each),
                    },
                )
        results = self._results([row["problem"] for row in rows], graded)
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)

    def _rows(self, context: Context) -> list[dict[str, Any]]:
        return spaced(list(self.completions.rows(context)), self.at_most)

    def _results(self, problems: Sequence[str], graded: Sequence[Graded]) -> dict[str, Any]:
        read = [
            (problem, each.grades)
            for problem, each in zip(problems, graded, strict=True)
            if each.grades is not None
        ]
        ages = [grades[AGE] for _, grades in read]
        return {
            **{
                f"{aspect}_grade": mean_of_items(
                    ((problem, grades[aspect]) for problem, grades in read), self.seed
                ).facts()
                for aspect in ASPECTS
            },
            AGE: sum(ages) / len(ages),
            "unread": len(graded) - len(read),
        }


def _pair(row: dict[str, Any]) -> tuple[str, str]:
    return row["prompt"], row["completion"]


def mean_of_items(values: Iterable[tuple[str, float]], seed: int) -> Estimate:
    """The mean of all values, with an interval from resampling what they belong to.

    Ten continuations of one beginning are no ten independent ones.
    """
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for problem, value in values:
        sums[problem][0] += value
        sums[problem][1] += 1
    return bootstrap([each for each, _ in sums.values()], [n for _, n in sums.values()], seed=seed)


def grade_columns(graded: Graded) -> dict[str, Any]:
    """The grades as columns ``grammar_grade`` and so on, with ``age`` and ``said``."""
    grades = graded.grades or {}
    named = {f"{aspect}_grade": grades.get(aspect) for aspect in ASPECTS}
    return {**named, AGE: grades.get(AGE), "said": graded.said}


def grades_schema(*more: str) -> Any:  # noqa: ANN401 - a pyarrow.Schema
    """Columns of graded stories, and more of text."""
    import pyarrow as pa

    return document_schema(
        *(
            pa.field(name, pa.string(), nullable=False)
            for name in ("problem", "prompt", "completion", "said", *more)
        ),
        *(pa.field(f"{aspect}_grade", pa.int32()) for aspect in ASPECTS),
        pa.field(AGE, pa.int32()),
    )
