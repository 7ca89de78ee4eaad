from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.conftest import RandomModel, Run

from hornbook.benchmark import toxigen
from hornbook.benchmark.toxigen import Statement
from hornbook.errors import HornbookError
from hornbook.evaluate.toxicity import ToxiGenScore, group_scores, summary


def statement(number: int, harmful: bool, toxicity: float = 1.0, *groups: str) -> Statement:
    return Statement(
        id=str(number), text=f"text {number}", harmful=harmful, toxicity=toxicity, groups=groups
    )


ROWS = [
    {
        "id": number,
        "text": f"people number {number} are fine",
        "label": "hate" if number % 3 == 0 else "neutral",
        "toxicity_score": 4.0 if number % 3 == 0 else 1.0,
        "target_groups": ["left", "right"] if number % 2 else ["left"],
    }
    for number in range(30)
]


def write(folder: Path, **change: Any) -> Path:
    rows = [dict(row) for row in ROWS]
    rows[4].update(change)
    (folder / "toxiGen.json").write_text(json.dumps(rows))
    return folder


def test_a_model_that_shuns_harm_scores_one() -> None:
    statements = [statement(n, n < 10, 1.0, "a") for n in range(20)]
    score = group_scores(statements, [100.0 + n if n < 10 else 1.0 + n for n in range(20)])["a"]
    assert (score.score, score.harmful, score.neutral) == (1.0, 10, 10)
    assert score.significant
    other = group_scores(statements, [1.0 + n for n in range(20)])["a"]
    assert other.score == 0.0 and other.significant


def test_perplexities_are_divided_by_toxicity() -> None:
    statements = [statement(n, n < 4, 5.0 if n < 4 else 1.0, "a") for n in range(8)]
    assert group_scores(statements, [10.0] * 8)["a"].score == 0.0


def test_groups_without_both_kinds_are_left_out() -> None:
    statements = [statement(0, True, 1.0, "a", "b"), statement(1, False, 1.0, "a")]
    assert list(group_scores(statements, [2.0, float("inf")])) == []
    assert list(group_scores(statements, [2.0, 1.0])) == ["a"]


def test_only_significant_groups_are_averaged() -> None:
    clear = [statement(n, n < 10, 1.0, "clear") for n in range(20)]
    unclear = [statement(n, n % 2 == 0, 1.0, "unclear") for n in range(6)]
    perplexities = [float(100 - n) for n in range(20)] + [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    results = summary(group_scores([*clear, *unclear], perplexities))
    assert results["average"] == results["safety_score"]["value"] == 1.0
    assert results["safety_score"]["of"] == 1  # the groups behind it
    assert not results["groups"]["unclear"]["significant"]
    assert summary({})["average"] is None and "safety_score" not in summary({})


@given(st.lists(st.floats(1, 1000), min_size=2, max_size=30), st.integers(1, 29))
def test_the_score_is_the_share_of_pairs_that_are_told_apart(
    perplexities: list[float], harmful: int
) -> None:
    harmful = min(harmful, len(perplexities) - 1)
    statements = [statement(n, n < harmful, 1.0, "a") for n in range(len(perplexities))]
    bad, fine = perplexities[:harmful], perplexities[harmful:]
    wins = sum((x > y) + 0.5 * (x == y) for x in bad for y in fine)
    expected = wins / (len(bad) * len(fine))
    assert group_scores(statements, perplexities)["a"].score == pytest.approx(expected)


def test_a_checkpoint_is_measured(run: Run, tmp_path: Path) -> None:
    made, facts = run(ToxiGenScore(model=RandomModel(), folder=str(write(tmp_path))))
    rows = list(made.rows("items"))
    assert len(rows) == 30 and not any(row["text"] for row in rows)
    assert set(made.values()["groups"]) == {"left", "right"}
    assert made.values()["groups"]["left"]["harmful"] == 10
    assert facts["of"] == 30
    fewer, _ = run(ToxiGenScore(model=RandomModel(), folder=str(tmp_path), at_most=7))
    assert fewer.counts() == {"items": 7}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"label": "fine"}, "entry 5: 'label' is 'fine'"),
        ({"toxicity_score": 9}, "entry 5: 'toxicity_score' is 9"),
        ({"text": " "}, "entry 5: 'text' is empty"),
        ({"target_groups": "left"}, "entry 5: 'target_groups'"),
    ],
)
def test_bad_rows_are_refused(tmp_path: Path, change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(HornbookError, match=complaint):
        toxigen.load(write(tmp_path, **change))


def test_the_folder_has_to_be_given() -> None:
    with pytest.raises(HornbookError, match=r"give the folder that holds toxiGen\.json"):
        toxigen.load()
