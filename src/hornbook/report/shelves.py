"""Rows of a run as entries to look at: a sample that is spread evenly, the same each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from hornbook.pipeline.dataset import Dataset
from hornbook.report.highlight import passage_pattern
from hornbook.report.view import Entry, Language, Pane, Shelf

LONGEST = 2400
"""Characters of a text that are shown."""

VALUE = "educational_value"
"""The column of a classifier's predictions."""

Row = dict[str, Any]


def documents(corpus: Dataset | None, filtered: Dataset | None, sample: int) -> Shelf | None:
    """Documents that the filter kept and dropped, and some that the corpus never took in."""
    if corpus is None and filtered is None:
        return None
    entries: list[Entry] = []
    total = 0
    ranked = VALUE if filtered and scored(filtered) else ""
    if filtered:
        for split in ("kept", "dropped"):
            rows = drawn(filtered, split, sample, by=ranked)
            entries += [_document(row, split) for row in rows]
            total += size(filtered, split)
    elif corpus:
        entries += [_document(row, "kept") for row in drawn(corpus, "documents", sample)]
        total += size(corpus, "documents")
    if corpus:
        rows = drawn(corpus, "dropped", max(1, sample // 4))
        entries += [_document(row, "not taken in") for row in rows]
        total += size(corpus, "dropped")
    order = ", the best first" if ranked else ""
    intro = f"What the corpus holds{order}: kept, dropped, and never taken in."
    return _shelf("documents", "Documents", intro, entries, total, "documents")


def sections(textbooks: Dataset | None, sample: int) -> Shelf | None:
    """Sections that a teacher wrote, accepted and rejected."""
    if textbooks is None:
        return None
    entries = []
    for split, outcome in (("sections", "accepted"), ("rejected", "rejected")):
        for row in drawn(textbooks, split, sample):
            facts = _facts(row, "audience", "style", "teacher", "completion_tokens")
            title = str(row.get("topic") or row["source"])
            facets = {"Outcome": outcome} | _facets(row, "audience", "style")
            panes = [Pane("section", shortened(row["text"]), Language.MARKDOWN)]
            if row.get("prompt"):
                panes.append(Pane("prompt", shortened(row["prompt"]), Language.PLAIN))
            entries.append(
                Entry(
                    id=row["id"],
                    title=title,
                    panes=tuple(panes),
                    verdict=row.get("reason") or str(row.get("audience") or ""),
                    tone="good" if outcome == "accepted" else "bad",
                    facets=facets,
                    facts=facts,
                )
            )
    total = size(textbooks, "sections") + size(textbooks, "rejected")
    intro = "Written by a language model, each for one topic and one audience."
    return _shelf("sections", "Textbook sections", intro, entries, total, "sections")


def exercises(authored: Dataset | None, sample: int) -> Shelf | None:
    """Exercises and lessons by split, with the rejected ones."""
    if authored is None:
        return None
    names = {"train": "training", "heldout": "held-out", "lessons": "lesson"}
    entries, total = [], 0
    for split in ("train", "heldout", "lessons", "rejected"):
        share = sample if split == "train" else sample // 2
        for row in drawn(authored, split, share):
            kind = names.get(split, split)
            entries.append(_exercise(row, kind))
        total += size(authored, split)
    intro = (
        "Functions to complete from their docstring, and lessons about them. Each program ran in "
        "the sandbox before it was kept; held-out families never appear in training."
    )
    return _shelf("exercises", "Exercises", intro, entries, total, "exercises and lessons")


def hits(
    decontaminated: Sequence[tuple[str, Dataset]], problems: dict[str, str], sample: int
) -> Shelf | None:
    """Removed rows beside what they match; ``problems`` maps ids of problems to their texts."""
    entries, total = [], 0
    for name, dataset in decontaminated:
        for row in drawn(dataset, "contaminated", sample):
            matched, evidence = str(row.get("matched") or ""), str(row.get("evidence") or "")
            panes = [Pane("row", around(row["text"], evidence), Language.PLAIN, marks=(evidence,))]
            if matched in problems:
                text = around(problems[matched], evidence)
                panes.append(Pane(matched, text, Language.PLAIN, marks=(evidence,)))
            entries.append(
                Entry(
                    id=row["id"],
                    title=row["source"],
                    verdict=row.get("reason") or "",
                    tone="bad",
                    panes=tuple(panes),
                    facets={"Data set": name, "Problem": matched},
                    columns=True,
                )
            )
        total += size(dataset, "contaminated")
    intro = "Each row beside the problem that it shares words with."
    return _shelf("hits", "What was removed", intro, entries, total, "rows") if entries else None


def drawn(dataset: Dataset, split: str, sample: int, *, by: str = "") -> list[Row]:
    """So many rows of a split, evenly spaced in its order, or in descending order of ``by``.

    Only the chosen rows are taken into memory.
    """
    import pyarrow.compute as pc

    rows = size(dataset, split)
    if not rows or sample < 1:
        return []
    order = list(range(rows))
    if by:
        values = dataset.table(split, [by])[by]
        order = pc.array_sort_indices(values, "descending", null_placement="at_end").to_pylist()
    chosen = (
        [order[number * rows // sample] for number in range(sample)] if rows > sample else order
    )
    found = _rows_at(dataset, split, set(chosen))
    return [found[place] for place in chosen]


def _rows_at(dataset: Dataset, split: str, places: set[int]) -> dict[int, Row]:
    import pyarrow.parquet as pq

    found: dict[int, Row] = {}
    start = 0
    for path in dataset.files(split):
        for batch in pq.ParquetFile(path).iter_batches(batch_size=1024):
            here = [place for place in range(start, start + batch.num_rows) if place in places]
            if here:  # Arrow can't take none: an empty list has no type
                rows = batch.take([place - start for place in here]).to_pylist()
                found.update(zip(here, rows, strict=True))
            start += batch.num_rows
    return found


def scored(filtered: Dataset) -> bool:
    """Whether a classifier chose what was kept; rules give no values."""
    import pyarrow.parquet as pq

    return VALUE in pq.read_schema(filtered.files("kept")[0]).names


def size(dataset: Dataset, split: str) -> int:
    """Rows of a split; zero where there is none."""
    return dataset.counts().get(split, 0)


def shortened(text: str, longest: int = LONGEST) -> str:
    """The beginning of a text, up to a line's end, saying how much more there is."""
    if len(text) <= longest:
        return text
    cut = text.rfind("\n", longest // 2, longest)
    cut = cut if cut > 0 else longest
    return f"{text[:cut]}\n\n… {text[cut:].count(chr(10)) + 1:,} more lines"


def around(text: str, passage: str, margin: int = 700) -> str:
    """The part of a text that holds a passage."""
    found = re.search(passage_pattern(passage), text, re.IGNORECASE) if passage.strip() else None
    if found is None or len(text) <= 2 * margin:
        return shortened(text)
    start, end = max(0, found.start() - margin), min(len(text), found.end() + margin)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return before + text[start:end] + after


def _document(row: Row, outcome: str) -> Entry:
    value = row.get(VALUE)
    return Entry(
        id=row["id"],
        title=row["source"],
        panes=(Pane("text", shortened(row["text"])),),
        score="" if value is None else f"{value:.2f}",
        verdict=row.get("reason") or "",
        tone="good" if outcome == "kept" else "bad",
        facets={"Outcome": outcome} | _facets(row, "licence", "package"),
        facts=_facts(row, "package", "version", "path", "licence"),
    )


def _exercise(row: Row, kind: str) -> Entry:
    panes = tuple(
        Pane(name, shortened(row[name]))
        for name in ("prompt", "solution", "tests")
        if row.get(name)
    )
    if not panes:
        language = Language.MARKDOWN if kind == "lesson" else Language.PYTHON
        panes = (Pane("text", shortened(row["text"]), language),)
    family = "/".join(str(row[name]) for name in ("topic", "family") if row.get(name))
    return Entry(
        id=row["id"],
        title=str(row.get("name") or family or row["source"]),
        panes=panes,
        verdict=row.get("reason") or (family if row.get("name") else ""),
        tone="bad" if row.get("reason") else "good",
        facets={"Kind": kind} | _facets(row, "topic", "form"),
        facts=_facts(row, "style"),
    )


def _shelf(
    anchor: str, title: str, intro: str, entries: list[Entry], total: int, unit: str
) -> Shelf:
    return Shelf(anchor, title, intro, tuple(entries), total, unit)


def _facets(row: Row, *names: str) -> dict[str, str]:
    return {name.capitalize(): str(row[name]) for name in names if row.get(name)}


def _facts(row: Row, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.replace("_", " "), str(row[name])) for name in names if row.get(name) is not None
    )
