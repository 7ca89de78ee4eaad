"""Fits the default classifier with scikit-learn and hands back plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestRegressor

from hornbook.curate.model import CLIP, Forest, Linear, Model, squash

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Fitted:
    """A model, and what it would have said of each training row without having seen it."""

    model: Model
    left_out: Doubles


MODELS = ("both", "forest", "linear")


@dataclass(frozen=True)
class Fitting:
    """How to fit.

    Attributes:
        model: ``both``, ``forest`` or ``linear``.
        trees: in the forest; ``leaf``: rows in a leaf; ``tried``: share of features a split tries.
        penalty: of the ridge on features; ``vector_penalty``: of that on vectors.
        dimensions: how many of the last columns are an embedder's vector.
        seed: of the forest.
    """

    model: str = "both"
    trees: int = 200
    leaf: int = 2
    tried: float = 0.3
    penalty: float = 300.0
    vector_penalty: float = 3000.0
    dimensions: int = 0
    seed: int = 0


def fit(rows: Floats, scores: Doubles, how: Fitting, workers: int = 1) -> Fitted:
    """Fit what ``how.model`` names: features of shape (rows, features), scores of shape (rows,)."""
    forest, linear, vectors, left_out = None, None, None, []
    columns = rows.shape[1] - how.dimensions
    features = rows[:, :columns]
    if how.model in ("both", "forest"):
        forest, outside = fit_forest(features, scores, how, workers)
        left_out.append(outside)
    if how.model in ("both", "linear"):
        linear, without = fit_linear(features, scores, how.penalty)
        left_out.append(without)
    mean: Doubles = np.asarray(sum(left_out) / len(left_out))
    if how.dimensions:
        vectors, without = fit_linear(rows[:, columns:], scores, how.vector_penalty)
        mean = (mean + without) / 2
    return Fitted(Model(forest, linear, vectors), np.clip(mean, 0.0, 5.0))


def fit_forest(
    rows: Floats, scores: Doubles, how: Fitting, workers: int = 1
) -> tuple[Forest, Doubles]:
    """A random forest, as phi-1's quality filter is (§2.1), and its out-of-bag predictions.

    The worker count changes nothing.
    """
    trees = RandomForestRegressor(
        how.trees,
        min_samples_leaf=how.leaf,
        max_features=how.tried,
        random_state=how.seed,
        n_jobs=workers,
        oob_score=True,
    ).fit(rows, scores)
    return _flatten([estimator.tree_ for estimator in trees.estimators_]), trees.oob_prediction_


def fit_linear(rows: Floats, scores: Doubles, penalty: float) -> tuple[Linear, Doubles]:
    """Ridge regression, and its prediction of each row when that row is left out.

    Shares are scaled up before the logarithm, sizes are not. Leaving out has a closed form: the
    residual grows by 1 / (1 - leverage).
    """
    scale = np.where(np.abs(rows).max(axis=0) <= 1.01, 20.0, 1.0).astype(np.float32)
    squashed = squash(rows, scale)
    mean, spread = squashed.mean(axis=0), squashed.std(axis=0)
    spread[spread < 1e-6] = 1.0
    inputs = np.clip((squashed - mean) / spread, -CLIP, CLIP).astype(np.float64)
    centre, intercept = inputs.mean(axis=0), float(scores.mean())
    inputs -= centre
    inverse = np.linalg.inv(inputs.T @ inputs + penalty * np.eye(inputs.shape[1]))
    weights = inverse @ inputs.T @ (scores - intercept)
    leverage = np.einsum("ij,jk,ik->i", inputs, inverse, inputs) + 1 / len(inputs)
    residual = scores - intercept - inputs @ weights
    linear = Linear(
        scale=scale,
        mean=mean,
        spread=spread,
        weights=weights.astype(np.float32),
        intercept=np.array(intercept - centre @ weights, dtype=np.float32),
    )
    return linear, scores - residual / (1 - leverage)


def importances(model: Model) -> Doubles:
    """What the model looks at, shape (features,), summing to one.

    How often the forest's nodes look at a feature; without a forest, the size of its weight.
    """
    if model.forest is None:
        assert model.linear is not None
        counts = np.abs(model.linear.weights).astype(np.float64)
    else:
        inner = model.forest.left != model.forest.right
        features = int(model.forest.feature.max()) + 1
        if model.linear is not None:
            features = len(model.linear.weights)
        counts = np.bincount(model.forest.feature[inner], minlength=features).astype(np.float64)
    return counts / max(float(counts.sum()), 1e-12)


def _flatten(trees: list[Any]) -> Forest:
    """scikit-learn's trees end to end; its leaves point to -1, ours to themselves."""
    parts: dict[str, list[NDArray[Any]]] = {name: [] for name in ("f", "t", "l", "r", "v")}
    roots, offset = [], 0
    for tree in trees:
        own = np.arange(tree.node_count)
        leaf = tree.children_left < 0
        parts["f"].append(np.where(leaf, 0, tree.feature))
        parts["t"].append(np.where(leaf, 0.0, tree.threshold))
        parts["l"].append(np.where(leaf, own, tree.children_left) + offset)
        parts["r"].append(np.where(leaf, own, tree.children_right) + offset)
        parts["v"].append(tree.value.reshape(-1))
        roots.append(offset)
        offset += tree.node_count
    return Forest(
        roots=np.array(roots, dtype=np.int32),
        feature=np.concatenate(parts["f"]).astype(np.int32),
        threshold=np.concatenate(parts["t"]).astype(np.float64),
        left=np.concatenate(parts["l"]).astype(np.int32),
        right=np.concatenate(parts["r"]).astype(np.int32),
        value=np.concatenate(parts["v"]).astype(np.float64),
        depth=np.array(max(tree.max_depth for tree in trees), dtype=np.int32),
    )
