"""What the models can do: the small Figure 1, the loss curves, and their completions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hornbook.evaluate.evaluation import Evaluation
from hornbook.model.checkpoint import Checkpoint
from hornbook.pipeline.artifact import Artifact
from hornbook.report.measure_kinds import kind_of
from hornbook.report.shelves import shortened
from hornbook.report.view import (
    Curve,
    CurvePanel,
    Entry,
    Estimate,
    Figure1,
    Measure,
    Pane,
    Shelf,
)

MOST_POINTS = 240


@dataclass(frozen=True)
class Trained:
    """A checkpoint with the results of its tests, by the title of the test."""

    checkpoint: Checkpoint
    results: tuple[tuple[str, Evaluation], ...]

    def measured(self) -> dict[tuple[str, str], tuple[Estimate, Evaluation]]:
        """Every value with an interval, by the test's title and the value's key."""
        found = {}
        for title, evaluation in self.results:
            for key, value in evaluation.values().items():
                if isinstance(value, dict) and {"value", "low", "high", "of"} <= value.keys():
                    four = (value[part] for part in ("value", "low", "high", "of"))
                    found[title, key] = Estimate(*four), evaluation
        return found


@dataclass(frozen=True)
class Contestant:
    """One data set of the small Figure 1, with the models that were trained on it."""

    name: str
    data: Artifact
    base: Trained
    tuned: Trained | None


def figure1(contestants: Sequence[Contestant], note: str = "") -> Figure1 | None:
    """Data sets × tests, before and after finetuning."""
    before = [each.base.measured() for each in contestants]
    after = [each.tuned.measured() if each.tuned else {} for each in contestants]
    names = list(dict.fromkeys(name for values in (*before, *after) for name in values))
    if not names:
        return None
    measures = tuple(
        Measure(
            name=f"{test}, {key.replace('_', ' ')}",
            unit=kind_of(key).unit,
            higher_is_better=kind_of(key).higher_is_better,
            base=tuple(
                values[test, key][0] if (test, key) in values else None for values in before
            ),
            tuned=tuple(
                values[test, key][0] if (test, key) in values else None for values in after
            ),
        )
        for test, key in names
    )
    return Figure1(tuple(each.name for each in contestants), measures, note)


def loss_panels(contestants: Sequence[Contestant]) -> tuple[CurvePanel, ...]:
    """Pretraining and finetuning, each data set in its colour."""
    panels = []
    for title, trained in (
        ("Pretraining", [each.base for each in contestants]),
        ("Finetuning", [each.tuned for each in contestants]),
    ):
        curves = []
        for series, (contestant, model) in enumerate(zip(contestants, trained, strict=True), 1):
            rows = model.checkpoint.losses() if model else []
            for column, dashed in (("train_loss", False), ("heldout_loss", True)):
                curve = _curve(contestant.name, series, rows, column, dashed=dashed)
                if curve.x:
                    curves.append(curve)
        if curves:
            panels.append(CurvePanel(title, "tokens seen", "loss (nats a token)", tuple(curves)))
    return tuple(panels)


def completions(contestants: Sequence[Contestant], sample: int) -> Shelf | None:
    """The same prompt side by side across the models, those that tell them apart first."""
    entries: list[Entry] = []
    total = 0
    for title in dict.fromkeys(title for each in contestants for title, _ in _best(each).results):
        table: dict[str, dict[str, dict[str, Any]]] = {}
        for contestant in contestants:
            for evaluation in (found for name, found in _best(contestant).results if name == title):
                if "completions" in evaluation.splits():
                    for row in evaluation.rows("completions"):
                        table.setdefault(row["problem"], {}).setdefault(contestant.name, row)
        total += len(table)
        ordered = sorted(table.items(), key=lambda item: _interest(list(item[1].values())))
        entries += [_comparison(title, problem, rows) for problem, rows in ordered[:sample]]
    intro = "The same prompt, completed by each model and run in the sandbox."
    if not entries:
        return None
    return Shelf("completions", "Completions", intro, tuple(entries), total, "problems")


def _best(contestant: Contestant) -> Trained:
    return contestant.tuned or contestant.base


def _interest(rows: list[dict[str, Any]]) -> int:
    passed = sum(row["outcome"] == "passed" for row in rows)
    if 0 < passed < len(rows):
        return 0
    return 1 if passed else 2


def _comparison(title: str, problem: str, rows: dict[str, dict[str, Any]]) -> Entry:
    first = next(iter(rows.values()))
    passed = [name for name, row in rows.items() if row["outcome"] == "passed"]
    solved = "all" if len(passed) == len(rows) else "some" if passed else "none"
    panes = [Pane("prompt", shortened(first["prompt"]))]
    for name, row in rows.items():
        good = row["outcome"] == "passed"
        detail = "" if good or not row["detail"] else f": {row['detail']}"[:120]
        label = f"{name} · {row['outcome']}{detail}"
        panes.append(Pane(label, shortened(row["completion"]), tone="good" if good else "bad"))
    called = re.findall(r"^def\s+(\w+)", first["prompt"], re.MULTILINE)
    family = first.get("family")
    return Entry(
        id="" if "/" in problem else problem,
        title=called[-1] if called else problem,
        verdict=f"{title} · {problem if '/' in problem else family or ''} · solved by "
        + (", ".join(passed) if solved == "some" else solved),
        panes=tuple(panes),
        facets={"Test": title, "Solved by": solved} | ({"Family": family} if family else {}),
        columns=True,
        tone={"all": "good", "none": "bad"}.get(solved, ""),
    )


def _curve(
    name: str, series: int, rows: list[dict[str, float | None]], column: str, *, dashed: bool
) -> Curve:
    points = [(row["tokens"], row[column]) for row in rows if row.get(column) is not None]
    step = -(-len(points) // MOST_POINTS) or 1
    # Counted from the end, so that the last point, which is the result, is always there.
    kept = points[::-1][::step][::-1]
    x, y = [float(at or 0) for at, _ in kept], [float(loss or 0) for _, loss in kept]
    return Curve(name, series, tuple(x), tuple(y), dashed)
