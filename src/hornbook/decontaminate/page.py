"""A page of pairs: each row beside the problem that it resembles, what they share in colour."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hornbook.pipeline.dataset import Dataset

if TYPE_CHECKING:
    from markupsafe import Markup

    from hornbook.benchmark.problem import Problem
    from hornbook.decontaminate.self_test import Trial

_LONGEST = 4_000  # characters of a pane
_BEFORE = 400  # characters shown before the evidence
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Pair:
    """A row and a problem, ready to be shown."""

    row: str
    source: str
    problem: str
    reason: str
    detectors: str
    left: Markup
    right: Markup


@dataclass(frozen=True)
class TrialRow:
    """What the self-test says of a detector: by form, recall, its interval and a note."""

    detector: str
    cells: tuple[tuple[str, str, str], ...]
    alarms: str


def write_page(
    path: Path,
    dataset: Dataset,
    problems: Sequence[Problem],
    trials: Sequence[Trial] = (),
    *,
    column: str = "text",
    pairs: int = 50,
    title: str = "Rows beside the problems they resemble",
) -> None:
    """Write contaminated rows, evenly spaced, as one page that needs nothing else.

    Args:
        path: the file to write.
        dataset: what `stages.Decontaminate` writes.
        problems: those that were looked for.
        trials: what the self-test found, a row of its table each.
        column: where the rows' text is.
        pairs: how many to show at most.
        title: the page's.
    """
    from jinja2 import Environment, StrictUndefined

    counts = dataset.counts()
    texts = {problem.id: problem.prompt + problem.solution for problem in problems}
    chosen = spaced(counts["contaminated"], pairs)
    shown = [
        pair_of(row, row[column] or "", texts[row["matched"]]) for row in _rows(dataset, chosen)
    ]
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = files("hornbook.decontaminate").joinpath("page.html.j2").read_text("utf-8")
    text = environment.from_string(template).render(
        title=title,
        pairs=shown,
        trials=[trial_row(trial) for trial in trials],
        forms=[recall.form for recall in trials[0].recalls] if trials else [],
        total=counts["contaminated"],
        kept=counts["kept"],
    )
    path.write_text(text + "\n", encoding="utf-8", errors="replace")


def trial_row(trial: Trial) -> TrialRow:
    """A detector's line in the table of the self-test."""
    cells = []
    for recall, facts in ((recall, trial.facts()) for recall in trial.recalls):
        low, high = facts["recall_interval"][recall.form]
        precision = facts["precision"][recall.form]
        note = f"{recall.found} of {recall.planted}"
        if precision is not None:
            floor, top = facts["precision_interval"][recall.form]
            note += f"; precision at least {precision:.0%} ({floor:.0%} to {top:.0%})"
        bounds = f"{100 * low:.0f}–{100 * high:.0f}"
        cells.append((f"{recall.share:.0%}", bounds, note))
    return TrialRow(trial.detector, tuple(cells), f"{trial.alarms} of {trial.unplanted}")


def pair_of(row: dict[str, Any], text: str, problem: str) -> Pair:
    """A contaminated row beside its problem's text."""
    left, right = compared(around(text, row["evidence"] or ""), problem[:_LONGEST])
    return Pair(
        row=str(row.get("id") or ""),
        source=str(row.get("source") or ""),
        problem=row["matched"],
        reason=row["reason"],
        detectors=", ".join(row["detectors"]),
        left=left,
        right=right,
    )


def compared(left: str, right: str) -> tuple[Markup, Markup]:
    """Two texts as HTML, with the runs of words that they share marked."""
    from markupsafe import Markup, escape

    tokens = _TOKEN.findall(left), _TOKEN.findall(right)
    blocks = difflib.SequenceMatcher(None, *tokens, autojunk=False).get_matching_blocks()
    panes = []
    for side, words in enumerate(tokens):
        at, parts = 0, []
        for block in blocks:
            start = block[side]
            parts.append(escape("".join(words[at:start])))
            at = start + block.size
            shared = "".join(words[start:at])
            mark = Markup("<mark>{}</mark>") if shared.strip() else Markup("{}")
            parts.append(mark.format(shared))
        panes.append(Markup("").join(parts))
    return panes[0], panes[1]


def around(text: str, evidence: str) -> str:
    """The part of a long text that holds the evidence, from the beginning of a line."""
    if len(text) <= _LONGEST:
        return text
    place = _find(text, evidence)
    start = text.rfind("\n", 0, max(place - _BEFORE, 0)) + 1
    part = text[start : start + _LONGEST]
    return ("…\n" if start else "") + part + ("\n…" if start + _LONGEST < len(text) else "")


def _find(text: str, evidence: str) -> int:
    """Where the evidence begins; of shared words, whatever lies between them."""
    place = text.find(evidence)
    if place >= 0:
        return place
    words = re.findall(r"[^\W\d_]+", evidence)[:8]
    found = re.search(r"[\W\d_]+".join(words), text, re.IGNORECASE) if words else None
    return found.start() if found else 0


def spaced(total: int, most: int) -> list[int]:
    """At most so many places, evenly spaced."""
    count = min(total, max(most, 0))
    return [number * total // count for number in range(count)]


def _rows(dataset: Dataset, places: Sequence[int]) -> Iterator[dict[str, Any]]:
    wanted = set(places)
    for place, row in enumerate(dataset.rows("contaminated")) if wanted else ():
        if place in wanted:
            yield row
