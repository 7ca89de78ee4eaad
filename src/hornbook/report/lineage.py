"""Where things come from: stages through their manifests, rows through their parents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import FILE_NAME, Manifest


def walk(directories: Iterable[Path]) -> tuple[tuple[Path, Manifest], ...]:
    """These artifacts and all they were made from, inputs first, each with its manifest.

    Artifacts of one store are siblings named after their fingerprint, so each manifest leads to
    the next ones. Inputs that are no longer there are left out.
    """
    found: dict[str, tuple[Path, Manifest]] = {}
    for directory in directories:
        _visit(directory, found)
    return tuple(found.values())


def splits_read(manifest: Manifest) -> tuple[tuple[str, str], ...]:
    """Fingerprints and names of the splits that the stage read as such."""
    return tuple(dict.fromkeys(_splits_in(manifest.fields)))


def _visit(directory: Path, found: dict[str, tuple[Path, Manifest]]) -> None:
    manifest = Manifest.read(directory)
    if manifest.fingerprint in found:
        return
    for fingerprint in manifest.inputs:
        if fingerprint not in found:
            for folder in directory.parent.glob(f"*-{fingerprint[:12]}"):
                _visit(folder, found)
    found[manifest.fingerprint] = directory, manifest


def _splits_in(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON value
    if isinstance(value, list):
        for item in value:
            yield from _splits_in(item)
    elif isinstance(value, dict):
        if value.get("type") == "Split" and {"stage", "name"} <= value.keys():
            yield str(value["stage"]["stage"]), str(value["name"])
        else:
            for item in value.values():
                yield from _splits_in(item)


@dataclass(frozen=True)
class Place:
    """Where a row lies: the artifact's folder, the split, and why it is there if that is said."""

    artifact: str
    split: str
    reason: str = ""


@dataclass(frozen=True)
class Ancestor:
    """A row on the way back to the seed.

    Attributes:
        depth: 0 for the row asked for, 1 for its parents, and so on.
        parents: ids of the rows it was made from; empty for a seed.
        places: every artifact of the store that holds it, oldest first; none for a parent
            that the store doesn't hold.
    """

    id: str
    depth: int
    stage: str
    source: str
    text: str
    parents: tuple[str, ...]
    places: tuple[Place, ...]


def find_row(store_root: Path, row_id: str) -> list[Ancestor]:
    """The row with this id (or the only one whose id begins with it), then its ancestors.

    Cost: the id columns of the store are read once a generation.

    Args:
        store_root: the directory given as ``--out``.
        row_id: an id or the beginning of one, at least four characters.

    Raises:
        HornbookError: when no row, or more than one, fits.
    """
    datasets = _datasets(store_root)
    full = _complete(datasets, row_id.strip().lower(), store_root)
    trail: list[Ancestor] = []
    seen: set[str] = set()
    generation, depth = [full], 0
    while generation:
        seen.update(generation)
        rows = _rows_with(datasets, generation)
        people = [_ancestor(each, depth, rows.get(each, [])) for each in generation]
        trail += people
        parents = dict.fromkeys(parent for person in people for parent in person.parents)
        generation, depth = [parent for parent in parents if parent not in seen], depth + 1
    return trail


def _datasets(store_root: Path) -> list[tuple[Path, Path]]:
    """Folder of the artifact and Parquet file, the oldest artifact first."""
    manifests = (store_root / "artifacts").glob(f"*/{FILE_NAME}")
    folders = [path.parent for path in sorted(manifests, key=lambda path: path.stat().st_mtime_ns)]
    return [
        (folder, file)
        for folder in folders
        for split in Dataset(folder).splits()
        for file in sorted((folder / split).glob("*.parquet"))
    ]


def _complete(datasets: list[tuple[Path, Path]], start: str, store_root: Path) -> str:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if len(start) < 4:
        raise HornbookError(f"{start!r} is too short for an id; give at least four characters")
    fits: set[str] = set()
    for _, file in datasets:
        parquet = pq.ParquetFile(file)
        if "id" in parquet.schema_arrow.names:
            ids = parquet.read(columns=["id"])["id"]
            fits.update(ids.filter(pc.starts_with(ids, pattern=start)).to_pylist())
    if len(fits) == 1 or start in fits:
        return start if start in fits else fits.pop()
    if not fits:
        raise HornbookError(f"no row in {store_root} has an id that begins with {start!r}")
    some = ", ".join(sorted(fits)[:4])
    raise HornbookError(f"{len(fits)} rows have an id that begins with {start!r}: {some} …")


def _rows_with(
    datasets: list[tuple[Path, Path]], ids: list[str]
) -> dict[str, list[tuple[Place, dict[str, Any]]]]:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    wanted = pa.array(ids, pa.string())
    found: dict[str, list[tuple[Place, dict[str, Any]]]] = {}
    for folder, file in datasets:
        parquet = pq.ParquetFile(file)
        names = set(parquet.schema_arrow.names)
        if "id" not in names:
            continue
        columns = sorted(names & {"id", "text", "source", "parents", "stage", "reason"})
        hits = pc.is_in(parquet.read(columns=["id"])["id"], value_set=wanted)
        if pc.any(hits).as_py():
            for row in parquet.read(columns=columns).filter(hits).to_pylist():
                place = Place(folder.name, file.parent.name, str(row.get("reason") or ""))
                found.setdefault(row["id"], []).append((place, row))
    return found


def _ancestor(row_id: str, depth: int, found: list[tuple[Place, dict[str, Any]]]) -> Ancestor:
    if not found:
        return Ancestor(row_id, depth, "", "", "", (), ())
    row = found[0][1]
    return Ancestor(
        id=row_id,
        depth=depth,
        stage=row.get("stage") or "",
        source=row.get("source") or "",
        text=row.get("text") or "",
        parents=tuple(row.get("parents") or ()),
        places=tuple(dict.fromkeys(place for place, _ in found)),
    )
