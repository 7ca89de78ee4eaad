from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.pipeline.artifact import Artifact, Metrics
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.stage import Stage, canonical, unhashed


@dataclass(frozen=True, kw_only=True)
class MakeThing(Stage[Metrics]):
    value: Any = 1
    place: Any = unhashed(None)


@dataclass(frozen=True)
class Pair:
    left: object
    right: object = unhashed(None)


class Colour(Enum):
    RED = "red"


def mark(stage: Stage[Artifact]) -> str:
    return Graph.of(stage).fingerprints[stage]


def test_the_artifact_class_comes_from_the_type_parameter() -> None:
    assert MakeThing.artifact is Metrics
    assert MakeThing.kind() == "make-thing"


def test_labels_and_unhashed_fields_are_no_identity() -> None:
    assert mark(MakeThing()) == mark(MakeThing(label="other", place="elsewhere"))
    assert mark(MakeThing()) != mark(MakeThing(value=2))


def test_a_new_version_is_a_new_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    before = mark(MakeThing())
    monkeypatch.setattr(MakeThing, "version", 2)
    assert mark(MakeThing()) != before


def test_a_change_upstream_changes_everything_downstream() -> None:
    inner = MakeThing(value=1)
    outer = MakeThing(value=(inner, Pair(inner)))
    changed = replace(inner, value=2)
    assert mark(outer) != mark(replace(outer, value=(inner, Pair(changed))))


def test_what_lies_outside_enters_through_external(monkeypatch: pytest.MonkeyPatch) -> None:
    before = mark(MakeThing())
    monkeypatch.setattr(MakeThing, "external", lambda self: "digest of a file")
    assert mark(MakeThing()) != before


@pytest.mark.parametrize("value", [Path("/a/place"), {1, 2}, object(), lambda: None])
def test_values_without_an_identity_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match=r"identity|unhashable"):
        mark(MakeThing(value=value))


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner).map(tuple),
    max_leaves=8,
)


@given(plain, plain)
def test_equal_identities_mean_equal_values(first: object, second: object) -> None:
    same = repr(canonical(first, {})) == repr(canonical(second, {}))
    assert same == (repr(first) == repr(second))


def test_enums_and_dataclasses_are_named_by_content() -> None:
    assert canonical(Colour.RED, {}) == "red"
    assert canonical(Pair(left=1, right="not hashed"), {}) == {"type": "Pair", "left": 1}
