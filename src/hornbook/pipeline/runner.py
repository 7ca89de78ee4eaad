"""Runs what isn't done, in order, and publishes each artifact whole."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable, Iterator, Mapping
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

_PAUSE = 0.2  # seconds between looks at what other processes make


@dataclass(frozen=True)
class Outcome:
    """What a run did: the stages it saw made and those it found done, in graph order."""

    graph: Graph
    ran: tuple[AnyStage, ...]
    skipped: tuple[AnyStage, ...]


class Runner:
    """Runs recipes against one store.

    Args:
        store: where artifacts are kept.
        settings: how to run; never part of an identity.
        progress: where to report.

    Several processes may run the same recipe against the same store: a stage falls to whoever comes
    first, and none is made twice.

    Attributes:
        observer: is told which stage begins and ends.
        in_company: others make stages of the run, too, so that each line has to say of which it is.
    """

    def __init__(
        self, store: Store, settings: Settings | None = None, progress: Progress | None = None
    ) -> None:
        self.store = store
        self.settings = settings or Settings()
        self.progress = progress or Progress()
        self.observer = Observer()
        self.in_company = False

    def run(self, target: AnyStage, *, until: str | None = None) -> Outcome:
        """Make the artifact of ``target`` (or of the stage named ``until``).

        A stage runs when its artifact is missing and somebody needs it. Damaged artifacts
        stop the run before any work.

        Raises:
            HornbookError: for bad input, told in one sentence.
        """
        silence_telemetry()
        choose_engine(self.settings.engine, self.settings.workers)
        graph = Graph.of(target).until(until)
        todo = self.missing(graph)
        self.observer.planned(graph, self.store, todo)
        for stage in graph.stages:
            if stage not in todo and self.store.has(stage, graph.fingerprints[stage]):
                self.store.forget(stage, graph.fingerprints[stage])
        numbers = {stage: number for number, stage in enumerate(graph.stages, start=1)}
        for stage in self._turns(graph, todo):
            self.progress.say(f"[bold]{numbers[stage]}/{len(numbers)} {stage.name}[/bold]")
            self.observer.starts(stage)
            self.progress.about = stage.name if self.in_company else ""
            self._make(graph, stage)
            self.observer.ends(stage)
        ran = tuple(stage for stage in graph.stages if stage in todo)
        return Outcome(graph, ran, tuple(stage for stage in graph.stages if stage not in todo))

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

    def _turns(self, graph: Graph, todo: set[AnyStage]) -> Iterator[AnyStage]:
        """The stages of ``todo`` that fall to this process, each to be made before the next.

        A stage's turn comes when its inputs are there. What another process is making is passed
        over while there is something else to do. In company those come first that most stages wait
        for in a row, or the longest row would be left for one process alone at the end.
        """
        left = {graph.fingerprints[stage]: stage for stage in graph.stages if stage in todo}
        needs = {mark: graph.inputs_of(stage).keys() for mark, stage in left.items()}
        rows, said = _rows_behind(needs), ""
        while left:
            ready = [mark for mark in left if needs[mark].isdisjoint(left)]
            if self.in_company:
                ready.sort(key=lambda mark: -rows[mark])
            for mark in ready:
                with self.store.lock(mark) as ours:
                    if not ours:
                        continue
                    if self.store.has(left[mark], mark):  # another process made it meanwhile
                        self.observer.ends(left[mark])
                    else:
                        yield left[mark]
                del left[mark]
                break
            else:
                name = left[ready[0]].name
                if said != name and not self.in_company:
                    self.progress.say(f"  another process is making {name}; waiting for it")
                said = name
                time.sleep(_PAUSE)

    def _make(self, graph: Graph, stage: AnyStage) -> None:
        try:
            self._run_and_publish(graph, stage, graph.fingerprints[stage])
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
        done = f"{stage.name} [green]done[/green]" if self.in_company else "[green]done[/green]"
        self.progress.say(f"  {done} in {duration(manifest.seconds)}  {counts}")

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


def _rows_behind(needs: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The length of the longest row of stages of which each needs the one before, by its first.

    Args:
        needs: what each stage needs, in graph order.
    """
    lengths = dict.fromkeys(needs, 1)
    for mark in reversed(list(needs)):
        for needed in needs[mark]:
            if needed in lengths:
                lengths[needed] = max(lengths[needed], lengths[mark] + 1)
    return lengths


def _disk_error(error: OSError, root: Path) -> HornbookError | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        free = os.statvfs(root)
        return HornbookError(
            f"the disk of {root} is full ({free.f_bavail * free.f_frsize / 1e6:,.0f} MB free); "
            "make room or choose another --out, then run the same command to go on"
        )
    return None
