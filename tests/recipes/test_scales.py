"""What the papers' recipes have in common at their scales."""

from __future__ import annotations

import pytest

from hornbook.pipeline.graph import Graph
from hornbook.recipe import build, load
from hornbook.train.training import Train


@pytest.mark.parametrize(("scale", "optimizer"), [("full", "adamw"), ("nano", "muon")])
@pytest.mark.parametrize("name", ["phi1", "phi15", "tinygsm", "orca", "tinystories"])
def test_trainings_take_the_papers_optimizer_and_muon_in_small(
    name: str, scale: str, optimizer: str
) -> None:
    graph = Graph.of(build(load(name), [f"scale={scale}"]))
    found = {stage.plan.optimizer for stage in graph.stages if isinstance(stage, Train)}
    assert found == {optimizer}
