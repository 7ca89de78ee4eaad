"""Splits of a data set as others take them: Parquet files below a card."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import FILE_NAME
from hornbook.pipeline.run import FILE_NAME as RUN_FILE
from hornbook.pipeline.run import RunRecord
from hornbook.share.card import data_card
from hornbook.share.lineage import Lineage


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A split as it is shared.

    Attributes:
        name: what data sets call it: letters, digits and underscores.
        split: what Hornbook calls it.
        files: below the folder.
        rows: how many.
        bytes: of its files.
        licences: rows by licence, where rows name one.
        sources: rows by kind of source: ``pypi``, ``teacher``, ``procedural`` ….
    """

    name: str
    split: str
    files: tuple[str, ...]
    rows: int
    bytes: int
    licences: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)


def export_data(
    place: Path, out: Path, splits: Sequence[str], *, stage: str | None = None
) -> list[Shared]:
    """Copy splits into a new folder, with a card that says where every row comes from.

    ``datasets.load_dataset(out)`` loads it, here and from the hub. The folder appears once it is
    whole.

    Args:
        place: a run's folder, or an artifact's.
        out: a new folder.
        splits: which; all of one stage.
        stage: of the run; may be left out where only one has these splits.

    Raises:
        HornbookError: when there are no such splits, or the place is taken.
    """
    if out.exists():
        raise HornbookError(f"{out} exists already; remove it, or name another place")
    if not out.absolute().parent.is_dir():
        raise HornbookError(f"the folder {out.absolute().parent} doesn't exist; make it first")
    folder, command = _found(place, splits, stage)
    dataset = Dataset(folder)
    for split in splits:
        dataset.files(split)  # so that one that isn't there is told before any work
    unfinished = out.with_name(f".{out.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        (unfinished / "data").mkdir(parents=True)
        shared = [_copy(dataset, split, unfinished) for split in dict.fromkeys(splits)]
        columns = _columns(dataset, splits)
        card = data_card(out.name, Lineage.of(folder), shared, columns, command)
        (unfinished / "README.md").write_text(card, encoding="utf-8")
        unfinished.rename(out)
    except OSError as error:
        raise HornbookError(f"can't write {out} ({error.strerror or error})") from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return shared


def _found(place: Path, splits: Sequence[str], stage: str | None) -> tuple[Path, str]:
    """The artifact's folder, and the command that makes it, where that is known."""
    if not (place / RUN_FILE).is_file():
        if not (place / FILE_NAME).is_file():
            raise HornbookError(f"{place} is no run and no artifact; make one with: hornbook run")
        return place, ""
    record = RunRecord.read(place)
    command = " ".join(["hornbook", "run", Path(record.recipe).name, *map(_shown, record.values)])
    having = {
        name: place.parent / folder
        for name, folder in record.stages.items()
        if all(any((place.parent / folder / split).glob("*.parquet")) for split in splits)
    }
    wanted = ", ".join(splits)
    if stage is not None:
        if stage not in record.stages:
            raise HornbookError(f"{place} has no stage {stage!r}; see: hornbook show {place}")
        return place.parent / record.stages[stage], command
    if not having:
        raise HornbookError(f"no stage of {place} has {wanted}; see: hornbook show {place}")
    if len(having) > 1:
        names = ", ".join(having)
        raise HornbookError(f"several stages have {wanted}; choose with --stage one of: {names}")
    return next(iter(having.values())), command


def _shown(assignment: str) -> str:
    """A recipe's parameter, without the paths of this machine."""
    name, equals, value = assignment.partition("=")
    return f"{name}{equals}…" if value.startswith(("/", "~", "file:")) else assignment


def _copy(dataset: Dataset, split: str, out: Path) -> Shared:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    name = re.sub(r"\W", "_", split)
    parts = dataset.files(split)
    copies = []
    licences: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    rows = 0
    for number, part in enumerate(parts):
        copy = f"data/{name}-{number:05d}-of-{len(parts):05d}.parquet"
        shutil.copyfile(part, out / copy)
        copies.append(copy)
        with pq.ParquetFile(part) as file:
            rows += file.metadata.num_rows
            have = [each for each in ("licence", "source") if each in file.schema_arrow.names]
            for batch in file.iter_batches(columns=have):
                if "licence" in have:
                    counts = pc.value_counts(batch["licence"]).to_pylist()
                    licences.update({each["values"] or "": each["counts"] for each in counts})
                if "source" in have:
                    kinds = (str(each).partition(":")[0] for each in batch["source"].to_pylist())
                    sources.update(kinds)
    return Shared(
        name=name,
        split=split,
        files=tuple(copies),
        rows=rows,
        bytes=sum((out / copy).stat().st_size for copy in copies),
        licences=licences,
        sources=sources,
    )


def _columns(dataset: Dataset, splits: Sequence[str]) -> dict[str, dict[str, str]]:
    """By column, its type in each split that has it."""
    import pyarrow.parquet as pq

    columns: dict[str, dict[str, str]] = {}
    for split in splits:
        for each in pq.read_schema(dataset.files(split)[0]):
            columns.setdefault(each.name, {})[split] = str(each.type)
    return columns
