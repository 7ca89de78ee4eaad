"""How varied the data sets are, and whether more of each would still say something new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hornbook.report.plot import COLOURS
from hornbook.report.view import Curve, CurvePanel, Variety, VarietyMeasure

# What `hornbook.diversity.measure` writes: name, label, unit, and what it tells.
MEASURES = (
    ("sampled", "rows looked at", "count", "every measure below grows or falls with this number"),
    ("near_duplicate_rate", "near-duplicates", "share", "share 80 % of their 5-word runs"),
    ("marginal_novelty", "new among the last half", "share", "rows unlike all rows before them"),
    ("zstd_shared", "bytes shared", "share", "what the texts save one another when compressed"),
    ("distinct_3", "distinct 3-grams", "share", "of all runs of three words"),
    ("self_bleu", "self-BLEU", "number", "lower is more varied"),
    ("vendi", "Vendi score", "amount", "an effective number of different texts"),
    ("shape_uniqueness", "distinct program shapes", "share", "syntax trees without names"),
    ("effective_topics", "effective topics", "amount", "as many even ones would be as varied"),
)
_MODULES = 6

Values = dict[str, Any]


def variety(measured: Sequence[tuple[str, Values]]) -> Variety | None:
    """A table of the measures that were taken, and the curves of near-duplicates.

    Args:
        measured: data sets by name, in the order in which they are shown; those without rows
            are left out.
    """
    measured = [(name, values) for name, values in measured if values.get("rows", 1)]
    if not measured:
        return None
    rows = []
    for key, label, unit, hint in MEASURES:
        values = tuple(each.get(key) for _, each in measured)
        if any(value is not None for value in values):
            rows.append(VarietyMeasure(label, unit, hint, values))
    curves = tuple(
        Curve(
            name=name,
            series=(number - 1) % COLOURS + 1,
            x=tuple(float(point["rows"]) for point in values.get("curve", [])),
            y=tuple(100 * float(point["near_duplicate_rate"]) for point in values.get("curve", [])),
        )
        for number, (name, values) in enumerate(measured, start=1)
    )
    return Variety(
        names=tuple(name for name, _ in measured),
        measures=tuple(rows),
        novelty=CurvePanel("Near-duplicates", "rows", "near-duplicates, %", curves),
        imports=tuple((name, _imports(values)) for name, values in measured if _imports(values)),
    )


def _imports(values: Values) -> tuple[tuple[str, float], ...]:
    """The modules that most rows with code import (phi-1, Figure 2)."""
    shares = values.get("imports", {}).get("share_of_rows_with_code", {})
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return tuple((str(name), float(share)) for name, share in ordered[:_MODULES])
