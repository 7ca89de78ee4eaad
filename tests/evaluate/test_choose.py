"""One candidate a problem, chosen in one of several ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from tests.evaluate.conftest import Run

from hornbook.errors import HornbookError
from hornbook.evaluate.candidates import CANDIDATES, candidate_schema
from hornbook.evaluate.choose import ChooseCandidates, Way, choose
from hornbook.evaluate.evaluation import Evaluation
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

# Temperature, answer, whether it is right, a verifier's score.
POOLS: dict[str, list[tuple[float, str | None, bool, float]]] = {
    "outvoted": [(0.0, "5", False, 9.0), (0.7, "4", True, 2.0), (0.7, "5", False, 1.0),
                 (0.7, "5", False, -1.0)],
    "misjudged": [(0.0, "4", True, 0.0), (0.7, "4", True, -2.0), (0.7, "4", True, -2.0),
                  (0.7, "6", False, 3.0)],
    "silent": [(0.0, None, False, 0.0), (0.7, None, False, 1.0), (0.7, None, False, 1.0),
               (0.7, "8", True, 0.5)],
    "hopeless": [(0.0, "1", False, 0.0), (0.7, "2", False, 0.0), (0.7, "3", False, 0.0),
                 (0.7, None, False, 0.0)],
    "split": [(0.0, "3", False, 0.0), (0.7, "1", False, 3.0), (0.7, "2", True, 2.0),
              (0.7, "2", True, 1.0), (0.7, "3", False, -4.0), (0.7, "3", False, -4.0),
              (0.7, "3", False, -4.0)],
}  # fmt: skip
SOLVED: dict[Way, set[str]] = {
    "greedy": {"misjudged"},
    "majority": {"misjudged", "silent"},
    "verifier": {"outvoted"},
    "weighted": {"silent", "split"},
    "oracle": {"outvoted", "misjudged", "silent", "split"},
}


@dataclass(frozen=True, kw_only=True)
class Pools(Stage[Dataset]):
    """The candidates above, some of which may be left out."""

    scored: bool = True
    greedy: bool = True

    def run(self, context: Context) -> Dataset:
        with DatasetWriter(context.directory, candidates=candidate_schema()) as writer:
            for problem, pool in POOLS.items():
                for number, candidate in enumerate(pool):
                    if self.greedy or candidate[0] > 0:
                        writer.add(CANDIDATES, self.row(problem, number, candidate))
        return Dataset(context.directory)

    def row(
        self, problem: str, number: int, candidate: tuple[float, str | None, bool, float]
    ) -> dict[str, Any]:
        temperature, answer, correct, score = candidate
        return {
            "id": f"{problem}/{number}", "text": "", "source": "test", "parents": [],
            "stage": self.name, "problem": problem, "prompt": "", "completion": "",
            "generator": "g", "temperature": temperature, "sample": number, "answer": answer,
            "outcome": "passed" if correct else "failed", "correct": correct,
            "score": score if self.scored else None,
        }  # fmt: skip


@pytest.mark.parametrize("way", SOLVED)
def test_each_way_solves_what_it_should(run: Run, way: Way) -> None:
    made, facts = run(ChooseCandidates(candidates=Split(Pools(), CANDIDATES), way=way))
    assert isinstance(made, Evaluation)
    assert made.scores() == {name: (float(name in SOLVED[way]), 1.0) for name in POOLS}
    assert made.values()["pass@1"]["value"] == facts["pass@1"]["value"] == len(SOLVED[way]) / 5
    assert facts["pass@1"]["of"] == 5
    assert all((row["temperature"] == 0) == (way == "greedy") for row in made.rows("completions"))


def test_a_verifier_has_to_be_asked_first(run: Run) -> None:
    pools = Split(Pools(scored=False), CANDIDATES)
    run(ChooseCandidates(candidates=pools, way="majority"))
    with pytest.raises(HornbookError, match="'outvoted' has a candidate without a score"):
        run(ChooseCandidates(candidates=pools, way="verifier"))


def test_greedy_candidates_have_to_be_there(run: Run) -> None:
    with pytest.raises(HornbookError, match="no candidates to choose from"):
        run(ChooseCandidates(candidates=Split(Pools(greedy=False), CANDIDATES), way="greedy"))


def test_of_equals_the_first_is_chosen() -> None:
    ways: tuple[Way, ...] = ("majority", "verifier", "weighted", "oracle")
    pool = [{"answer": a, "correct": False, "score": 1.0, "n": n} for n, a in enumerate("2112")]
    assert [choose(pool, way)["n"] for way in ways] == [0, 0, 0, 0]


def test_where_no_candidate_answers_the_highest_score_is_chosen() -> None:
    pool = [{"answer": None, "correct": False, "score": score} for score in (1.0, 800.0, -800.0)]
    assert choose(pool, "weighted")["score"] == 800.0
