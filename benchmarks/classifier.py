"""The default quality classifier beside a plain TF-IDF + AST-count forest, in the same folds.

    python -m hornbook.curate.rebuild_annotations --wheels WHEELS --texts excerpts.jsonl
    python benchmarks/classifier.py [excerpts.jsonl] [--vectors vectors.npy] [--seeds 5]

Without a file of excerpts only Hornbook's own classifier is measured: its features ship. Vectors
of the excerpts, made by any embedder, are measured on their own and beside the features.
All figures are of the 700 excerpts that were drawn at random.
"""

from __future__ import annotations

import argparse
import ast
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hornbook.curate.fit import Fitting, fit, fit_linear
from hornbook.curate.labels import Annotations, load, references
from hornbook.curate.parse import parse_excerpt
from hornbook.curate.validate import (
    GOOD,
    OutOfFold,
    auc,
    best_threshold,
    f1,
    folds,
    learning_curve,
    measures,
    spearman,
)

Indices = NDArray[np.intp]
Doubles = NDArray[np.float64]
Predictions = tuple[Doubles, Doubles]
Predictor = Callable[[Indices, Indices, int], Predictions]
"""Rows to train on, rows to predict, seed: predictions, and those of training rows left out."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--vectors", type=Path, help="vectors of the texts, an .npy array")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    annotations = load()
    random = np.flatnonzero(annotations.measured)
    only_random = taken(annotations, random)
    contestants: dict[str, tuple[Annotations, Predictor]] = {}

    def add(name: str, given: Annotations, **how: int | str) -> None:
        contestants[name] = given, hornbook(given, how, options.workers)

    add("**Hornbook: forest + ridge**", annotations)
    add("its forest alone", annotations, model="forest")
    add("its ridge alone", annotations, model="linear")
    add("taught from the 700 random excerpts only", only_random)
    if options.texts:
        contestants["TF-IDF + AST counts, forest"] = (
            only_random,
            plain(options.texts, only_random.scores, options.workers),
        )
    if options.vectors:
        vectors = np.load(options.vectors).astype(np.float32)
        joined = with_vectors(annotations, vectors)
        add("with vectors", joined, dimensions=vectors.shape[1])
        alone = replace(joined, features=vectors)
        contestants["a ridge on the vectors alone"] = alone, ridge_on_vectors(alone)
    print("| classifier | AUC | F1 | best F1 | Spearman | seconds a fit |")
    print("|---|---|---|---|---|---|")
    for name, (given, predictor) in contestants.items():
        report(name, predictor, given, options.seeds)
    learning(annotations, options.seeds, options.workers)
    readers()


def taken(annotations: Annotations, rows: Indices) -> Annotations:
    """Some of the annotations."""
    return Annotations(
        ids=tuple(annotations.ids[row] for row in rows),
        groups=tuple(annotations.groups[row] for row in rows),
        scores=annotations.scores[rows],
        features=annotations.features[rows],
        measured=annotations.measured[rows],
        places=tuple(annotations.places[row] for row in rows),
    )


def with_vectors(annotations: Annotations, vectors: NDArray[np.float32]) -> Annotations:
    """The annotations that have vectors, with these behind their features."""
    some = taken(annotations, np.arange(len(vectors)))
    return replace(some, features=np.concatenate([some.features, vectors], axis=1))


def hornbook(given: Annotations, fields: dict[str, int | str], workers: int) -> Predictor:
    def predictor(train: Indices, test: Indices, seed: int) -> Predictions:
        how = replace(Fitting(seed=seed), **fields)  # type: ignore[arg-type]
        fitted = fit(given.features[train], given.scores[train], how, workers)
        return fitted.model.predict(given.features[test]), fitted.left_out

    return predictor


def ridge_on_vectors(given: Annotations) -> Predictor:
    def predictor(train: Indices, test: Indices, seed: int) -> Predictions:
        penalty = Fitting().vector_penalty
        model, left_out = fit_linear(given.features[train], given.scores[train], penalty)
        return model.predict(given.features[test]), left_out

    return predictor


def report(name: str, predictor: Predictor, annotations: Annotations, seeds: int) -> None:
    results, best, started = [], [], time.perf_counter()
    measured = annotations.measured
    for seed in range(seeds):
        predicted = np.zeros(len(measured))
        chosen = np.zeros(len(measured), dtype=bool)
        for train, test in folds(annotations.groups, 5, seed):
            known = measured[train]
            asked = test[measured[test]]
            predicted[asked], left_out = predictor(train, asked, seed)
            good = annotations.scores[train][known] >= GOOD
            chosen[asked] = predicted[asked] >= best_threshold(left_out[known], good)
        rows = np.flatnonzero(measured)
        found = OutOfFold(rows, predicted[rows], chosen[rows], rows * 0)
        results.append(measures(annotations, found))
        good = annotations.scores[rows] >= GOOD
        best.append(f1(predicted[rows] >= best_threshold(predicted[rows], good), good))
    seconds = (time.perf_counter() - started) / seeds / 5
    cells = []
    for figure in ("auc", "f1", "spearman"):
        mean = np.mean([result[figure] for result in results])
        low, high = np.mean([result[f"{figure}_interval"] for result in results], axis=0)
        cells.append(f"{mean:.3f} ({low:.3f}–{high:.3f})")
    cells.insert(2, f"{np.mean(best):.3f}")
    print(f"| {name} | {' | '.join(cells)} | {seconds:.1f} |", flush=True)


def learning(annotations: Annotations, seeds: int, workers: int) -> None:
    """Figures by the number of annotations, the 700 random ones and then the others too."""
    print("\n| taught from | AUC | F1 | Spearman |")
    print("|---|---|---|---|")
    only_random = taken(annotations, np.flatnonzero(annotations.measured))
    for given in (only_random, annotations):
        found: dict[float, list[list[float]]] = {}
        for seed in range(seeds):
            for point in learning_curve(given, Fitting(seed=seed), workers=workers):
                row = [point[name] for name in ("auc", "f1", "spearman")]
                found.setdefault(point["annotations"], []).append(row)
        kind = "random" if given is only_random else "of all"
        for count, rows in found.items():
            cells = " | ".join(f"{value:.3f}" for value in np.mean(rows, axis=0))
            print(f"| {count:.0f} {kind} | {cells} |", flush=True)


def readers() -> None:
    """How far the two readers of the same excerpts agree, weighted as in a random draw."""
    rows = [row for row in references() if "second_score" in row]
    first = np.array([row["score"] for row in rows], dtype=np.float64)
    second = np.array([row["second_score"] for row in rows], dtype=np.float64)
    good = first >= GOOD
    everything = [row["score"] >= GOOD for row in references() if row["draw"] == "random"]
    share = float(np.mean(everything))
    weight = np.where(good, share / good.mean(), (1 - share) / (1 - good.mean()))
    chosen = second >= GOOD
    both = 2 * (weight * (good & chosen)).sum() / (weight * (good * 1.0 + chosen)).sum()
    print(
        f"\nA second reader of {len(rows)} excerpts: F1 {both:.3f} against the first, AUC "
        f"{auc(second, good):.3f}, Spearman {spearman(first, second):.3f}, same score "
        f"{(first == second).mean():.0%}, within one point {(abs(first - second) <= 1).mean():.0%}"
    )


def plain(path: Path, scores: Doubles, workers: int) -> Predictor:
    """What one would try first: words by TF-IDF, node types by count, a random forest."""
    from scipy.sparse import hstack
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfVectorizer

    lines = path.read_text(encoding="utf-8").splitlines()[: len(scores)]
    texts = [json.loads(line)["text"] for line in lines]
    counts = [node_counts(text) for text in texts]

    def predictor(train: Indices, test: Indices, seed: int) -> Predictions:
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
            random_state=seed,
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
