from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.errors import HornbookError
from hornbook.runs.agreement import check, exactness
from hornbook.runs.recorded import Machine, Recorded, load_recorded, record_of, recorded_names

from .conftest import Make, recipe


@pytest.fixture
def recorded(make: Make) -> Recorded:
    return record_of("small", make(recipe(), "run"), "It adds up.")


def table(value: float, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    cell = {"value": value, "low": low, "high": high, "of": 10}
    column = {"test": "t", "key": "pass@1", "unit": "share", "cells": [cell]}
    return {"tables": [{"title": "x", "entrants": ["a"], "columns": [column]}], "choosing": []}


def verdict(recorded: dict[str, Any], found: dict[str, Any]) -> str:
    (checked,) = check(recorded, found)
    return checked.verdict


def test_a_record_is_read_as_it_was_written(recorded: Recorded, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "small.json"
    recorded.write(path)
    assert load_recorded(str(path)) == recorded
    assert recorded.steady and recorded.machine == Machine.this()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (table(0.5), "equal"),
        (table(0.55), "within"),
        (table(0.4), "within"),
        (table(0.61), "outside"),
        ({"tables": [], "choosing": []}, "missing"),
    ],
)
def test_numbers_are_held_against_the_recorded_interval(
    found: dict[str, Any], expected: str
) -> None:
    assert verdict(table(0.5, 0.4, 0.6), found) == expected


def test_without_an_interval_near_is_enough() -> None:
    assert verdict(table(0.5), table(0.52)) == "within"
    assert verdict(table(0.5), table(0.53)) == "outside"


@given(st.floats(0, 1), st.floats(0, 1))
def test_to_the_last_digit_is_more_than_within(value: float, other: float) -> None:
    (checked,) = check(table(value, 0, 1), table(other, 0, 1))
    assert checked.agrees(exactly=False)
    assert checked.agrees(exactly=True) == (abs(value - other) <= 1e-12)


def test_what_choosing_gave_is_checked_too() -> None:
    inner = {"verifier": [{"value": 0.5, "low": 0.4, "high": 0.6, "of": 9}]}
    recorded = {"tables": [], "choosing": [{"name": "125M", "results": inner}]}
    other = json.loads(json.dumps(recorded).replace("0.5", "0.7"))
    assert verdict(recorded, recorded) == "equal" and verdict(recorded, other) == "outside"


def test_exactness_is_asked_of_the_same_on_the_same_machine_alone(recorded: Recorded) -> None:
    mark, packages, threads = recorded.fingerprint, recorded.packages, recorded.threads
    assert exactness(recorded, mark, packages, threads)[0]
    for changed, word in (
        (replace(recorded, steady=False), "teacher"),
        (replace(recorded, fingerprint="other"), "changed"),
        (replace(recorded, machine=replace(recorded.machine, processors=99)), "machine"),
        (replace(recorded, packages={}), "versions"),
        (replace(recorded, threads=(99,)), "threads"),
    ):
        exactly, why = exactness(changed, mark, packages, threads)
        assert not exactly and word in why


def test_a_result_that_isnt_recorded_is_told_with_those_that_are() -> None:
    with pytest.raises(HornbookError, match="no result is recorded as 'nonsense'; there is: "):
        load_recorded("nonsense")


def test_every_result_that_comes_with_hornbook_can_be_read() -> None:
    for name in recorded_names():
        assert load_recorded(name).shows


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"format": 1, "name": "bad"}')
    with pytest.raises(HornbookError, match="is no record of a result"):
        load_recorded(str(tmp_path / "bad.json"))
