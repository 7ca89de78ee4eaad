"""A random forest and a ridge regression, averaged; kept as plain arrays and run in NumPy."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hornbook.errors import HornbookError

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Integers = NDArray[np.int32]


_ROWS = 256  # at a time: what is in use then fits the cache


@dataclass(frozen=True)
class Forest:
    """Regression trees, their nodes end to end; a leaf is its own child on both sides.

    Attributes:
        roots: index of each tree's root, shape (trees,).
        feature: what a node looks at; ``threshold``: it goes left at or below.
        left: index of the left child; ``right``: of the right one.
        value: the mean score of the training rows below a node.
        depth: of the deepest tree, shape ().
    """

    roots: Integers
    feature: Integers
    threshold: Doubles
    left: Integers
    right: Integers
    value: Doubles
    depth: Integers

    def predict(self, rows: Floats) -> Doubles:
        """Mean of the trees' values for each row of shape (rows, features)."""
        parts = range(0, len(rows), _ROWS)
        return np.concatenate([self._descend(rows[start : start + _ROWS]) for start in parts])

    def _descend(self, rows: Floats) -> Doubles:
        """All rows go down all trees at once, a level a time; legend: R rows, T trees."""
        row_R1 = np.arange(len(rows))[:, None]
        node_RT = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(int(self.depth)):
            goes_left_RT = rows[row_R1, self.feature[node_RT]] <= self.threshold[node_RT]
            node_RT = np.where(goes_left_RT, self.left[node_RT], self.right[node_RT])
        mean_R: Doubles = self.value[node_RT].mean(axis=1)
        return mean_R


@dataclass(frozen=True)
class Linear:
    """Ridge regression on squashed, standardised features."""

    scale: Floats
    mean: Floats
    spread: Floats
    weights: Floats
    intercept: Floats

    def predict(self, rows: Floats) -> Doubles:
        """Scores for rows of shape (rows, features)."""
        inputs = (squash(rows, self.scale) - self.mean) / self.spread
        # Not a matrix product: how BLAS sums depends on the shape, and a score must not.
        products = np.clip(inputs, -CLIP, CLIP).astype(np.float64) * self.weights
        scores: Doubles = products.sum(axis=1) + float(self.intercept)
        return scores


CLIP = 4.0


def squash(rows: Floats, scale: Floats) -> Floats:
    """Logarithms of scaled features, so that a few long files don't decide the fit."""
    return (np.sign(rows) * np.log1p(np.abs(rows) * scale)).astype(np.float32)


@dataclass(frozen=True)
class Model:
    """What scores: the mean of a forest and a linear model, within the scale 0 to 5."""

    forest: Forest
    linear: Linear

    def predict(self, rows: Floats) -> Doubles:
        """Scores of shape (rows,) for features of shape (rows, features)."""
        both = (self.forest.predict(rows) + self.linear.predict(rows)) / 2
        return np.clip(both, 0.0, 5.0)

    def save(self, path: Path) -> None:
        """Write the arrays to an ``.npz`` file."""
        arrays = {
            f"{part}.{entry.name}": getattr(getattr(self, part), entry.name)
            for part, kind in (("forest", Forest), ("linear", Linear))
            for entry in fields(kind)
        }
        np.savez_compressed(path, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read what `save` wrote; nothing in the file is executed.

        Raises:
            HornbookError: when the file is missing or damaged.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                forest = Forest(**{e.name: arrays[f"forest.{e.name}"] for e in fields(Forest)})
                linear = Linear(**{e.name: arrays[f"linear.{e.name}"] for e in fields(Linear)})
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise HornbookError(f"{path} is not a classifier of Hornbook's ({error})") from None
        return cls(forest, linear)
