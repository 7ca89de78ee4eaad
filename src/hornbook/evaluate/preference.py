"""Which of two models answers better, by a judge who sees each pair in both orders.

Judges favour the answer that they are shown first (Orca, §5.1, found so of GPT-4), so each pair is
shown twice; a judge who changes its mind with the order has found no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.estimate import bootstrap
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.judge import Judge, Judgement, LastLine, ask
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

TEMPLATE = "prefer"
BETTER = LastLine("Better", ("A", "B", "equal"))
VERDICTS = ("first", "second", "equal", "swayed", "unread")


@dataclass(frozen=True, kw_only=True)
class PreferAnswers(Stage[Evaluation]):
    """Let a judge choose between two models' answers to the same prompts.

    Writes ``items`` (problem, both answers, verdict, what the judge said each time) and the
    results: ``preference``, the share of points that the second model gets (a win 1, no difference
    0.5) with a bootstrap interval, the count of each verdict, and ``first_shown``, the share of
    judgements for the answer shown first, which is 0.5 of a judge that isn't swayed by order.

    Attributes:
        first: answers of one model: a split with the columns ``problem``, ``prompt`` and
            ``completion``.
        second: answers of another.
        judge: who decides.
        seed: of the bootstrap.
    """

    version: ClassVar[int] = 2

    first: Split
    second: Split
    judge: Judge = field(default_factory=Judge)
    seed: int = 0

    def external(self) -> str:
        """The digests of the judge's prompt and model."""
        return self.judge.external(TEMPLATE)

    def run(self, context: Context) -> Evaluation:
        """Ask twice about every problem.

        Raises:
            HornbookError: when the answers are to different problems, or none was judged.
        """
        pairs = self._pairs(context)
        judged = ask(self.judge, TEMPLATE, _both_orders(pairs), BETTER, context, 2 * len(pairs))
        twice = list(zip(judged[::2], judged[1::2], strict=True))
        verdicts = [decide(one.verdict, other.verdict) for one, other in twice]
        with DatasetWriter(context.directory, items=_schema()) as writer:
            for pair, (one, other), verdict in zip(pairs, twice, verdicts, strict=True):
                writer.add("items", self._row(pair, one, other, verdict))
        results = self._results(verdicts, twice)
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)

    def _pairs(self, context: Context) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        first, second = list(self.first.rows(context)), list(self.second.rows(context))
        if [row["problem"] for row in first] != [row["problem"] for row in second]:
            raise HornbookError(
                f"{self.name}: {self.first.stage.name} and {self.second.stage.name} answered "
                "different problems; let both models answer the same"
            )
        if not first:
            raise HornbookError(f"{self.name}: there are no answers to compare")
        return list(zip(first, second, strict=True))

    def _row(
        self,
        pair: tuple[dict[str, Any], dict[str, Any]],
        one: Judgement,
        other: Judgement,
        verdict: str,
    ) -> dict[str, Any]:
        first, second = pair
        return {
            "id": document_id(first["prompt"] + first["completion"] + second["completion"]),
            "text": first["prompt"],
            "source": f"{first['source']} / {second['source']}",
            "parents": [first["problem"]],
            "stage": self.name,
            "problem": first["problem"],
            "first": first["completion"],
            "second": second["completion"],
            "verdict": verdict,
            "said": one.said,
            "said_swapped": other.said,
        }

    def _results(
        self, verdicts: Sequence[str], twice: Sequence[tuple[Judgement, Judgement]]
    ) -> dict[str, Any]:
        counts = Counter(verdicts)
        points = [
            {"first": 0.0, "second": 1.0}.get(verdict, 0.5)
            for verdict in verdicts
            if verdict != "unread"
        ]
        if not points:
            raise HornbookError(
                f"{self.name}: none of the judgements by {self.judge.teacher.name} ends in a line "
                "like 'Better: A'; choose a more capable judge"
            )
        choices = [each.verdict for pair in twice for each in pair if each.verdict in ("A", "B")]
        return {
            "preference": bootstrap(points, [1.0] * len(points), seed=self.seed).facts(),
            "verdicts": {verdict: counts[verdict] for verdict in VERDICTS},
            "first_shown": choices.count("A") / len(choices) if choices else None,
        }


def decide(one: str | None, swapped: str | None) -> str:
    """What two judgements say together: of the pair, and of the pair shown the other way round."""
    if one is None or swapped is None:
        return "unread"
    back = {"A": "B", "B": "A"}.get(swapped, swapped)
    if one == back:
        return {"A": "first", "B": "second"}.get(one, "equal")
    return "swayed"


def _both_orders(
    pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]],
) -> Iterator[dict[str, str]]:
    for first, second in pairs:
        for one, other in ((first, second), (second, first)):
            yield {
                "question": first["prompt"],
                "first": one["completion"],
                "second": other["completion"],
            }


def _schema() -> Any:  # noqa: ANN401 - a pyarrow.Schema
    import pyarrow as pa

    names = ("problem", "first", "second", "verdict", "said", "said_swapped")
    return document_schema(*(pa.field(name, pa.string(), nullable=False) for name in names))
