"""LLM grading (phi-1, §4): a judge grades programs, and is itself held against their tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.estimate import bootstrap, wilson
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.judge import Judge, Judgement, LastLine, ask
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

TEMPLATE = "grade"
MOST = 10
GRADE = LastLine("Grade", tuple(str(grade) for grade in range(MOST + 1)))


@dataclass(frozen=True, kw_only=True)
class GradeCompletions(Stage[Evaluation]):
    """Let a judge grade what `PassAtK` drew, from 0 to 10 after a short evaluation.

    phi-1's Table 2 gives the mean grade in percent, on 50 problems that nobody had seen;
    ``problems="unconventional"`` are Hornbook's. Writes ``items`` (problem, completion, grade, what
    the judge said, outcome of the tests) and the results: ``grade`` in percent with an interval,
    ``unread`` judgements, and how far the judge agrees with the tests (see `agreement`).

    Attributes:
        completions: the split ``completions`` of a `PassAtK`.
        judge: who grades.
        seed: of the bootstrap.
    """

    version: ClassVar[int] = 2

    completions: Split
    judge: Judge = field(default_factory=Judge)
    seed: int = 0

    def external(self) -> str:
        """The digests of the judge's prompt and model."""
        return self.judge.external(TEMPLATE)

    def run(self, context: Context) -> Evaluation:
        """Ask for every completion's grade.

        Raises:
            HornbookError: there is nothing to grade, or no judgement could be read.
        """
        rows = list(self.completions.rows(context))
        if not rows:
            raise HornbookError(f"{self.name}: there are no completions to grade")
        slots = ({"prompt": row["prompt"], "completion": row["completion"]} for row in rows)
        judged = ask(self.judge, TEMPLATE, slots, GRADE, context, len(rows))
        with DatasetWriter(context.directory, items=_schema()) as writer:
            for row, judgement in zip(rows, judged, strict=True):
                writer.add("items", self._row(row, judgement))
        results = self._results(rows, judged)
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)

    def _row(self, row: dict[str, Any], judgement: Judgement) -> dict[str, Any]:
        text = row["prompt"] + row["completion"]
        return {
            "id": document_id(text),
            "text": text,
            "source": row["source"],
            "parents": [row["problem"]],
            "stage": self.name,
            "problem": row["problem"],
            "grade": None if judgement.verdict is None else int(judgement.verdict),
            "said": judgement.said,
            "outcome": row["outcome"],
        }

    def _results(
        self, rows: Sequence[dict[str, Any]], judged: Sequence[Judgement]
    ) -> dict[str, Any]:
        read = [
            (row, int(judgement.verdict))
            for row, judgement in zip(rows, judged, strict=True)
            if judgement.verdict is not None
        ]
        if not read:
            raise HornbookError(
                f"{self.name}: none of the {len(rows):,} judgements by {self.judge.teacher.name} "
                "ends in a line like 'Grade: 7'; choose a more capable judge"
            )
        grades = [grade for _, grade in read]
        passed = [row["outcome"] == "passed" for row, _ in read]
        percent = bootstrap(
            [100 / MOST * grade for grade in grades], [1.0] * len(read), seed=self.seed
        )
        return {
            "grade": percent.facts(),
            "unread": len(rows) - len(read),
            "passed": wilson(sum(passed), len(passed)).facts(),
            "agreement": agreement(grades, passed),
        }


def agreement(grades: Sequence[int], passed: Sequence[bool]) -> dict[str, Any]:
    """How well a judge's grades tell programs that pass their tests from those that fail.

    Returns:
        ``auc``: the share of pairs of a passing and a failing program in which the passing one has
        the higher grade (half for equal ones); None where all pass, or none does.
        ``mean_passed`` and ``mean_failed``: mean grades of both, or None.
        ``same``: the share on which "a grade above 5" and "passes" agree.
    """
    right = [grade for grade, success in zip(grades, passed, strict=True) if success]
    wrong = [grade for grade, success in zip(grades, passed, strict=True) if not success]
    pairs = len(right) * len(wrong)
    wins = sum((high > low) + 0.5 * (high == low) for high in right for low in wrong)
    same = sum((grade > MOST / 2) == success for grade, success in zip(grades, passed, strict=True))
    return {
        "auc": wins / pairs if pairs else None,
        "mean_passed": sum(right) / len(right) if right else None,
        "mean_failed": sum(wrong) / len(wrong) if wrong else None,
        "same": same / len(grades),
    }


def _schema() -> Any:  # noqa: ANN401 - a pyarrow.Schema
    import pyarrow as pa

    return document_schema(
        pa.field("problem", pa.string(), nullable=False),
        pa.field("grade", pa.int32()),
        pa.field("said", pa.string(), nullable=False),
        pa.field("outcome", pa.string(), nullable=False),
    )
