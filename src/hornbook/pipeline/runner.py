"""Runs what isn't done, in order, and publishes each artifact whole."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.engine import choose_engine, silence_telemetry
from hornbook.pipeline.graph import AnyStage, Graph
from hornbook.pipeline.live import Observer
from hornbook.pipeline.manifest import InputRecord, Manifest, package_versions, record_files
from hornbook.pipeline.memory import PeakMemory
from hornbook.pipeline.progress import Progress, duration
from hornbook.pipeline.stage import Stage, canonical, identity, inputs
from hornbook.pipeline.store import Store

A = TypeVar("A", bound=Artifact)


@dataclass(frozen=True)
class Outcome:
    """What a run did: the stages it ran and those it found done, in graph order."""

    graph: Graph
    ran: tuple[AnyStage, ...]
    skipped: tuple[AnyStage, ...]


class Runner:
    """Runs recipes against one store.

    Args:
        store: where artifacts are kept.
        settings: how to run; never part of an identity.
        progress: where to report.

    Attributes:
        observer: is told which stage begins and ends.
    """

    def __init__(
        self, store: Store, settings: Settings | None = None, progress: Progress | None = None
    ) -> None:
        self.store = store
        self.settings = settings or Settings()
        self.progress = progress or Progress()
        self.observer = Observer()

    def run(self, target: AnyStage, *, until: str | None = None) -> Outcome:
        """Make the artifact of ``target`` (or of the stage named ``until``).

        A stage runs when its artifact is missing and somebody needs it. Damaged artifacts
        stop the run before any work.

        Raises:
            HornbookError: for bad input, told in one sentence.
        """
        silence_telemetry()
        choose_engine(self.settings.engine, self.settings.workers)
        graph = Graph.of(target)
        if until is not None:
            graph = Graph.of(graph.find(until))
        todo = self.missing(graph)
        self.observer.planned(graph, self.store, todo)
        ran = []
        for number, stage in enumerate(graph.stages, start=1):
            if stage in todo:
                self.progress.say(f"[bold]{number}/{len(graph.stages)} {stage.name}[/bold]")
                self.observer.starts(stage)
                self._make(graph, stage)
                self.observer.ends(stage)
                ran.append(stage)
            elif self.store.has(stage, graph.fingerprints[stage]):
                self.store.forget(stage, graph.fingerprints[stage])
        skipped = tuple(stage for stage in graph.stages if stage not in todo)
        return Outcome(graph, tuple(ran), skipped)

    def remake(self, target: AnyStage) -> Outcome:
        """Make the artifact of ``target`` again from inputs that are done.

        Raises:
            HornbookError: when an input is missing.
        """
        graph = Graph.of(target)
        absent = [
            stage.name
            for stage in inputs(tuple(identity(target).values()))
            if not self.store.has(stage, graph.fingerprints[stage])
        ]
        if absent:
            raise HornbookError(
                f"{target.name} needs {', '.join(absent)}, which is not done; run the recipe first"
            )
        self.store.discard(target, graph.fingerprints[target])
        return self.run(target)

    def missing(self, graph: Graph) -> set[AnyStage]:
        """The stages that have to run: the target if it is missing, and what it then needs.

        Raises:
            HornbookError: when an artifact that is there is damaged.
        """
        done = {stage for stage, mark in graph.fingerprints.items() if self.store.has(stage, mark)}
        for stage in done.intersection(graph.stages):
            self.store.manifest(stage, graph.fingerprints[stage])
        return _needed([graph.target], done)

    def open(self, stage: Stage[A], graph: Graph | None = None) -> A:
        """A view of the published artifact of ``stage``."""
        fingerprint = (graph or Graph.of(stage)).fingerprints[stage]
        artifact = stage.artifact(self.store.place(stage, fingerprint))
        return artifact  # type: ignore[return-value]  # Stage[A] declares it

    def manifest(self, stage: AnyStage, graph: Graph) -> Manifest:
        """The manifest of the published artifact of ``stage``."""
        return self.store.manifest(stage, graph.fingerprints[stage])

    def _make(self, graph: Graph, stage: AnyStage) -> None:
        mark = graph.fingerprints[stage]
        note = f"  another process is making {stage.name}; waiting for it"
        try:
            with self.store.lock(mark, lambda: self.progress.say(note)):
                if not self.store.has(stage, mark):
                    self._run_and_publish(graph, stage, mark)
        except OSError as error:
            raise _disk_error(error, self.store.root) or error from error

    def _run_and_publish(self, graph: Graph, stage: AnyStage, mark: str) -> None:
        context = self._context(graph, stage, mark)
        started = time.monotonic()
        with PeakMemory() as peak:
            artifact = stage.run(context)
        if artifact.directory != context.directory:
            raise TypeError(f"{stage.name} returned an artifact of another directory")
        rows = artifact.counts()
        manifest = Manifest(
            stage=f"{type(stage).__module__}.{type(stage).__qualname__}",
            name=stage.name,
            version=stage.version,
            fingerprint=mark,
            fields={k: canonical(v, graph.fingerprints) for k, v in identity(stage).items()},
            external=stage.external(),
            inputs={
                read: InputRecord(needed.name, context.rows_in.get(needed, {}))
                for read, needed in graph.inputs_of(stage).items()
            },
            rows=rows,
            facts=context.facts,
            files=record_files(context.directory),
            seconds=round(time.monotonic() - started, 3),
            peak_memory=peak.bytes,
            finished=datetime.now(UTC).isoformat(timespec="seconds"),
            packages=package_versions(),
        )
        manifest.write(context.directory)
        self.store.publish(stage, mark, context.directory)
        counts = ", ".join(f"{count:,} {name}" for name, count in rows.items())
        self.progress.say(f"  [green]done[/green] in {duration(manifest.seconds)}  {counts}")

    def _context(self, graph: Graph, stage: AnyStage, mark: str) -> Context:
        scratch = self.store.scratch(stage, mark)
        scratch.mkdir(parents=True, exist_ok=True)
        cache = self.store.root / "cache"
        cache.mkdir(exist_ok=True)
        return Context(
            name=stage.name,
            directory=self.store.begin(stage, mark),
            scratch=scratch,
            cache=cache,
            progress=self.progress,
            settings=self.settings,
            _artifacts={
                needed: self.open(needed, graph)
                for needed in inputs(tuple(identity(stage).values()))
            },
        )


def _needed(targets: Iterable[AnyStage], done: set[AnyStage]) -> set[AnyStage]:
    todo: set[AnyStage] = set()
    waiting = list(targets)
    while waiting:
        stage = waiting.pop()
        if stage not in done and stage not in todo:
            todo.add(stage)
            waiting.extend(inputs(tuple(identity(stage).values())))
    return todo


def _disk_error(error: OSError, root: Path) -> HornbookError | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        free = os.statvfs(root)
        return HornbookError(
            f"the disk of {root} is full ({free.f_bavail * free.f_frsize / 1e6:,.0f} MB free); "
            "make room or choose another --out, then run the same command to go on"
        )
    return None
