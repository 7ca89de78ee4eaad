"""What scores a page: a random forest, ridge regressions, or their mean, as plain arrays."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

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
        steps = _Steps.of(self)
        parts = range(0, len(rows), _ROWS)
        return np.concatenate([self._descend(rows[at : at + _ROWS], steps) for at in parts])

    def _descend(self, rows: Floats, steps: _Steps) -> Doubles:
        """All rows go down all trees at once, a level a time; legend: R rows, T trees."""
        cells = np.ascontiguousarray(rows).ravel()
        start_R1 = (np.arange(len(rows)) * rows.shape[1])[:, None]
        node_RT = np.repeat(self.roots.astype(np.intp)[None], len(rows), axis=0)
        for _ in range(int(self.depth)):
            cell_RT = cells.take(steps.feature.take(node_RT) + start_R1)
            goes_right_RT = cell_RT > self.threshold.take(node_RT)
            node_RT = steps.children.take(2 * node_RT + goes_right_RT)
        mean_R: Doubles = self.value.take(node_RT).mean(axis=1)
        return mean_R


class _Steps(NamedTuple):
    """A forest laid out for `Forest.predict`: ``children`` holds left and right by turns."""

    feature: NDArray[np.intp]
    children: NDArray[np.intp]

    @classmethod
    def of(cls, forest: Forest) -> _Steps:
        children = np.stack([forest.left, forest.right], axis=1).ravel()
        return cls(forest.feature.astype(np.intp), children.astype(np.intp))


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
class Calibration:
    """The chance of being good by predicted score: a rising curve through points.

    Attributes:
        score: predicted scores, ascending, shape (points,).
        chance: of an annotated score of `hornbook.curate.validate.GOOD` or more there.
    """

    score: Doubles
    chance: Doubles

    def __call__(self, scores: Doubles) -> Doubles:
        """Chances for scores of any shape; not-a-number stays that."""
        chances: Doubles = np.interp(scores, self.score, self.chance)
        return chances


Part = TypeVar("Part", Forest, Linear, Calibration)


@dataclass(frozen=True)
class Model:
    """What scores pages: a forest, a linear model or the mean of both, on the scale 0 to 5.

    Attributes:
        vectors: a linear model of the last columns, which an embedder made; it has half a say.
        calibration: turns a score into a chance; None before it was fitted.
        language: ``python`` or ``english``: which features it reads.
    """

    forest: Forest | None
    linear: Linear | None
    vectors: Linear | None = None
    calibration: Calibration | None = None
    language: str = "python"

    def predict(self, rows: Floats) -> Doubles:
        """Scores of shape (rows,) for features and vectors of shape (rows, columns)."""
        columns = rows.shape[1] - self.dimensions
        features = rows[:, :columns]
        parts = [part.predict(features) for part in (self.forest, self.linear) if part is not None]
        mean: Doubles = np.asarray(sum(parts) / len(parts))
        if self.vectors is not None:
            mean = (mean + self.vectors.predict(rows[:, columns:])) / 2
        return np.clip(mean, 0.0, 5.0)

    @property
    def dimensions(self) -> int:
        """Of the vectors that it needs beside the features."""
        return 0 if self.vectors is None else len(self.vectors.weights)

    def chance(self, scores: Doubles) -> Doubles:
        """Chance that an annotator would score `hornbook.curate.validate.GOOD` or more."""
        if self.calibration is None:
            raise ValueError("the model wasn't calibrated")
        return self.calibration(scores)

    def save(self, path: Path) -> None:
        """Write the arrays to an ``.npz`` file."""
        arrays: dict[str, Any] = {"language": np.array(self.language)}
        for name in ("forest", "linear", "vectors", "calibration"):
            part = getattr(self, name)
            if part is not None:
                arrays |= {f"{name}.{e.name}": getattr(part, e.name) for e in fields(part)}
        np.savez_compressed(path, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read what `save` wrote; nothing in the file is executed.

        Raises:
            HornbookError: when the file is missing or damaged.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                forest, linear = _part("forest", Forest, arrays), _part("linear", Linear, arrays)
                if forest is None and linear is None:
                    raise KeyError("neither forest nor linear model")
                vectors = _part("vectors", Linear, arrays)
                calibration = _part("calibration", Calibration, arrays)
                language = str(arrays["language"])
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise HornbookError(f"{path} is not a classifier of Hornbook's ({error})") from None
        return cls(forest, linear, vectors, calibration, language)


def _part(name: str, kind: type[Part], arrays: Mapping[str, NDArray[Any]]) -> Part | None:
    """One part of a stored model, or None where it has none."""
    if not any(key.startswith(f"{name}.") for key in arrays):
        return None
    return kind(**{e.name: arrays[f"{name}.{e.name}"] for e in fields(kind)})
