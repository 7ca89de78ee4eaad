"""From documents to tokens: what each stage took in, kept, and left out with which reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.report.lineage import splits_read
from hornbook.report.view import FunnelStep, FunnelTrack
from hornbook.report.wording import percent

LEFT_OUT = ("dropped", "rejected", "contaminated")
"""Names of the splits that hold what a stage did not keep."""

VARYING = re.compile(r"'[^']*'|\b[0-9a-f]{32}\b|\d+(?:[.,]\d+)*")
"""What differs from row to row in a reason: quoted names, ids of rows, and numbers."""


def track(name: str, unit: str, source: Dataset, followers: Sequence[Dataset]) -> FunnelTrack:
    """The way of one source's rows through the stages that go on with them.

    Stages that read different splits of the same artifact make one step together; splits that
    nobody reads go on as they are.

    Args:
        name: headline of the track.
        unit: what is counted.
        source: the artifact that the rows come from.
        followers: artifacts that may have been made from it; the others are passed over.
    """
    manifests = [Manifest.read(dataset.directory) for dataset in followers]
    readers = list(zip(followers, manifests, strict=True))
    steps = _first_steps(source)
    waiting = [source]
    while waiting:
        behind = waiting.pop(0)
        mark = Manifest.read(behind.directory).fingerprint
        found = [
            (dataset, manifest)
            for dataset, manifest in readers
            if any(stage == mark for stage, _ in splits_read(manifest))
        ]
        if found:
            steps.append(_step_together(behind, mark, found))
            waiting += [dataset for dataset, _ in found]
    return FunnelTrack(name, unit, tuple(steps))


def tokens(packed: Sequence[tuple[str, Path]]) -> FunnelTrack:
    """Training tokens of each data set, with the parts of its mixture."""
    steps = []
    for name, directory in packed:
        manifest = Manifest.read(directory)
        steps.append(FunnelStep(name, manifest.rows.get("train", 0), notes=_mixture(manifest)))
    return FunnelTrack("Tokens", "tokens to train on", tuple(steps))


def reasons(dataset: Dataset, split: str, most: int = 6) -> tuple[tuple[str, int], ...]:
    """Rows of a split by reason, the most frequent first.

    Quoted names, numbers and ids don't tell reasons apart, and neither does what follows a colon.
    """
    if "reason" not in _columns(dataset, split):
        number = dataset.counts()[split]
        return ((split, number),) if number else ()
    alike: dict[str, list[str]] = {}
    for value in dataset.table(split, ["reason"])["reason"].to_pylist():
        reason = str(value or "no reason given").split(":")[0].strip()
        alike.setdefault(VARYING.sub("…", reason), []).append(reason)
    counts = [(_in_common(group), len(group)) for group in alike.values()]
    ordered = sorted(counts, key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in ordered[most:])
    return (*ordered[:most], *([("other reasons", rest)] if rest else []))


def _in_common(group: Sequence[str]) -> str:
    """One text for reasons that differ in what varies: where they do, it has dots."""
    varying = zip(*(VARYING.findall(reason) for reason in group), strict=True)
    shown = iter([column[0] if len(set(column)) == 1 else "…" for column in varying])
    return VARYING.sub(lambda _: next(shown), group[0])


def source_name(manifest: Manifest, known: dict[str, Manifest]) -> str:
    """What a stage worked on: ``exercises/heldout``."""
    read = [(known[stage].name, split) for stage, split in splits_read(manifest) if stage in known]
    return ", ".join(f"{name}/{split}" for name, split in read) or manifest.name


def _first_steps(source: Dataset) -> list[FunnelStep]:
    counts = source.counts()
    if sum(counts.get(split, 0) for split in LEFT_OUT) == 0:
        return [FunnelStep("found", sum(counts.values()), notes=_parts(_kept(source)))]
    kept = _kept(source)
    label = f"after {Manifest.read(source.directory).name}"
    return [
        FunnelStep("looked at", sum(counts.values())),
        FunnelStep(label, sum(kept.values()), _drops([source]), _parts(kept)),
    ]


def _step_together(
    behind: Dataset, mark: str, found: Sequence[tuple[Dataset, Manifest]]
) -> FunnelStep:
    read = {split for _, each in found for stage, split in splits_read(each) if stage == mark}
    untouched = {split: rows for split, rows in _kept(behind).items() if split not in read}
    kept = {}
    for dataset, manifest in found:
        splits = [split for stage, split in splits_read(manifest) if stage == mark]
        kept[", ".join(splits)] = sum(_kept(dataset).values())
    kinds = dict.fromkeys(manifest.stage.rpartition(".")[2] for _, manifest in found)
    names = [found[0][1].name] if len(found) == 1 else [_words(kind) for kind in kinds]
    return FunnelStep(
        label=f"after {', '.join(names)}",
        count=sum(kept.values()) + sum(untouched.values()),
        drops=_drops([dataset for dataset, _ in found]),
        notes=_parts(kept | untouched),
    )


def _words(kind: str) -> str:
    """``TrainClassifier`` as ``train classifier``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", kind).lower()


def _kept(dataset: Dataset) -> dict[str, int]:
    return {split: rows for split, rows in dataset.counts().items() if split not in LEFT_OUT}


def _parts(kept: dict[str, int]) -> tuple[tuple[str, str], ...]:
    return tuple((split, f"{rows:,}") for split, rows in kept.items()) if len(kept) > 1 else ()


def _drops(datasets: Sequence[Dataset]) -> tuple[tuple[str, int], ...]:
    totals: dict[str, int] = {}
    for dataset in datasets:
        for split in LEFT_OUT:
            if dataset.counts().get(split):
                for reason, rows in reasons(dataset, split):
                    totals[reason] = totals.get(reason, 0) + rows
    return tuple(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


def _mixture(manifest: Manifest) -> tuple[tuple[str, str], ...]:
    sources = manifest.facts.get("sources") or []
    total = sum(source.get("tokens", 0) for source in sources)
    notes = []
    for source in sources:
        text = percent(source.get("tokens", 0) / total) if total else ""
        if (source.get("epochs") or 0) > 1:
            text += f", {source['epochs']:.1f} times over"
        notes.append((str(source.get("source", "")), text))
    return tuple(notes) if len(notes) > 1 else ()


def _columns(dataset: Dataset, split: str) -> list[str]:
    import pyarrow.parquet as pq

    names: list[str] = pq.read_schema(dataset.files(split)[0]).names
    return names
