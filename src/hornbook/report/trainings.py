"""How the trainings went: losses over tokens, and how fast."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from hornbook.model.checkpoint import LOSSES_FILE, Checkpoint, read_losses
from hornbook.pipeline.manifest import Manifest
from hornbook.report.view import Curve, CurvePanel, Training

MOST_POINTS = 240
_SPARK = 60
_THROUGHPUT_FILE = "throughput.csv"

Rows = list[dict[str, float | None]]
Entrants = Sequence[tuple[str, Sequence[Checkpoint]]]


def loss_panel(title: str, entrants: Entrants, *, both: bool) -> CurvePanel | None:
    """Losses of named models, a colour for each name; None where nothing is known of them.

    Args:
        title: of the panel.
        entrants: names with their checkpoints, one a seed.
        both: draw training and held-out losses; else held-out ones where there are any.
    """
    curves = []
    for series, (name, checkpoints) in enumerate(entrants, start=1):
        for checkpoint in checkpoints:
            rows = checkpoint.losses()
            found = [_curve(name, series, rows, "train_loss")]
            heldout = _curve(name, series, rows, "heldout_loss", dashed=both)
            if len(heldout.x) > 1 or (both and heldout.x):
                found = [*found, heldout] if both else [heldout]
            curves += [curve for curve in found if curve.x]
    if not curves:
        return None
    return CurvePanel(title, "tokens seen", "loss (nats a token)", tuple(curves))


def trainings(artifacts: Iterable[tuple[Path, Manifest]]) -> tuple[Training, ...]:
    """Every artifact that has a record of its losses."""
    return tuple(
        _training(directory, manifest)
        for directory, manifest in artifacts
        if (directory / LOSSES_FILE).is_file()
    )


def _training(directory: Path, manifest: Manifest) -> Training:
    rows, facts = read_losses(directory), manifest.facts
    losses = [loss for row in rows if (loss := row.get("train_loss")) is not None]
    heldout = [loss for row in rows if (loss := row.get("heldout_loss")) is not None]
    tokens = int(facts.get("tokens") or (rows[-1].get("tokens") if rows else 0) or 0)
    seconds = float(facts.get("training_seconds") or manifest.seconds)
    rates, shares = _measured(directory)
    return Training(
        name=manifest.name,
        fingerprint=manifest.fingerprint,
        parameters=int(facts.get("parameters") or 0),
        tokens=tokens,
        losses=tuple(thinned(losses, _SPARK)),
        train_loss=losses[-1] if losses else None,
        heldout_loss=heldout[-1] if heldout else None,
        seconds=seconds,
        tokens_per_second=median(rates) if rates else tokens / seconds if seconds else None,
        mfu=median(shares) if shares else None,
    )


def _measured(directory: Path) -> tuple[list[float], list[float]]:
    """Tokens a second and shares of the peak, each time that they were noted."""
    path = directory / _THROUGHPUT_FILE
    if not path.is_file():
        return [], []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rates, shares = ([float(row[n]) for row in rows if row.get(n)] for n in _NOTED)
    return rates, shares


_NOTED = ("tokens_per_second", "mfu")


def thinned(values: Sequence[float], most: int) -> list[float]:
    """Evenly spaced ones, counted from the end: the last is the result, so it is always there."""
    step = -(-len(values) // most) or 1
    return list(values[::-1][::step][::-1])


def _curve(name: str, series: int, rows: Rows, column: str, *, dashed: bool = False) -> Curve:
    points = [(row["tokens"], row[column]) for row in rows if row.get(column) is not None]
    step = -(-len(points) // MOST_POINTS) or 1
    kept = points[::-1][::step][::-1]
    x, y = [float(at or 0) for at, _ in kept], [float(loss or 0) for _, loss in kept]
    return Curve(name, series, tuple(x), tuple(y), dashed)
