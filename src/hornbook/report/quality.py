"""The classifier's figures, and what the decontamination found, from their records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.report.shelves import VALUE, scored, size
from hornbook.report.view import (
    Bin,
    Classifier,
    Contamination,
    Curve,
    CurvePanel,
    Estimate,
    Histogram,
    Mistake,
)

WIDTH = 0.25
"""Of a bin of educational values, which go from 0 to 5."""

NAMES = {"auc": "AUC", "f1": "F1", "spearman": "Spearman"}


def classifier(artifact: Artifact, filtered: Dataset | None) -> Classifier:
    """Cross-validated figures from ``metrics.json``; what it lacks is left out."""
    path = artifact.directory / "metrics.json"
    metrics: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    good = metrics.get("good_from")
    shown = []
    for key, name in NAMES.items():
        if isinstance(metrics.get(key), int | float):
            low, high = metrics.get(f"{key}_interval") or (None, None)
            label = name if good is None or key == "spearman" else f"{name} at score ≥ {good}"
            shown.append((label, Estimate(metrics[key], low, high, _measured(metrics))))
    importances = sorted((metrics.get("importances") or {}).items(), key=lambda item: -item[1])
    return Classifier(
        metrics=tuple(shown),
        note=_note(metrics),
        reliability=reliability(metrics.get("predictions") or []),
        chances=_chances(metrics.get("reliability") or []),
        learning=_learning(metrics.get("learning") or []),
        mistakes=_mistakes(metrics.get("confusion") or {}),
        importances=tuple(
            (name.replace("_", " "), float(share)) for name, share in importances[:6]
        ),
        scores=histogram(filtered) if filtered else None,
    )


def reliability(predictions: Sequence[dict[str, Any]], width: float = 0.5) -> tuple[Bin, ...]:
    """Mean annotated score in each bin of predicted ones; bins of under five items are left out."""
    bins: dict[int, list[tuple[float, float]]] = {}
    for each in predictions:
        pair = (float(each["predicted"]), float(each["score"]))
        bins.setdefault(int(pair[0] // width), []).append(pair)
    return tuple(
        Bin(
            sum(predicted for predicted, _ in pairs) / len(pairs),
            sum(score for _, score in pairs) / len(pairs),
            len(pairs),
        )
        for _, pairs in sorted(bins.items())
        if len(pairs) >= 5
    )


def _chances(bins: Sequence[dict[str, Any]]) -> tuple[Bin, ...]:
    """Predicted chance of being good and the share that was; bins of under five are left out."""
    return tuple(
        Bin(each["predicted"], each["observed"], each["count"])
        for each in bins
        if each["count"] >= 5
    )


def _learning(sizes: Sequence[dict[str, Any]]) -> CurvePanel | None:
    """Each metric against the number of annotations that were learned from."""
    if len(sizes) < 2:
        return None
    x = tuple(float(each["annotations"]) for each in sizes)
    curves = tuple(
        Curve(name, number, x, tuple(float(each[key]) for each in sizes))
        for number, (key, name) in enumerate(NAMES.items(), start=1)
    )
    return CurvePanel("Learning curve", "annotations learned from", "on unseen packages", curves)


def _mistakes(confusion: dict[str, Any], most: int = 4) -> tuple[Mistake, ...]:
    """The snippets that were most wrongly chosen, and most wrongly passed over."""
    return tuple(
        Mistake(str(each.get("place") or each["id"]), each["score"], each["predicted"])
        for kind in ("false_alarms", "missed")
        for each in (confusion.get(kind) or [])[:most]
    )


def histogram(filtered: Dataset) -> Histogram | None:
    """Predicted values of what was kept and of what was dropped; none where rules chose."""
    if not scored(filtered):
        return None
    bins = round(5 / WIDTH)
    groups = []
    for split in ("kept", "dropped"):
        counts = [0] * bins
        if size(filtered, split):
            values = filtered.table(split, [VALUE])[VALUE]
            for value in values.to_pylist():
                if value is not None:
                    counts[min(max(int(value / WIDTH), 0), bins - 1)] += 1
        groups.append((split, tuple(counts)))
    return Histogram(tuple(place * WIDTH for place in range(bins + 1)), tuple(groups))


def contamination(decontaminated: Sequence[tuple[str, Dataset]]) -> Contamination | None:
    """Rows looked at and removed, and how well the search tested itself."""
    if not decontaminated:
        return None
    manifests = [Manifest.read(dataset.directory) for _, dataset in decontaminated]
    checked = tuple(
        (name, sum(manifest.rows.values()), manifest.rows.get("contaminated", 0))
        for (name, _), manifest in zip(decontaminated, manifests, strict=True)
    )
    benchmarks = sorted({name for each in manifests for name in each.facts.get("benchmarks", [])})
    methods = dict.fromkeys(each.facts["method"] for each in manifests if "method" in each.facts)
    how = ", or ".join(methods)
    method = f"Rows that share text with {' or '.join(benchmarks) or 'a benchmark'} were removed"
    method += f": {how}." if how else "."
    return Contamination(method, checked, _recalls(manifests))


def _recalls(manifests: Sequence[Manifest]) -> tuple[tuple[str, Estimate], ...]:
    found: dict[str, float] = {}
    planted: dict[str, int] = {}
    for manifest in manifests:
        tested = manifest.facts.get("self_test") or {}
        for form, number in (tested.get("planted") or {}).items():
            planted[form] = planted.get(form, 0) + number
            found[form] = found.get(form, 0.0) + number * tested["recall"][form]
    return tuple(
        (form, Estimate(found[form] / number, of=number))
        for form, number in planted.items()
        if number
    )


def _measured(metrics: dict[str, Any]) -> int | None:
    """How many annotations the figures are of: others may only have been taught from."""
    count = metrics.get("measured", metrics.get("annotations"))
    return None if count is None else int(count)


def _note(metrics: dict[str, Any]) -> str:
    measured, annotations, groups = (
        _measured(metrics),
        metrics.get("annotations"),
        metrics.get("groups"),
    )
    if not measured or not annotations:
        return ""
    unseen = f", from {groups:,} packages, none of them on both sides" if groups else ""
    note = f"Cross-validated on {measured:,} snippets that were scored by reading{unseen}."
    if annotations > measured:
        note += f" Another {annotations - measured:,} were only taught from."
    learning = metrics.get("learning") or []
    if len(learning) > 1:
        less, everything = learning[-2], learning[-1]
        note += (
            f" Would more help? AUC is {less['auc']:.3f} after {less['annotations']:,.0f} "
            f"annotations and {everything['auc']:.3f} after {everything['annotations']:,.0f}."
        )
    if "ece" in metrics:
        note += (
            " The chance of being good that it gives is off by "
            f"{100 * metrics['ece']:.1f} points in the mean."
        )
    return note
