"""Scoring and choosing as stages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.evaluate.conftest import RandomModel, Run

from hornbook.evaluate import selection
from hornbook.evaluate.candidates import CANDIDATES, candidate_schema
from hornbook.evaluate.selection import BestOfN, ScoreCandidates, Selection
from hornbook.model.checkpoint import Checkpoint
from hornbook.model.verifier_checkpoint import VerifierCheckpoint
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

RANDOM = RandomModel()


@dataclass(frozen=True, kw_only=True)
class Attempts(Stage[Dataset]):
    """Of ten problems, a greedy candidate and four more, of which number % 4 are correct."""

    scored: bool = False

    def run(self, context: Context) -> Dataset:
        with DatasetWriter(context.directory, candidates=candidate_schema()) as writer:
            for problem in range(10):
                for number in range(5):
                    writer.add(CANDIDATES, self.row(problem, number))
        return Dataset(context.directory)

    def row(self, problem: int, number: int) -> dict[str, Any]:
        correct = 0 < number <= problem % 4
        # The last candidate repeats the one before.
        completion = f"    return {min(number, 3)}\n"
        return {
            "id": f"{problem}/{number}", "text": completion, "source": "test", "parents": [],
            "stage": self.name, "problem": str(problem), "prompt": f"def f{problem}():\n",
            "completion": completion, "generator": "g", "temperature": float(number > 0),
            "sample": number, "answer": "1" if correct else f"0{number}", "correct": correct,
            "score": float(correct) if self.scored else None,
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RandomVerifier(Stage[VerifierCheckpoint]):
    """A random model with a random head."""

    generator: Stage[Checkpoint] = RANDOM

    def run(self, context: Context) -> VerifierCheckpoint:
        import torch

        from hornbook.model.verifier import Verifier

        model, tokenizer = context.load(self.generator).load()
        verifier = Verifier.from_generator(model)
        with torch.no_grad():
            verifier.head.weight.normal_(generator=torch.Generator().manual_seed(0))
        return VerifierCheckpoint.write(context.directory, verifier, tokenizer)


def test_the_results_of_a_selection(run: Run) -> None:
    made, facts = run(BestOfN(candidates=Split(Attempts(scored=True), CANDIDATES)))
    assert isinstance(made, Selection)
    values = made.values()
    shares = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1]
    assert values["n"] == values["most_candidates"] == 4
    assert values["at"]["mean"]["value"] == pytest.approx(sum(shares) / 40)
    assert values["at"]["verifier"]["value"] == values["at"]["oracle"]["value"] == 0.7
    # Three correct ones, or two against two that disagree, win; one ties with three others.
    assert values["at"]["majority"]["value"] == pytest.approx((2 + 2 + 3 / 4) / 10)
    assert values["greedy"]["value"] == 0
    assert "mean" not in values["removed"]
    assert values["removed"]["verifier"]["value"] == pytest.approx(0.7)  # all greedy ones are wrong
    assert values["removed"]["majority"]["value"] == pytest.approx(0.475)
    paired = values["paired"]["verifier - majority"]
    assert paired["value"] == pytest.approx(0.7 - 0.475)
    assert (paired["higher"], paired["lower"], paired["equal"]) == (3, 0, 7)
    assert facts["paired"] == values["paired"]
    assert [n for n, *_ in made.curve("verifier")] == [1, 2, 3, 4]
    assert made.curve("verifier")[-1][1] == pytest.approx(0.7)
    assert made.counts() == {"curve": 20, "problems": 10}
    last = list(made.rows("problems"))[-1]
    assert (last["problem"], last["candidates"], last["verifier"]) == ("9", 4, 1.0)


def test_without_scores_there_is_no_verifier(run: Run) -> None:
    made, _ = run(BestOfN(candidates=Split(Attempts(), CANDIDATES)))
    assert set(made.values()["at"]) == {"mean", "majority", "oracle"}
    assert made.values()["paired"] == {}
    assert made.curve("verifier") == []


def test_equal_candidates_are_scored_once_and_keep_all_else(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hornbook.model import verifier

    asked: list[tuple[str, str]] = []
    real = verifier.score

    def counted(model: Any, tokenizer: Any, pairs: list[tuple[str, str]]) -> list[float]:
        asked.extend(pairs)
        return real(model, tokenizer, pairs)

    monkeypatch.setattr(verifier, "score", counted)
    source = Attempts()
    made, facts = run(
        ScoreCandidates(candidates=Split(source, CANDIDATES), verifier=RandomVerifier())
    )
    assert facts["scored"] == len(asked) == len(set(asked)) == 40
    rows = list(made.rows(CANDIDATES))
    for row, number in zip(rows, range(50), strict=True):
        expected = source.row(number // 5, number % 5)
        assert {**row, "score": None, "stage": ""} == {
            **dict.fromkeys(row), **expected, "score": None, "stage": ""
        }  # fmt: skip
        assert row["stage"] == "score-candidates"
    assert rows[3]["score"] == rows[4]["score"] != rows[2]["score"]


def test_a_killed_scoring_goes_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from hornbook.model import verifier

    stage = ScoreCandidates(candidates=Split(Attempts(), CANDIDATES), verifier=RandomVerifier())
    monkeypatch.setattr(selection, "_CHUNK", 16)
    real, calls = verifier.score, list[int]()

    def dies_in_the_second(model: Any, tokenizer: Any, pairs: list[tuple[str, str]]) -> list[float]:
        calls.append(len(pairs))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(model, tokenizer, pairs)

    monkeypatch.setattr(verifier, "score", dies_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        run(stage)
    made, _ = run(stage)
    assert calls == [16, 16, 16, 8]
    assert all(row["score"] is not None for row in made.rows(CANDIDATES))


def test_importing_the_stages_is_light() -> None:
    import subprocess
    import sys

    code = (
        "import sys, hornbook.evaluate.selection, hornbook.train.verifier;"
        "print([n for n in ('torch', 'numpy', 'pyarrow', 'daft') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout.strip() == "[]"
