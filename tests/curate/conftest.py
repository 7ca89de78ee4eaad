"""A classifier trained once for all tests of the package, with few trees."""

from __future__ import annotations

from pathlib import Path

import pytest

from hornbook.curate.classifier import QualityClassifier, TrainClassifier
from hornbook.pipeline.context import Settings
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import Store, open_store

QUICK = TrainClassifier(trees=50)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def runner(store: Store) -> Runner:
    return Runner(store, Settings(workers=2), Progress(quiet=True))


@pytest.fixture(scope="session")
def classifier(runner: Runner) -> QualityClassifier:
    runner.run(QUICK)
    return runner.open(QUICK)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"
