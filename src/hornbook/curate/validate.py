"""How good the classifier is on packages it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.curate.fit import Fitting, fit
from hornbook.curate.labels import Annotations

GOOD = 3
"""Scores from here on count as worth learning from."""

RESAMPLES = 500

Doubles = NDArray[np.float64]
Indices = NDArray[np.intp]


def folds(groups: tuple[str, ...], count: int, seed: int) -> Iterator[tuple[Indices, Indices]]:
    """Rows to train on and rows to test on; a group is never on both sides."""
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names))
    fold_of = {names[place]: number % count for number, place in enumerate(order)}
    fold = np.array([fold_of[group] for group in groups])
    for number in range(count):
        yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)


def cross_validate(
    annotations: Annotations,
    how: Fitting,
    count: int = 5,
    workers: int = 1,
    done: Callable[[], None] = lambda: None,
) -> dict[str, Any]:
    """Fit on all folds but one, predict that one; measure all predictions together.

    ``done`` is called after each fold.

    The threshold for F1 is chosen on the training folds alone, from predictions that left each
    row out (the forest's out-of-bag ones and the ridge's closed leave-one-out).

    Returns:
        ``auc``, ``f1`` (both at `GOOD`), ``spearman``, each with a 95 % interval from resampling
        packages; precision, recall, counts; and the out-of-fold ``predictions``.
    """
    truth = annotations.scores
    predicted, chosen = np.zeros(len(truth)), np.zeros(len(truth), dtype=bool)
    for train, test in folds(annotations.groups, count, how.seed):
        rows, scores = annotations.features[train], truth[train]
        fitted = fit(rows, scores, how, workers)
        threshold = best_threshold(fitted.left_out, scores >= GOOD)
        predicted[test] = fitted.model.predict(annotations.features[test])
        chosen[test] = predicted[test] >= threshold
        done()
    return measures(annotations, predicted, chosen)


def measures(
    annotations: Annotations, predicted: Doubles, chosen: NDArray[np.bool_]
) -> dict[str, Any]:
    """The figures for out-of-fold predictions."""
    truth = annotations.scores
    good = truth >= GOOD

    def figures(rows: Indices) -> tuple[float, float, float]:
        return (
            auc(predicted[rows], good[rows]),
            f1(chosen[rows], good[rows]),
            spearman(predicted[rows], truth[rows]),
        )

    all_rows = np.arange(len(truth))
    samples = np.array([figures(rows) for rows in _resamples(annotations.groups)])
    low, high = np.nanquantile(samples, [0.025, 0.975], axis=0)
    result: dict[str, Any] = {}
    for place, (name, value) in enumerate(
        zip(("auc", "f1", "spearman"), figures(all_rows), strict=True)
    ):
        interval = [round(float(low[place]), 4), round(float(high[place]), 4)]
        result |= {name: round(value, 4), f"{name}_interval": interval}
    hits = int((chosen & good).sum())
    result |= {
        "precision": round(hits / max(int(chosen.sum()), 1), 4),
        "recall": round(hits / max(int(good.sum()), 1), 4),
        "annotations": len(truth),
        "groups": len(set(annotations.groups)),
        "good": int(good.sum()),
        "good_from": GOOD,
        "predictions": [
            {"id": name, "score": int(score), "predicted": round(float(value), 4)}
            for name, score, value in zip(annotations.ids, truth, predicted, strict=True)
        ],
    }
    return result


def auc(predicted: Doubles, good: NDArray[np.bool_]) -> float:
    """Chance that a good one is ranked above another one; ties count half."""
    positives = int(good.sum())
    negatives = len(good) - positives
    if not positives or not negatives:
        return float("nan")
    total = float(ranks(predicted)[good].sum())
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def f1(chosen: NDArray[np.bool_], good: NDArray[np.bool_]) -> float:
    """Harmonic mean of precision and recall."""
    total = int(chosen.sum()) + int(good.sum())
    return 2 * int((chosen & good).sum()) / total if total else float("nan")


def spearman(first: Doubles, second: Doubles) -> float:
    """Correlation of the ranks."""
    return float(np.corrcoef(ranks(first), ranks(second))[0, 1])


def ranks(values: Doubles) -> Doubles:
    """Places from 1; equal values share the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    places: Doubles = (last - (counts - 1) / 2)[inverse]
    return places


def best_threshold(predicted: Doubles, good: NDArray[np.bool_]) -> float:
    """The prediction from which on choosing gives the highest F1."""
    order = np.argsort(-predicted, kind="stable")
    hits = np.cumsum(good[order])
    scores = 2 * hits / (np.arange(1, len(order) + 1) + good.sum())
    return float(predicted[order][int(scores.argmax())])


def _resamples(groups: tuple[str, ...]) -> Iterator[Indices]:
    members: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    lists = [np.array(rows) for rows in members.values()]
    generator = np.random.default_rng(0)
    for _ in range(RESAMPLES):
        drawn = generator.integers(len(lists), size=len(lists))
        yield np.concatenate([lists[number] for number in drawn])
