from __future__ import annotations

from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.recipe import build, command_line, folders, load, parameters

SOURCE = """
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.stage import Stage

@dataclass(frozen=True, kw_only=True)
class Values(Stage[Metrics]):
    steps: int
    rate: float
    names: tuple[str, ...]
    big: bool
    limit: int | None

def recipe(steps: int, *, rate: float = 1.0, names: tuple[str, ...] = (), big: bool = False,
           limit: int | None = None):
    return Values(steps=steps, rate=rate, names=names, big=big, limit=limit)

@dataclass(frozen=True, kw_only=True)
class Sized(Stage[Metrics]):
    scale: str

def sized(*, scale: Literal["full", "nano"] = "nano", files: Path | None = None, title: str = ""):
    return Sized(scale=scale)

def other():
    return 5
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(SOURCE)
    return path


def test_values_are_read_as_the_parameters_types(file: Path) -> None:
    recipe = load(f"{file}:recipe")
    stage = build(recipe, ["steps=1_000", "rate=2", "names=a, b", "big=yes", "limit=7"])
    assert vars(stage) == {
        "label": "",
        "steps": 1000,
        "rate": 2.0,
        "names": ("a", "b"),
        "big": True,
        "limit": 7,
    }
    assert vars(build(recipe, ["steps=1", "limit=none"]))["limit"] is None
    assert [each.name for each in parameters(recipe)] == ["steps", "rate", "names", "big", "limit"]


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        ("steps=many", "steps=many is not a whole number"),
        ("rate=fast", "rate=fast is not a number"),
        ("big=maybe", "big=maybe is not true or false"),
        ("step=3", "no parameter 'step'; did you mean 'steps'"),
        ("zzz=3", "it has: steps, rate"),
        ("steps", "not of the form name=value"),
        ("rate=1.0", "needs a value for steps"),
    ],
)
def test_bad_values_are_one_sentence(file: Path, assignment: str, message: str) -> None:
    with pytest.raises(HornbookError, match=message):
        build(load(f"{file}:recipe"), [assignment])


def test_a_value_of_a_few_is_one_of_them(file: Path) -> None:
    recipe = load(f"{file}:sized")
    assert vars(build(recipe, ["scale=full", "files=here"]))["scale"] == "full"
    with pytest.raises(HornbookError, match="scale='huge' is none of: full, nano"):
        build(recipe, ["scale=huge"])
    assert folders(recipe) == ["files"]


def test_unknown_recipes_are_one_sentence(file: Path, tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="no recipe is called 'nothing'"):
        load("nothing")
    with pytest.raises(HornbookError, match="is not a file"):
        load(str(tmp_path / "absent.py"))
    with pytest.raises(HornbookError, match="has no function 'absent'"):
        load(f"{file}:absent")
    with pytest.raises(HornbookError, match="returned int, not a stage"):
        build(load(f"{file}:other"), [])
    (tmp_path / "broken.py").write_text("def f(:\n")
    with pytest.raises(HornbookError, match=r"broken\.py, line 1"):
        load(str(tmp_path / "broken.py"))


def test_a_command_line_names_what_was_changed(file: Path) -> None:
    recipe = load(f"{file}:recipe")
    assert command_line(recipe, {"steps": 5, "rate": 1.0, "big": True}) == (
        "hornbook run recipe steps=5 big=True"
    )
