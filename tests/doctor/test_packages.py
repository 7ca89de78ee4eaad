"""What is said of what is installed."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

import pytest

from hornbook import extras
from hornbook.doctor import packages
from hornbook.doctor.finding import State

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_extras_are_those_of_the_package() -> None:
    declared = tomllib.loads(PYPROJECT.read_text())["project"]["optional-dependencies"]
    assert set(extras.EXTRAS) == set(extras.USES)
    for extra, modules in extras.EXTRAS.items():
        for module in modules:
            named = [line.replace("-", "_") for line in declared[extra]]
            assert any(line.startswith(module) for line in named), (extra, module)


def test_a_missing_module_is_told_with_its_extra() -> None:
    said = extras.remedy_for("torch.nn")
    assert said is not None and "hornbook[train]" in said
    assert extras.remedy_for("json") is None


def test_extras_that_the_demo_needs_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = {"torch", "ray"}
    monkeypatch.setattr(extras, "version", lambda name: None if name in gone else "1.0")
    found = {each.subject: each for each in packages.extras()}
    assert found["[train]"].stops and found["[train]"].remedy == "pip install 'hornbook[demo]'"
    assert found["[ray]"].state is State.LIMITED and "several machines" in found["[ray]"].says
    assert found["[local]"].state is State.WORKS


def test_the_teachers_model_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert packages.local_model().state is State.WORKS
    local = importlib.import_module("hornbook.teacher.local")
    monkeypatch.setattr(local, "DEFAULT_PACKAGE", "no_such_package")
    found = packages.local_model()
    assert found.stops and "--no-deps" in found.remedy


def test_a_package_of_the_corpus_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "PACKAGES", ("rich", "no-such-package"))
    found = packages.corpus()
    assert found.stops and found.says.endswith("no-such-package")
