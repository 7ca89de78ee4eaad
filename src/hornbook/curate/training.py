"""Fits a classifier to annotations, and says everything about how good it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from hornbook.curate.calibrate import (
    calibrate,
    cross_calibrated,
    expected_calibration_error,
    reliability,
)
from hornbook.curate.fit import Fitting, fit, importances
from hornbook.curate.labels import Annotations
from hornbook.curate.model import Model
from hornbook.curate.validate import (
    GOOD,
    SHARES,
    OutOfFold,
    learning_curve,
    measures,
    predict_folds,
)

EXAMPLES = 10
"""Of each kind of mistake that are listed."""


def fits(folds: int) -> int:
    """How many times `train` fits a model, for a progress bar."""
    return folds * len(SHARES) + 1


def train(
    annotations: Annotations,
    how: Fitting,
    *,
    names: Sequence[str],
    language: str = "python",
    calibration: str = "sigmoid",
    folds: int = 5,
    workers: int = 1,
    done: Callable[[], None] = lambda: None,
) -> tuple[Model, dict[str, Any]]:
    """Cross-validate, calibrate, and fit on everything.

    Returns:
        The model, and ``metrics.json``: figures on groups the model hadn't seen, with intervals
        (`measures`); ``calibration``, ``reliability`` and ``ece``; the ``learning`` curve; the
        most confident mistakes (``confusion``); ``importances``; and all out-of-fold
        ``predictions``.
    """
    found = predict_folds(annotations, how, folds, workers, done)
    metrics = measures(annotations, found)
    good = annotations.scores[found.rows] >= GOOD
    chances = cross_calibrated(found.predicted, good, found.fold, calibration)
    curve = reliability(chances, good)
    last = {name: metrics[name] for name in ("auc", "f1", "spearman")}
    learning = learning_curve(annotations, how, folds, workers, done, SHARES[:-1])
    everything = round(len(annotations.scores) * (folds - 1) / folds)
    fitted = fit(annotations.features, annotations.scores, how, workers).model
    done()
    weights = sorted(zip(importances(fitted), names, strict=True), reverse=True)
    metrics |= {
        "model": how.model,
        "language": language,
        "calibration": calibration,
        "ece": round(expected_calibration_error(curve), 4),
        "brier": round(float(((chances - good) ** 2).mean()), 4),
        "reliability": curve,
        "learning": [*learning, {"annotations": everything, **last}],
        "confusion": confusion(annotations, found),
        "importances": {name: round(float(share), 5) for share, name in weights},
        "predictions": [
            {
                "id": annotations.ids[row],
                "score": int(annotations.scores[row]),
                "predicted": round(float(value), 4),
                "chance": round(float(chance), 4),
            }
            for row, value, chance in zip(found.rows, found.predicted, chances, strict=True)
        ],
    }
    # What users ask is calibrated by predictions that didn't see their row, of all folds together.
    curve_of_all = calibrate(found.predicted, good, calibration)
    return replace(fitted, calibration=curve_of_all, language=language), metrics


def confusion(annotations: Annotations, found: OutOfFold) -> dict[str, list[dict[str, Any]]]:
    """The most confident mistakes: ``false_alarms`` and ``missed``, the worst first."""
    truth = annotations.scores[found.rows]
    order = np.argsort(truth - found.predicted, kind="stable")

    def listed(places: Sequence[int]) -> list[dict[str, Any]]:
        return [
            {
                "id": annotations.ids[found.rows[place]],
                "place": annotations.places[found.rows[place]],
                "score": int(truth[place]),
                "predicted": round(float(found.predicted[place]), 4),
            }
            for place in places[:EXAMPLES]
        ]

    return {
        "false_alarms": listed([p for p in order if truth[p] < GOOD and found.chosen[p]]),
        "missed": listed([p for p in order[::-1] if truth[p] >= GOOD and not found.chosen[p]]),
    }
