"""What a run would do, without doing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hornbook.pipeline.graph import AnyStage, Graph
from hornbook.pipeline.runner import Runner

Status = Literal["done", "to run", "not needed"]


@dataclass(frozen=True, kw_only=True)
class PlannedStage:
    """One stage of a plan; ``rows``, ``bytes`` and ``seconds`` are known once it is done."""

    name: str
    kind: str
    status: Status
    fingerprint: str
    inputs: tuple[str, ...]
    rows: dict[str, int] | None = None
    bytes: int | None = None
    seconds: float | None = None


def plan(runner: Runner, target: AnyStage) -> list[PlannedStage]:
    """List the stages behind ``target`` in the order they run.

    Raises:
        HornbookError: when an artifact is damaged, or an outside input is missing.
    """
    graph = Graph.of(target)
    todo = runner.missing(graph)
    return [_planned(runner, graph, stage, stage in todo) for stage in graph.stages]


def _planned(runner: Runner, graph: Graph, stage: AnyStage, to_run: bool) -> PlannedStage:
    mark = graph.fingerprints[stage]
    done = runner.store.has(stage, mark)
    manifest = runner.manifest(stage, graph) if done else None
    return PlannedStage(
        name=stage.name,
        kind=stage.kind(),
        status="done" if done else "to run" if to_run else "not needed",
        fingerprint=mark,
        inputs=tuple(needed.name for needed in graph.inputs_of(stage).values()),
        rows=manifest.rows if manifest else None,
        bytes=manifest.bytes if manifest else None,
        seconds=manifest.seconds if manifest else None,
    )
