from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from hornbook.curate.features import NAMES
from hornbook.curate.user_labels import from_rows
from hornbook.errors import HornbookError


def rows(count: int = 40, **more: object) -> list[dict[str, Any]]:
    return [
        {"text": f"x = {n}\n", "educational_value": n % 6, "package": f"p{n % 10}", **more}
        for n in range(count)
    ]


def test_rows_become_annotations() -> None:
    found, left_out = from_rows(rows())
    assert found.features.shape == (40, len(NAMES)) and not left_out
    assert set(found.groups) == {f"p{n}" for n in range(10)}
    assert found.measured.all() and found.scores.max() == 5


def test_a_text_judged_twice_counts_once() -> None:
    twice = [*rows(), {"text": "x = 0\n", "educational_value": 3, "package": "other"}]
    found, _ = from_rows(twice)
    assert len(found.scores) == 40 and found.scores[0] == 1.5 and found.groups[0] == "p0"


def test_groups_come_from_the_column_asked_for() -> None:
    assert set(from_rows(rows(author="one"), group="package")[0].groups) != {"one"}
    named = [{**row, "group": f"g{n % 7}"} for n, row in enumerate(rows())]
    assert len(set(from_rows(named)[0].groups)) == 7
    alone = [{key: row[key] for key in ("text", "educational_value")} for row in rows()]
    assert len(set(from_rows(alone)[0].groups)) == 40


@pytest.mark.parametrize("value", [None, -1, 6, "3", True, float("nan")])
def test_rows_without_a_value_are_left_out_and_counted(value: object) -> None:
    broken = {"text": "y = 1\n", "educational_value": value, "package": "p"}
    found, left_out = from_rows([*rows(), broken])
    assert len(found.scores) == 40 and left_out == {"no value from 0 to 5": 1}


def test_vectors_are_joined() -> None:
    found, _ = from_rows(rows(), embed=lambda texts: np.ones((len(texts), 3), np.float32))
    assert found.features.shape == (40, len(NAMES) + 3) and (found.features[:, -3:] == 1).all()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (rows(10), "10 annotations can be used"),
        (rows(40, package="one"), "1 groups, 5 folds need as many"),
        ([{**row, "educational_value": 1} for row in rows()], "0 of 40 annotations"),
        ([{"text": "x"}], "row 1: no column 'educational_value'"),
    ],
)
def test_too_little_to_train_on_is_an_error(given: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(HornbookError, match=message):
        from_rows(given)
