"""The shape of the nano recipe; that it runs is tested end to end."""

from __future__ import annotations

from hornbook.pipeline.graph import Graph
from hornbook.recipe import build, load


def stages(*values: str) -> dict[str, set[str]]:
    """The names of the stages, each with those of its inputs."""
    graph = Graph.of(build(load("nano"), list(values)))
    return {
        stage.name: {needed.name for needed in graph.inputs_of(stage).values()}
        for stage in graph.stages
    }


def test_an_annotator_scores_what_the_classifier_learns_from() -> None:
    plain, taught = stages(), stages("annotator=http://127.0.0.1:1/v1#judge")
    assert set(taught) - set(plain) == {"sample", "annotations", "own classifier"}
    assert taught["annotations"] == {"sample"}
    assert "annotations" in taught["own classifier"]
    assert taught["filter"] == {"clean corpus", "own classifier"}


def test_models_are_tested_on_families_that_no_training_set_holds() -> None:
    graph = Graph.of(build(load("nano"), []))
    packed = [stage for stage in graph.stages if stage.name.startswith("pack")]
    read = {source.split.name for stage in packed for source in getattr(stage, "sources", ())}
    assert read == {"kept"}
