"""How good the classifier is on packages it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.curate.fit import Fitting, fit
from hornbook.curate.labels import Annotations

GOOD = 3
"""Scores from here on count as worth learning from."""

RESAMPLES = 500
SHARES = (0.125, 0.25, 0.5, 1.0)
"""Of the groups, for the learning curve."""

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


@dataclass(frozen=True)
class OutOfFold:
    """What models said of rows they had not seen, shape (measured rows,) each.

    Attributes:
        rows: which rows of the annotations.
        predicted: their predicted scores.
        chosen: whether the threshold that was best on the training folds takes them.
        fold: the fold they were predicted in.
    """

    rows: Indices
    predicted: Doubles
    chosen: NDArray[np.bool_]
    fold: Indices


def predict_folds(
    annotations: Annotations,
    how: Fitting,
    count: int = 5,
    workers: int = 1,
    done: Callable[[], None] = lambda: None,
    share: float = 1.0,
) -> OutOfFold:
    """Fit on all folds but one and predict that one's measured rows; ``done`` after each fold.

    The threshold for F1 is chosen on the training folds alone, on their measured rows, from
    predictions that left each row out (the forest's out-of-bag ones and the ridge's closed
    leave-one-out). With a ``share``, only that share of the groups is trained on.
    """
    truth, measured = annotations.scores, annotations.measured
    predicted, chosen = np.zeros(len(truth)), np.zeros(len(truth), dtype=bool)
    fold = np.zeros(len(truth), dtype=np.intp)
    for number, (train, test) in enumerate(folds(annotations.groups, count, how.seed)):
        some = _share_of_groups(annotations.groups, train, share, how.seed)
        fitted = fit(annotations.features[some], truth[some], how, workers)
        known = measured[some] if measured[some].any() else np.ones(len(some), dtype=bool)
        threshold = best_threshold(fitted.left_out[known], truth[some][known] >= GOOD)
        asked = test[measured[test]]
        if len(asked):
            predicted[asked] = fitted.model.predict(annotations.features[asked])
        chosen[asked] = predicted[asked] >= threshold
        fold[asked] = number
        done()
    rows = np.flatnonzero(measured)
    return OutOfFold(rows, predicted[rows], chosen[rows], fold[rows])


def _share_of_groups(groups: tuple[str, ...], rows: Indices, share: float, seed: int) -> Indices:
    """The rows of a share of the groups, the same first ones for every smaller share."""
    if share >= 1:
        return rows
    names = sorted({groups[row] for row in rows})
    order = np.random.default_rng(seed).permutation(len(names))
    kept = {names[place] for place in order[: max(round(share * len(names)), 2)]}
    return np.array([row for row in rows if groups[row] in kept], dtype=np.intp)


def learning_curve(
    annotations: Annotations,
    how: Fitting,
    count: int = 5,
    workers: int = 1,
    done: Callable[[], None] = lambda: None,
    shares: Sequence[float] = SHARES,
) -> list[dict[str, float]]:
    """Figures after training on a share of the groups: would more annotations help?"""
    curve = []
    for share in shares:
        found = predict_folds(annotations, how, count, workers, done, share)
        good = annotations.scores[found.rows] >= GOOD
        point = {
            "annotations": round(len(annotations.scores) * (count - 1) / count * share),
            "auc": auc(found.predicted, good),
            "f1": f1(found.chosen, good),
            "spearman": spearman(found.predicted, annotations.scores[found.rows]),
        }
        curve.append({name: round(float(value), 4) for name, value in point.items()})
    return curve


def measures(annotations: Annotations, found: OutOfFold) -> dict[str, Any]:
    """The figures for out-of-fold predictions.

    Returns:
        ``auc``, ``f1`` (both at `GOOD`), ``spearman``, each with a 95 % interval from resampling
        groups; precision, recall and counts.
    """
    predicted, chosen = found.predicted, found.chosen
    truth = annotations.scores[found.rows]
    groups = tuple(annotations.groups[row] for row in found.rows)
    good = truth >= GOOD

    def figures(rows: Indices) -> tuple[float, float, float]:
        return (
            auc(predicted[rows], good[rows]),
            f1(chosen[rows], good[rows]),
            spearman(predicted[rows], truth[rows]),
        )

    samples = np.array([figures(rows) for rows in _resamples(groups)])
    low, high = np.nanquantile(samples, [0.025, 0.975], axis=0)
    result: dict[str, Any] = {}
    for place, (name, value) in enumerate(
        zip(("auc", "f1", "spearman"), figures(np.arange(len(truth))), strict=True)
    ):
        interval = [round(float(low[place]), 4), round(float(high[place]), 4)]
        result |= {name: round(value, 4), f"{name}_interval": interval}
    hits = int((chosen & good).sum())
    return result | {
        "precision": round(hits / max(int(chosen.sum()), 1), 4),
        "recall": round(hits / max(int(good.sum()), 1), 4),
        "annotations": len(annotations.scores),
        "measured": len(truth),
        "groups": len(set(annotations.groups)),
        "good": int(good.sum()),
        "good_from": GOOD,
    }


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
    """The prediction from which on choosing gives the highest F1, half way to the next lower."""
    order = np.argsort(-predicted, kind="stable")
    hits = np.cumsum(good[order])
    scores = 2 * hits / (np.arange(1, len(order) + 1) + good.sum())
    ranked = predicted[order]
    last = float(ranked[int(scores.argmax())])
    lower = ranked[ranked < last]
    return (last + float(lower[0])) / 2 if len(lower) else last


def _resamples(groups: tuple[str, ...]) -> Iterator[Indices]:
    members: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    lists = [np.array(rows) for rows in members.values()]
    generator = np.random.default_rng(0)
    for _ in range(RESAMPLES):
        drawn = generator.integers(len(lists), size=len(lists))
        yield np.concatenate([lists[number] for number in drawn])
