"""The quality classifier as an artifact, and the stage that trains the default one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.context import Context
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hornbook.curate.model import Model


FEWEST_TREES = 50  # with fewer, some row may be in every tree's bag, and has no left-out prediction


@dataclass(frozen=True)
class QualityClassifier(Artifact):
    """Predicts the educational value, 0 to 5, of Python source.

    Files: ``model.npz`` (plain arrays, nothing to execute), ``metrics.json``.
    """

    def model(self) -> Model:
        """The arrays that score.

        Raises:
            HornbookError: when they are damaged, or fit another version of the features.
        """
        from hornbook.curate.model import Model

        return Model.load(self.directory / "model.npz")

    def score(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Educational value of whole files, shape (texts,); not-a-number where one won't parse."""
        from hornbook.curate.scoring import score_batch

        return score_batch(texts, self.model())

    def metrics(self) -> dict[str, Any]:
        """Cross-validated figures, importances and out-of-fold predictions."""
        text = (self.directory / "metrics.json").read_text(encoding="utf-8")
        values: dict[str, Any] = json.loads(text)
        return values


@dataclass(frozen=True, kw_only=True)
class TrainClassifier(Stage[QualityClassifier]):
    """Train the default quality classifier on the annotations that ship with Hornbook.

    A random forest as in phi-1 (§2.1), averaged with a ridge regression, on lexical and
    syntax-tree features: no model to download, seconds on a laptop. Its figures are
    cross-validated with no package on both sides.

    Attributes:
        trees: in the forest.
        folds: of the cross-validation.
        seed: of the forest and of the folds.
    """

    trees: int = 200
    folds: int = 5
    seed: int = 0

    def external(self) -> str:
        """Digest of the annotations and of their features."""
        from hornbook.curate.labels import digest

        return digest()

    def run(self, context: Context) -> QualityClassifier:
        """Cross-validate, then fit on everything."""
        from hornbook.curate.features import NAMES
        from hornbook.curate.fit import Fitting, fit, importances
        from hornbook.curate.labels import load
        from hornbook.curate.validate import cross_validate

        if self.trees < FEWEST_TREES:
            raise HornbookError(f"trees={self.trees}: a forest has {FEWEST_TREES} or more")
        annotations = load()
        how = Fitting(trees=self.trees, seed=self.seed)
        with context.progress.bar("training", total=self.folds + 1, unit="fits") as bar:
            metrics = cross_validate(
                annotations, how, self.folds, context.settings.workers, done=bar.advance
            )
            model = fit(annotations.features, annotations.scores, how, context.settings.workers)
            bar.advance()
        weights = sorted(zip(importances(model.model), NAMES, strict=True), reverse=True)
        metrics["importances"] = {name: round(float(share), 5) for share, name in weights}
        context.record(
            **{name: metrics[name] for name in ("auc", "f1", "spearman", "annotations", "groups")}
        )
        model.model.save(context.directory / "model.npz")
        text = json.dumps(metrics, indent=1, allow_nan=False)
        (context.directory / "metrics.json").write_text(text + "\n", encoding="utf-8")
        return QualityClassifier(context.directory)
