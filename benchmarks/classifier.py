"""The default quality classifier beside a plain TF-IDF + AST-count forest, in the same folds.

    python -m hornbook.curate.rebuild_annotations --wheels WHEELS --texts excerpts.jsonl
    python benchmarks/classifier.py excerpts.jsonl [--seeds 5] [--workers 2]

Without a file of excerpts only Hornbook's own classifier is measured: its features ship.
"""

from __future__ import annotations

import argparse
import ast
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hornbook.curate.fit import Fitting, fit, fit_forest, fit_linear
from hornbook.curate.labels import Annotations, load
from hornbook.curate.parse import parse_excerpt
from hornbook.curate.validate import GOOD, best_threshold, folds, measures

Indices = NDArray[np.intp]
Doubles = NDArray[np.float64]
Predictions = tuple[Doubles, Doubles]
Predictor = Callable[[Indices, Indices, Fitting], Predictions]
"""Rows to train on, rows to predict: the predictions, and those of the training rows left out."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    annotations = load()
    rows, scores = annotations.features, annotations.scores

    def hornbook(train: Indices, test: Indices, how: Fitting) -> Predictions:
        fitted = fit(rows[train], scores[train], how, options.workers)
        return fitted.model.predict(rows[test]), fitted.left_out

    def forest(train: Indices, test: Indices, how: Fitting) -> Predictions:
        model, left_out = fit_forest(rows[train], scores[train], how, options.workers)
        return model.predict(rows[test]), left_out

    def ridge(train: Indices, test: Indices, how: Fitting) -> Predictions:
        model, left_out = fit_linear(rows[train], scores[train], how)
        return model.predict(rows[test]), left_out

    contestants: dict[str, Predictor] = {
        "Hornbook: forest + ridge": hornbook,
        "its forest alone": forest,
        "its ridge alone": ridge,
    }
    if options.texts:
        contestants["TF-IDF + AST counts, forest"] = plain(options.texts, scores, options.workers)
    print("| classifier | AUC | F1 | Spearman | seconds a fit |")
    print("|---|---|---|---|---|")
    for name, predictor in contestants.items():
        report(name, predictor, annotations, options.seeds)


def report(name: str, predictor: Predictor, annotations: Annotations, seeds: int) -> None:
    results, started = [], time.perf_counter()
    for seed in range(seeds):
        predicted = np.zeros(len(annotations.scores))
        chosen = np.zeros(len(predicted), dtype=bool)
        for train, test in folds(annotations.groups, 5, seed):
            predicted[test], left_out = predictor(train, test, Fitting(seed=seed))
            good = annotations.scores[train] >= GOOD
            chosen[test] = predicted[test] >= best_threshold(left_out, good)
        results.append(measures(annotations, predicted, chosen))
    seconds = (time.perf_counter() - started) / seeds / 5
    cells = []
    for figure in ("auc", "f1", "spearman"):
        mean = np.mean([result[figure] for result in results])
        low, high = np.mean([result[f"{figure}_interval"] for result in results], axis=0)
        cells.append(f"{mean:.3f} ({low:.3f}–{high:.3f})")
    print(f"| {name} | {' | '.join(cells)} | {seconds:.1f} |", flush=True)


def plain(path: Path, scores: Doubles, workers: int) -> Predictor:
    """What one would try first: words by TF-IDF, node types by count, a random forest."""
    from scipy.sparse import hstack
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    counts = [node_counts(text) for text in texts]

    def predictor(train: Indices, test: Indices, how: Fitting) -> Predictions:
        words = TfidfVectorizer(sublinear_tf=True, min_df=3, max_features=20_000)
        nodes = DictVectorizer()
        inputs = hstack(
            [
                words.fit_transform([texts[row] for row in train]),
                nodes.fit_transform([counts[row] for row in train]),
            ]
        ).tocsr()
        trees = RandomForestRegressor(
            300,
            min_samples_leaf=2,
            max_features=0.1,
            oob_score=True,
            n_jobs=workers,
            random_state=how.seed,
        ).fit(inputs, scores[train])
        unseen = hstack(
            [
                words.transform([texts[row] for row in test]),
                nodes.transform([counts[row] for row in test]),
            ]
        ).tocsr()
        return trees.predict(unseen), trees.oob_prediction_

    return predictor


def node_counts(text: str) -> dict[str, int]:
    body = parse_excerpt(text) or []
    return Counter(type(node).__name__ for part in body for node in ast.walk(part))


if __name__ == "__main__":
    main()
