"""Generated data of any kind: what came of the requests, and rows to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.report.funnel import LEFT_OUT, reasons
from hornbook.report.plot import COLOURS
from hornbook.report.shelves import Row, drawn, shortened, size
from hornbook.report.view import Curve, CurvePanel, Entry, Language, Pane, Shelf, Yield, Yields

PANES = (
    ("prompt", "solution", "tests"),
    ("system", "query", "response"),
    ("question", "program"),
    ("solution", "nearest"),
)
"""Columns that are read one beside the other, where a kind of data has them."""

_PROGRAMS = ("program", "solution", "nearest", "tests")
_FACETS = ("topic", "family", "task", "style", "audience", "kind", "teacher")
_TITLES = ("name", "title", "topic", "task", "family")
_SHOWN_REASONS = 3
_LONGEST_FACT = 80  # characters
_HIDDEN = {"id", "text", "parents", "stage", "reason", "slots", "request", "template_digest"}


def shelf(name: str, unit: str, language: Language, dataset: Dataset, sample: int) -> Shelf:
    """Rows of every split, evenly spread; of rejects half as many."""
    entries: list[Entry] = []
    counts = dataset.counts()
    for split in sorted(counts, key=lambda split: split in LEFT_OUT):  # what was kept first
        rows = drawn(dataset, split, sample // 2 if split in LEFT_OUT else sample)
        entries += [_entry(row, split, language) for row in rows]
    intro = "As they were made: an even sample, rejects with their reason."
    anchor = f"written-{name.lower().replace(' ', '-')}"
    return Shelf(anchor, name, intro, tuple(entries), sum(counts.values()), unit)


def yields(written: Sequence[tuple[str, Dataset]]) -> Yields | None:
    """What came of each data set, and whether new pieces went on saying something new.

    Args:
        written: data sets by name, in the order in which they are shown.
    """
    if not written:
        return None
    curves, rows = [], []
    for number, (name, dataset) in enumerate(written, start=1):
        facts = Manifest.read(dataset.directory).facts
        rows.append(_yield(name, dataset, facts))
        if curve := _novelty(name, (number - 1) % COLOURS + 1, facts):
            curves.append(curve)
    panel = CurvePanel("Novelty", "pieces", "new in the round, %", tuple(curves))
    return Yields(tuple(rows), panel)


def _yield(name: str, dataset: Dataset, facts: dict[str, Any]) -> Yield:
    counts = dataset.counts()
    accounts = facts.get("accounts") or []
    left_out = {
        reason: rows
        for split in LEFT_OUT
        if size(dataset, split)
        for reason, rows in reasons(dataset, split, _SHOWN_REASONS)
    }
    return Yield(
        name=name,
        teacher=", ".join(dict.fromkeys(str(each["teacher"]) for each in accounts)),
        asked=sum(each.get("asked") or 0 for each in accounts) or None,
        pieces=sum(counts.values()),
        kept=sum(rows for split, rows in counts.items() if split not in LEFT_OUT),
        reasons=tuple(left_out.items()),
        stopped=str(facts.get("stopped") or ""),
    )


def _novelty(name: str, series: int, facts: dict[str, Any]) -> Curve | None:
    rounds = [each for each in facts.get("novelty") or [] if each["pieces"]]
    if len(rounds) < 2:
        return None
    seen, x = 0, []
    for each in rounds:
        seen += each["pieces"]
        x.append(float(seen))
    y = tuple(100 * each["new"] / each["pieces"] for each in rounds)
    return Curve(name=name, series=series, x=tuple(x), y=y)


def _entry(row: Row, split: str, language: Language) -> Entry:
    reason = str(row.get("reason") or "")
    title = next((str(row[name]) for name in _TITLES if row.get(name)), str(row["source"]))
    return Entry(
        id=row["id"],
        title=title,
        panes=_panes(row, language),
        verdict=reason,
        tone="bad" if split in LEFT_OUT else "good",
        facets={"Split": split}
        | {name.capitalize(): str(row[name]) for name in _FACETS if row.get(name)},
        facts=tuple(
            (column.replace("_", " "), str(value))
            for column, value in row.items()
            if column not in _HIDDEN and _is_short(value)
        ),
    )


def _panes(row: Row, language: Language) -> tuple[Pane, ...]:
    for columns in PANES:
        if all(isinstance(row.get(column), str) for column in columns):
            return tuple(
                Pane(column, shortened(row[column]), _language(column, language))
                for column in columns
                if row[column]
            )
    return (Pane("text", shortened(row["text"]), language),)


def _language(column: str, language: Language) -> Language:
    return Language.PYTHON if column in _PROGRAMS else language


def _is_short(value: object) -> bool:
    if isinstance(value, str):
        return 0 < len(value) <= _LONGEST_FACT and "\n" not in value
    return isinstance(value, int | float)
