"""What differs between runs, as plain values for the terminal and for a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hornbook.pipeline.manifest import Manifest
from hornbook.report.account import spends, versions
from hornbook.runs.matching import FinishedRun, Slot, content, read_run, short_names, slots
from hornbook.runs.outcomes import Figure, Result, figures, results
from hornbook.runs.overlap import Rows, makes_rows, rows

Texts = tuple[str, ...]
"""One text for each run; empty where it has nothing to say."""


@dataclass(frozen=True)
class Change:
    """A field of a stage, with its value in each run."""

    field: str
    values: Texts


@dataclass(frozen=True)
class StageChanges:
    """A stage whose own definition differs: its fields, its code's version, what it read."""

    stage: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Cost:
    """What one run took, over all of its stages.

    Attributes:
        dollars: what teachers were paid; None where a price isn't known.
        seconds: of all stages; ``memory`` is the highest of them, in bytes.
    """

    seconds: float
    memory: int
    bytes: int
    tokens: int
    dollars: float | None


@dataclass(frozen=True)
class Compared:
    """Runs side by side; the first is what the others are held against.

    Attributes:
        same: stages that made the very same in all runs.
        unsteady: stages that made something else each time, out of the same: a teacher's, say.
        downstream: stages that are defined alike, but made from what differs.
        changed: stages that are defined differently.
        equal_rows: stages that made the very same rows of what differs.
        equal_results: how many measures are the same in all runs, which ``results`` leaves out.
        absent: stages that not every run has, with who has them.
        gone: of each run, stages whose artifacts were removed.
        times: seconds of stages that differ, the greatest differences first.
    """

    names: Texts
    commands: Texts
    same: Texts
    unsteady: Texts
    downstream: Texts
    changed: tuple[StageChanges, ...]
    absent: tuple[tuple[str, Texts], ...]
    gone: tuple[Texts, ...]
    rows: tuple[Rows, ...]
    equal_rows: Texts
    results: tuple[Result, ...]
    equal_results: int
    figures: tuple[Figure, ...]
    costs: tuple[Cost, ...]
    times: tuple[tuple[str, tuple[float | None, ...]], ...]
    versions: tuple[Change, ...]
    equal_versions: int


def compare_runs(folders: Sequence[Path]) -> Compared:
    """Read runs and find what differs.

    Raises:
        HornbookError: for a folder without a run, or one that is named twice.
    """
    names = short_names(folders)
    runs = [read_run(folder, name) for folder, name in zip(folders, names, strict=True)]
    places = slots(runs)
    shared = [slot for slot in places if None not in slot.stages]
    same = {slot.name for slot in shared if _are_same(runs, slot)}
    differing = [slot for slot in shared if slot.name not in same]
    changed = [each for slot in differing if (each := _changes(runs, places, slot)).changes]
    unsteady = [slot.name for slot in differing if _is_unsteady(runs, slot, same)]
    packages = [dict(versions(list(run.manifests.values()))) for run in runs]
    unequal = [Change(*each) for each in _unequal(packages)]
    # What only some runs have says something too, where at least two of them have it.
    comparable = [
        slot
        for slot in places
        if slot.name not in same and len(slot.stages) - slot.stages.count(None) > 1
    ]
    explained = {*unsteady, *(each.stage for each in changed)}
    differing_rows = [each for slot in comparable for each in rows(runs, slot)]
    measured = [each for slot in comparable for each in results(runs, slot)]
    return Compared(
        names=tuple(names),
        commands=tuple(_command(run) for run in runs),
        same=tuple(slot.name for slot in shared if slot.name in same),
        unsteady=tuple(unsteady),
        downstream=tuple(slot.name for slot in differing if slot.name not in explained),
        changed=tuple(changed),
        absent=tuple(
            (slot.name, tuple("yes" if stage else "" for stage in slot.stages))
            for slot in places
            if None in slot.stages
        ),
        gone=tuple(run.gone for run in runs),
        rows=tuple(differing_rows),
        equal_rows=tuple(
            slot.name
            for slot in comparable
            if makes_rows(runs, slot) and slot.name not in {each.stage for each in differing_rows}
        ),
        results=tuple(each for each in measured if not each.equal),
        equal_results=sum(each.equal for each in measured),
        figures=tuple(each for slot in comparable for each in figures(runs, slot)),
        costs=tuple(_cost(run) for run in runs),
        times=tuple(_times(runs, comparable)),
        versions=tuple(unequal),
        equal_versions=len(set().union(*packages)) - len(unequal),
    )


def _command(run: FinishedRun) -> str:
    return " ".join(["hornbook run", run.record.recipe, *run.record.values])


def _made(runs: Sequence[FinishedRun], slot: Slot) -> list[Manifest]:
    return [run.manifests[stage] for run, stage in zip(runs, slot.stages, strict=True) if stage]


def _are_same(runs: Sequence[FinishedRun], slot: Slot) -> bool:
    made = _made(runs, slot)
    return len({(each.fingerprint, content(each)) for each in made}) == 1


def _is_unsteady(runs: Sequence[FinishedRun], slot: Slot, same: set[str]) -> bool:
    """Whether a stage was asked for the same, of the same, and yet made something else."""
    made = _made(runs, slot)
    read = runs[0].inputs[slot.stages[0] or ""]
    return len({each.fingerprint for each in made}) == 1 and read <= same


def _changes(runs: Sequence[FinishedRun], places: Sequence[Slot], slot: Slot) -> StageChanges:
    described = []
    for number, (run, stage) in enumerate(zip(runs, slot.stages, strict=True)):
        assert stage is not None  # told apart by the caller
        manifest = run.manifests[stage]
        names = {each.stages[number]: each.name for each in places if each.stages[number]}
        flat = dict(_flat("", manifest.fields, run, names))
        about = {"(stage)": manifest.stage, "(version)": str(manifest.version)}
        outside = {"(read from outside)": _digest(manifest.external)} if manifest.external else {}
        described.append(about | flat | outside)
    return StageChanges(slot.name, tuple(Change(*each) for each in _unequal(described)))


def _digest(text: str) -> str:
    """A digest by its beginning, like fingerprints; anything else as it is."""
    return text[:12] if re.fullmatch(r"[0-9a-f]{32,}", text) else text


def _flat(
    path: str,
    value: Any,  # noqa: ANN401 - JSON
    run: FinishedRun,
    names: Mapping[str | None, str],
) -> Iterator[tuple[str, str]]:
    """The leaves of a field by dotted path; a stage by the name that it has in all runs."""
    match value:
        case {"stage": str(mark)} if len(value) == 1:
            stage = run.stages.get(mark)
            yield path, f"→ {names.get(stage, stage or mark[:12])}"
        case dict():
            for key, each in value.items():
                yield from _flat(f"{path}.{key}" if path else key, each, run, names)
        case list() if any(isinstance(each, dict | list) for each in value):
            for number, each in enumerate(value, start=1):
                yield from _flat(f"{path}.{number}", each, run, names)
        case list():
            yield path, ", ".join(map(str, value)) or "none"
        case _:
            yield path, "none" if value is None else str(value)


def _unequal(described: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, Texts]]:
    for key in dict.fromkeys(key for each in described for key in each):
        values = tuple(each.get(key, "") for each in described)
        if len(set(values)) > 1:
            yield key, values


def _cost(run: FinishedRun) -> Cost:
    manifests = list(run.manifests.values())
    spent = spends(manifests)
    unknown = any(each.cost is None for each in spent)
    return Cost(
        seconds=sum(each.seconds for each in manifests),
        memory=max(each.peak_memory for each in manifests),
        bytes=sum(each.bytes for each in manifests),
        tokens=sum(each.prompt_tokens + each.completion_tokens for each in spent),
        dollars=None if unknown else sum(each.cost or 0.0 for each in spent),
    )


def _times(
    runs: Sequence[FinishedRun], places: Sequence[Slot]
) -> list[tuple[str, tuple[float | None, ...]]]:
    found = []
    for slot in places:
        seconds = tuple(
            run.manifests[stage].seconds if stage else None
            for run, stage in zip(runs, slot.stages, strict=True)
        )
        known = [each for each in seconds if each is not None]
        if max(known) - min(known) >= 1:
            found.append((slot.name, seconds))
    return sorted(found, key=lambda each: _spread(each[1]), reverse=True)


def _spread(seconds: Sequence[float | None]) -> float:
    known = [each for each in seconds if each is not None]
    return max(known) - min(known)
