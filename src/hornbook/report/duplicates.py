"""Rows that repeat another, each beside the one that was kept in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hornbook.pipeline.dataset import Dataset
from hornbook.report.shelves import Row, drawn, shortened, size
from hornbook.report.view import Entry, Language, Pane, Shelf


def duplicates(deduplicated: Sequence[tuple[str, Dataset]], sample: int) -> Shelf | None:
    """A sample of the dropped rows of each data set, with the rows that they repeat."""
    entries: list[Entry] = []
    total = 0
    for name, dataset in deduplicated:
        dropped = drawn(dataset, "dropped", sample)
        kept = _texts(dataset, {str(row["similar_to"]) for row in dropped})
        entries += [_entry(name, row, kept.get(str(row["similar_to"]), "")) for row in dropped]
        total += size(dataset, "dropped")
    if not entries:
        return None
    intro = "Rows left out because they say what another says, beside that one."
    return Shelf("duplicates", "Duplicates", intro, tuple(entries), total)


def _entry(name: str, row: Row, kept: str) -> Entry:
    panes = [Pane("left out", shortened(row["text"]), Language.PLAIN, tone="bad")]
    if kept:
        panes.append(Pane("compared with", shortened(kept), Language.PLAIN, tone="good"))
    return Entry(
        id=row["id"],
        title=row["source"],
        panes=tuple(panes),
        score=f"{row['similarity']:.2f}",
        verdict=row.get("reason") or "",
        tone="bad",
        facets={"Data set": name},
        columns=True,
    )


def _texts(dataset: Dataset, ids: Iterable[str]) -> dict[str, str]:
    """Texts by id, of both splits: in a chain of resemblances a row may resemble a dropped one."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    wanted, found = pa.array(sorted(ids), pa.string()), dict[str, str]()
    for split in ("kept", "dropped"):
        for path in dataset.files(split) if size(dataset, split) else ():
            for batch in pq.ParquetFile(path).iter_batches(columns=["id", "text"]):
                here = batch.filter(pc.is_in(batch["id"], wanted))
                found.update(zip(here["id"].to_pylist(), here["text"].to_pylist(), strict=True))
    return found
