"""The stage that submits one candidate of each problem, chosen in one of several ways."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from hornbook.errors import HornbookError
from hornbook.evaluate.candidates import candidate_schema
from hornbook.evaluate.estimate import wilson
from hornbook.evaluate.evaluation import Evaluation
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

Way: TypeAlias = Literal["greedy", "majority", "verifier", "weighted", "oracle"]


@dataclass(frozen=True, kw_only=True)
class ChooseCandidates(Stage[Evaluation]):
    """Choose one candidate a problem, for a table of single answers (TinyGSM, table 4).

    `selection.BestOfN` says what is to be expected of n candidates; this says what came of all of
    them, problem by problem, so that ways to choose can be compared as models are.

    Writes the chosen ones as ``completions``, and the result: ``pass@1``.

    Attributes:
        candidates: rows in the columns of `candidates.candidate_schema`.
        way: ``greedy`` takes the one of temperature 0; ``verifier`` the one with the highest score;
            ``majority`` one with the most frequent answer; ``weighted`` the one with the highest
            score among those with the answer whose probabilities of being correct sum to most;
            ``oracle`` a correct one, if there is any. Of equals, the first.
    """

    candidates: Split
    way: Way

    def run(self, context: Context) -> Evaluation:
        """Choose and count.

        Raises:
            HornbookError: when there are no candidates, or they lack what the choice hangs on.
        """
        pools: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in self.candidates.rows(context):
            if (row["temperature"] == 0) == (self.way == "greedy"):
                pools[row["problem"]].append(row)
        if not pools:
            raise HornbookError(f"{self.name} has no candidates to choose from")
        chosen: list[Mapping[str, Any]] = [
            choose(pool, self.way, problem) for problem, pool in pools.items()
        ]
        schema = candidate_schema()
        with DatasetWriter(context.directory, completions=schema) as writer:
            for best in chosen:
                known = {name: best[name] for name in schema.names}
                writer.add("completions", {**known, "stage": self.name})
        accuracy = wilson(sum(best["correct"] for best in chosen), len(chosen))
        results = {"pass@1": accuracy.facts()}
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)


def choose(pool: Sequence[Mapping[str, Any]], way: Way, problem: str = "") -> Mapping[str, Any]:
    """One candidate of a problem's.

    Raises:
        HornbookError: when a verifier is to choose, but a candidate has no score.
    """
    if way == "greedy":
        return pool[0]
    if way == "oracle":
        return max(pool, key=lambda row: bool(row["correct"]))
    if way == "majority":
        votes = Counter(row["answer"] for row in pool if row["answer"] is not None)
        return max(pool, key=lambda row: votes[row["answer"]])
    if any(row["score"] is None for row in pool):
        raise HornbookError(f"problem {problem!r} has a candidate without a score; ask a verifier")
    if way == "weighted" and (sums := _sums(pool)):
        answer = max(sums, key=lambda each: sums[each])
        pool = [row for row in pool if row["answer"] == answer]
    return max(pool, key=lambda row: float(row["score"]))


def _sums(pool: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """By answer, how many of its candidates a verifier expects to be correct."""
    probabilities: dict[str, list[float]] = defaultdict(list)
    for row in pool:
        if row["answer"] is not None:
            probabilities[row["answer"]].append((1 + math.tanh(float(row["score"]) / 2)) / 2)
    return {answer: math.fsum(each) for answer, each in probabilities.items()}
