"""What choosing among candidates gave, for the page."""

from __future__ import annotations

from typing import Any

from hornbook.evaluate.selection import Selection
from hornbook.report.view import Band, Choosing, Curve, Estimate
from hornbook.report.wording import chance

WAYS = {
    "mean": "a single candidate",
    "verifier": "the verifier's choice",
    "majority": "the most frequent answer",
    "weighted": "votes weighted by the verifier",
    "oracle": "any correct one",
}


def choosing(name: str, selection: Selection) -> Choosing:
    """The curves of a selection and its paired comparisons; a way keeps its colour everywhere."""
    values, bands = selection.values(), []
    for series, (method, title) in enumerate(WAYS.items(), start=1):
        if points := selection.curve(method):
            n, value, low, high = zip(*points, strict=True)
            bands.append(Band(Curve(title, series, tuple(map(float, n)), value), low, high))
    greedy = values["greedy"]
    return Choosing(
        name=name,
        bands=tuple(bands),
        greedy=Estimate(greedy["value"], greedy["low"], greedy["high"]) if greedy else None,
        pairs=(
            *(_removed(key, each, values["n"]) for key, each in values["removed"].items()),
            *(_pair(key, each, values["n"]) for key, each in values["paired"].items()),
        ),
    )


def _removed(method: str, each: dict[str, Any], n: int) -> str:
    return (
        f"With {n} candidates, {WAYS[method]} removes {100 * each['value']:.0f} % of the greedy "
        f"answer's errors (95 %: {100 * each['low']:.0f} to {100 * each['high']:.0f})."
    )


def _pair(key: str, each: dict[str, Any], n: int) -> str:
    method, _, baseline = key.partition(" - ")
    return (
        f"With {n} candidates, {WAYS[method]} against {WAYS[baseline]}: {100 * each['value']:+.1f} "
        f"points (95 %: {100 * each['low']:+.1f} to {100 * each['high']:+.1f}), better on "
        f"{each['higher']:,} of {each['of']:,} problems, worse on {each['lower']:,}, "
        f"{chance(each['p_value'])}."
    )
