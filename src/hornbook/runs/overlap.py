"""Which rows runs have in common: by their ids, which are hashes of their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import FileRecord, Manifest
from hornbook.runs.matching import FinishedRun, Slot
from hornbook.runs.outcomes import is_measured

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Overlap:
    """Distinct texts of a split beside the first run's."""

    shared: int
    added: int
    removed: int

    @property
    def share(self) -> float:
        """Of all texts that either has, those that both have (Jaccard)."""
        return self.shared / max(1, self.shared + self.added + self.removed)


@dataclass(frozen=True)
class Rows:
    """A split of a stage that isn't the same in all runs.

    Attributes:
        counts: rows in each run; None where it has no such split.
        overlaps: of each run but the first that has it; None where there is nothing to compare.
        read: rows that the stage read, of all its inputs.
    """

    stage: str
    split: str
    counts: tuple[int | None, ...]
    overlaps: tuple[Overlap | None, ...]
    read: tuple[int | None, ...]


def makes_rows(runs: Sequence[FinishedRun], slot: Slot) -> bool:
    """Whether a stage makes data, and not only measures something."""
    made = [each for each in _made(runs, slot) if each]
    return any(each.rows for each in made) and not any(map(is_measured, made))


def rows(runs: Sequence[FinishedRun], slot: Slot) -> Iterator[Rows]:
    """The splits of a stage that aren't the same in all runs; nothing of what only measures."""
    if not makes_rows(runs, slot):
        return
    made = _made(runs, slot)
    for split in dict.fromkeys(split for each in made if each for split in each.rows):
        if len({_digest(each.files, split) for each in made if each and split in each.rows}) < 2:
            continue
        folders = [
            run.folders[stage] if stage and each and split in each.rows else None
            for run, stage, each in zip(runs, slot.stages, made, strict=True)
        ]
        yield Rows(
            stage=slot.name,
            split=split,
            counts=tuple(each.rows.get(split) if each else None for each in made),
            overlaps=tuple(_overlaps(folders, split)),
            read=tuple(
                sum(sum(read.rows.values()) for read in each.inputs.values()) if each else None
                for each in made
            ),
        )


def _made(runs: Sequence[FinishedRun], slot: Slot) -> list[Manifest | None]:
    return [
        run.manifests[stage] if stage else None
        for run, stage in zip(runs, slot.stages, strict=True)
    ]


def _digest(files: dict[str, FileRecord], split: str) -> tuple[tuple[str, str], ...]:
    """The hashes of a split's files; of all files, where it has no folder of its own."""
    own = {name: each.sha256 for name, each in files.items() if name.startswith(f"{split}/")}
    return tuple(sorted((own or {name: each.sha256 for name, each in files.items()}).items()))


def _overlaps(folders: Sequence[Path | None], split: str) -> Iterator[Overlap | None]:
    found = [None if folder is None else _ids(folder, split) for folder in folders]
    first = next((ids for ids in found if ids is not None), None)
    for ids in found:
        yield None if ids is None or first is None or ids is first else _overlap(first, ids)


def _overlap(first: pa.Array, second: pa.Array) -> Overlap:
    import pyarrow.compute as pc

    shared = pc.sum(pc.is_in(second, value_set=first)).as_py() or 0
    return Overlap(shared=shared, added=len(second) - shared, removed=len(first) - shared)


def _ids(folder: Path, split: str) -> pa.Array | None:
    """The distinct ids of a split; None where rows have none."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    dataset = Dataset(folder)
    if split not in dataset.splits():
        return None
    if "id" not in pq.read_schema(dataset.files(split)[0]).names:
        return None
    return pc.unique(dataset.table(split, ["id"])["id"])
