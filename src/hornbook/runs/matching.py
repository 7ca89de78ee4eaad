"""Which stages of several runs belong together: by what they made, by name, by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.run import RunRecord


@dataclass(frozen=True)
class FinishedRun:
    """A run that was recorded, with what lies of it.

    Attributes:
        name: what tells it from the others.
        folders: of the artifacts, by stage, in graph order; ``manifests`` likewise.
        gone: stages whose artifacts were removed since.
    """

    name: str
    record: RunRecord
    folders: dict[str, Path]
    manifests: dict[str, Manifest]
    gone: tuple[str, ...]

    @cached_property
    def stages(self) -> dict[str, str]:
        """The stages by their fingerprints."""
        return {each.fingerprint: stage for stage, each in self.manifests.items()}

    @cached_property
    def inputs(self) -> dict[str, set[str]]:
        """By stage, the stages that it reads, under the names that this run gives them."""
        return {
            stage: {self.stages.get(mark, read.name) for mark, read in each.inputs.items()}
            for stage, each in self.manifests.items()
        }

    @cached_property
    def neighbours(self) -> dict[str, set[str]]:
        """By stage, the stages that it reads and those that read it."""
        found = {stage: set(read) for stage, read in self.inputs.items()}
        for stage, read in self.inputs.items():
            for each in read & found.keys():
                found[each].add(stage)
        return found


def read_run(folder: Path, name: str) -> FinishedRun:
    """The run that is recorded in a folder.

    Raises:
        HornbookError: when there is none, or nothing is left of it.
    """
    if not folder.is_dir():
        raise HornbookError(
            f"there is no folder {folder}; `hornbook show` lists the runs there are"
        )
    record = RunRecord.read(folder)
    places = {stage: folder.parent / place for stage, place in record.stages.items()}
    folders = {stage: place for stage, place in places.items() if place.is_dir()}
    if not folders:
        raise HornbookError(
            f"nothing is left of what {folder} made; run its recipe again to compare it"
        )
    return FinishedRun(
        name=name,
        record=record,
        folders=folders,
        manifests={stage: Manifest.read(place) for stage, place in folders.items()},
        gone=tuple(stage for stage in places if stage not in folders),
    )


def short_names(folders: Sequence[Path]) -> list[str]:
    """The shortest ends of the paths that tell them apart."""
    parts = [folder.absolute().parts for folder in folders]
    most = max(map(len, parts))
    for length in range(1, most + 1):
        names = ["/".join(each[-length:]) for each in parts]
        if len(set(names)) == len(names):
            return names
    raise HornbookError("the same run is named twice; give two that differ")


@dataclass(frozen=True)
class Slot:
    """A stage, and what each run has in its place: a stage's name, or None."""

    name: str
    stages: tuple[str | None, ...]


def slots(runs: Sequence[FinishedRun]) -> list[Slot]:
    """Every stage of every run once, in the order of the first run that has it."""
    found: list[list[str | None]] = []
    for number, run in enumerate(runs):
        taken: set[str] = set()
        for earlier in range(number):
            rows = {
                stages[earlier]: stages
                for stages in found
                if stages[number] is None and stages[earlier] is not None
            }
            left = [stage for stage in run.manifests if stage not in taken]
            for ours, theirs in match(runs[earlier], run, [n for n in rows if n], left).items():
                rows[ours][number] = theirs
                taken.add(theirs)
        for stage in run.manifests:
            if stage not in taken:
                row: list[str | None] = [None] * len(runs)
                row[number] = stage
                found.append(row)
    return [Slot(next(stage for stage in stages if stage), tuple(stages)) for stages in found]


def match(
    first: FinishedRun, second: FinishedRun, ours: Sequence[str], theirs: Sequence[str]
) -> dict[str, str]:
    """Pairs of stages, out of ``ours`` and ``theirs``, that belong together.

    Stages that made the same come first, then those of the same name, then those of the same
    kind whose neighbours in the graph belong together.
    """
    pairs: dict[str, str] = {}
    marks = {second.manifests[each].fingerprint: each for each in theirs}
    for stage in ours:
        if (same := marks.get(first.manifests[stage].fingerprint)) is not None:
            pairs[stage] = same
    for stage in ours:
        if stage not in pairs and stage in theirs and stage not in pairs.values():
            pairs[stage] = stage
    while True:
        more = list(_neighbourly(first, second, pairs, ours, theirs))
        if not more:
            return pairs
        _, stage, other = max(more, key=lambda each: each[0])
        pairs[stage] = other


def _neighbourly(
    first: FinishedRun,
    second: FinishedRun,
    pairs: Mapping[str, str],
    ours: Sequence[str],
    theirs: Sequence[str],
) -> Iterator[tuple[int, str, str]]:
    """Stages of the same kind that aren't paired yet, with how many neighbours they share."""
    used = set(pairs.values())
    for stage in ours:
        if stage in pairs:
            continue
        known = {pairs[each] for each in first.neighbours[stage] if each in pairs}
        for other in theirs:
            same = first.manifests[stage].stage == second.manifests[other].stage
            if same and other not in used and (shared := known & second.neighbours[other]):
                yield len(shared), stage, other


def content(manifest: Manifest) -> frozenset[tuple[str, str]]:
    """Names and hashes of the files that hold what was made: rows, weights, tokens.

    Tables and records of the making itself, which hold times, are left out.
    """
    return frozenset(
        (name, each.sha256)
        for name, each in manifest.files.items()
        if not name.endswith((".csv", ".json", ".html", ".txt"))
    )
