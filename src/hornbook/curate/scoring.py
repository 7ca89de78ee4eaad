"""Scores whole files by educational value: one batch here, or a table over processes with Daft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hornbook.curate.features import file_vectors, no_collector
from hornbook.curate.model import Model
from hornbook.pipeline.engine import daft_module

if TYPE_CHECKING:
    import daft

COLUMN = "educational_value"
BATCH = 32
"""Documents a process takes at a time; scores don't depend on it."""

Doubles = NDArray[np.float64]


def score_batch(texts: Sequence[str], model: Model) -> Doubles:
    """Educational value of whole files, shape (texts,); not-a-number where one won't parse.

    A file's score is the mean of its pages' scores, weighted by their length.
    """
    values = np.full(len(texts), np.nan)
    with no_collector():
        found = [file_vectors(text) for text in texts]
    vectors = [pair[0] for pair in found if pair is not None]
    if not vectors:
        return values
    scores, start = model.predict(np.concatenate(vectors)), 0
    for place, pair in enumerate(found):
        if pair is not None:
            lengths = pair[1]
            own = scores[start : start + len(lengths)]
            values[place] = (own * lengths).sum() / lengths.sum()
            start += len(lengths)
    return values


def add_scores(
    frame: daft.DataFrame, model: Model, *, workers: int, column: str = "text"
) -> daft.DataFrame:
    """Add ``educational_value`` to a frame; null where the text doesn't parse as Python."""
    module = daft_module()
    number = module.DataType.float64()

    @module.cls(use_process=True, max_concurrency=workers)
    class Scoring:
        def __init__(self, model: Model) -> None:
            self.model = model

        @module.method.batch(return_dtype=number, batch_size=BATCH)  # type: ignore[untyped-decorator]
        def score(self, texts: daft.Series) -> list[float | None]:
            scores = score_batch(texts.to_pylist(), self.model)
            return [None if np.isnan(score) else float(score) for score in scores]

    return frame.with_column(COLUMN, Scoring(model).score(module.col(column)))
