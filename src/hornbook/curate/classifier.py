"""The quality classifier as an artifact, and the stage that trains one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.embed.protocol import Embedder
from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from hornbook.curate.labels import Annotations
    from hornbook.curate.model import Model
    from hornbook.curate.scoring import Embed


FEWEST_TREES = 50  # with fewer, some row may be in every tree's bag, and has no left-out prediction


@dataclass(frozen=True)
class QualityClassifier(Artifact):
    """Predicts the educational value, 0 to 5, of Python source or of English prose.

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
        """Educational value of whole files, shape (texts,); not-a-number where one won't parse.

        For a classifier without an embedder; `hornbook.curate.filter.Filter` scores with either.
        """
        from hornbook.curate.scoring import score_batch

        return score_batch(texts, self.model())

    def metrics(self) -> dict[str, Any]:
        """What `hornbook.curate.training.train` says of it, read from ``metrics.json``."""
        text = (self.directory / "metrics.json").read_text(encoding="utf-8")
        values: dict[str, Any] = json.loads(text)
        return values

    def threshold_for(self, precision: float) -> dict[str, float]:
        """The score from which on so many of the chosen are good, as far as unseen rows tell.

        See `hornbook.curate.calibrate.threshold_for_precision`.

        Raises:
            HornbookError: when no threshold is that precise.
        """
        from hornbook.curate.calibrate import threshold_for_precision

        metrics = self.metrics()
        found = threshold_for_precision(metrics["predictions"], precision, metrics["good_from"])
        if found is None:
            raise HornbookError(
                f"precision={precision}: the classifier isn't that precise at any threshold; "
                "ask for less, or choose by keep"
            )
        return found


@dataclass(frozen=True, kw_only=True)
class TrainClassifier(Stage[QualityClassifier]):
    """Train a quality classifier, on the annotations that ship with Hornbook or on the user's own.

    By default a random forest as in phi-1 (§2.1), averaged with a ridge regression, on lexical and
    syntax-tree features: no model to download, seconds on a laptop. Its figures are
    cross-validated with no package on both sides.

    Attributes:
        labels: annotated rows: ``text``, ``educational_value`` (0 to 5, null where there is none)
            and, to keep apart what belongs together, ``group``. None: Hornbook's, of Python.
        group: another column to group by; None takes ``group`` or ``package`` if there is one.
        language: ``python`` or ``english``.
        embedder: a ridge on the vectors of excerpts has half a say; needs ``labels``. With a
            language model's middle layers it is the better half (docs/results/classifier.md).
        model: ``forest``, ``linear`` or ``both``, whose mean is better than either.
        calibration: ``sigmoid`` or, for a thousand annotations and more, ``isotonic``.
        trees: in the forest.
        folds: of the cross-validation.
        seed: of the forest and of the folds.
    """

    version: ClassVar[int] = 2

    labels: Split | None = None
    group: str | None = None
    language: str = "python"
    embedder: Embedder | None = None
    model: str = "both"
    calibration: str = "sigmoid"
    trees: int = 200
    folds: int = 5
    seed: int = 0

    def external(self) -> str:
        """Digest of the shipped annotations if they are used; what the embedder reads."""
        from hornbook.curate.labels import digest

        self._check()
        parts = [digest()] if self.labels is None else []
        return "\n".join(parts + ([self.embedder.external()] if self.embedder else []))

    def run(self, context: Context) -> QualityClassifier:
        """Cross-validate, calibrate, then fit on everything."""
        from hornbook.curate.features import names
        from hornbook.curate.fit import Fitting
        from hornbook.curate.training import fits, train

        self._check()
        annotations = self._annotations(context)
        columns = names(self.language)
        dimensions = annotations.features.shape[1] - len(columns)
        how = Fitting(model=self.model, trees=self.trees, dimensions=dimensions, seed=self.seed)
        with context.progress.bar("training", total=fits(self.folds), unit="fits") as bar:
            model, metrics = train(
                annotations,
                how,
                names=columns,
                language=self.language,
                calibration=self.calibration,
                folds=self.folds,
                workers=context.settings.workers,
                done=bar.advance,
            )
        told = ("auc", "f1", "spearman", "ece", "annotations", "groups")
        context.record(**{name: metrics[name] for name in told})
        model.save(context.directory / "model.npz")
        text = json.dumps(metrics, indent=1, allow_nan=False)
        (context.directory / "metrics.json").write_text(text + "\n", encoding="utf-8")
        return QualityClassifier(context.directory)

    def _annotations(self, context: Context) -> Annotations:
        from hornbook.curate.labels import load
        from hornbook.curate.user_labels import from_rows

        if self.labels is None:
            return load()
        with opened(self.embedder, context.cache, context.settings) as embed:
            annotations, left_out = from_rows(
                self.labels.rows(context),
                language=self.language,
                group=self.group,
                folds=self.folds,
                embed=embed,
            )
        context.record(left_out=dict(sorted(left_out.items())))
        return annotations

    def _check(self) -> None:
        """Refuse fields that make no sense."""
        from hornbook.curate.calibrate import METHODS
        from hornbook.curate.features import LANGUAGES
        from hornbook.curate.fit import MODELS

        for name, known in (("language", LANGUAGES), ("model", MODELS), ("calibration", METHODS)):
            if getattr(self, name) not in known:
                raise HornbookError(
                    f"{name}={getattr(self, name)!r} is unknown; use {' or '.join(known)}"
                )
        if self.trees < FEWEST_TREES:
            raise HornbookError(f"trees={self.trees}: a forest has {FEWEST_TREES} or more")
        if self.folds < 2:
            raise HornbookError(f"folds={self.folds}: a cross-validation has 2 or more")
        if self.labels is None and (self.language != "python" or self.embedder or self.group):
            raise HornbookError(
                "the annotations that ship with Hornbook are of Python and come without texts; "
                "for another language, an embedder or a group column give labels"
            )


@contextmanager
def opened(
    embedder: Embedder | None, cache: Path | None, settings: Settings
) -> Iterator[Embed | None]:
    """What turns texts into vectors, while the block runs; None of None."""
    if embedder is None:
        yield None
        return
    with embedder.open(cache, settings) as session:
        yield session.matrix
