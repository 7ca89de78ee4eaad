"""What a run would do, without doing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hornbook.pipeline.context import Context
from hornbook.pipeline.graph import AnyStage, Graph, identity_values
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import inputs

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


def absent_inputs(runner: Runner, graph: Graph, stage: AnyStage) -> tuple[str, ...]:
    """The names of the inputs of ``stage`` that have to be made first."""
    needed = graph.inputs_of(stage)
    return tuple(each.name for mark, each in needed.items() if not runner.store.has(each, mark))


def reading_context(runner: Runner, graph: Graph, stage: AnyStage) -> Context:
    """A context in which ``stage`` can read its inputs, as far as they are done, but not write."""
    nowhere = runner.store.root / "planned"
    return Context(
        name=stage.name,
        directory=nowhere,
        scratch=nowhere,
        cache=runner.store.root / "cache",
        progress=runner.progress,
        settings=runner.settings,
        _artifacts={
            each: runner.open(each, graph)
            for each in inputs(identity_values(stage))
            if runner.store.has(each, graph.fingerprints[each])
        },
    )
