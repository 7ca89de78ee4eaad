"""Scores whole files by educational value: one batch here, or a table over processes with Daft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hornbook.curate.features import no_collector, page_vectors, pages_of
from hornbook.curate.model import Model
from hornbook.errors import HornbookError
from hornbook.pipeline.engine import daft_module

if TYPE_CHECKING:
    import daft

COLUMN = "educational_value"
BATCH = 32
"""Documents a process takes at a time; scores don't depend on it."""
LONGEST = 5_000_000
"""Characters: what is longer is no document, and would hold up everything for minutes."""

Doubles = NDArray[np.float64]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]


def score_batch(texts: Sequence[str], model: Model, embed: Embed | None = None) -> Doubles:
    """Educational value of whole files, shape (texts,); not-a-number where one can't be judged.

    A file's score is the mean of its pages' scores, weighted by their length. A file can't be
    judged when it doesn't parse as Python, or is longer than `LONGEST`.

    Args:
        texts: the files.
        model: what scores pages.
        embed: vectors of pages, for a model that was trained on such.

    Raises:
        HornbookError: when the model needs vectors and there is nothing to make them.
    """
    if model.dimensions and embed is None:
        raise HornbookError(
            "this classifier was trained with an embedder; score with a Filter, which has it too"
        )
    values = np.full(len(texts), np.nan)
    rows, lengths, pages, counts = [], [], list[str](), []
    with no_collector():
        for text in texts:
            found = None if len(text) > LONGEST else pages_of(text, model.language)
            counts.append(len(found or ()))
            if found:
                vectors, sizes = page_vectors(found, model.language)
                rows.append(vectors)
                lengths.append(sizes)
                if embed is not None:
                    pages += [page.text for page in found]
    if not rows:
        return values
    inputs = np.concatenate(rows)
    if embed is not None:
        inputs = np.concatenate([inputs, embed(pages)], axis=1)
    scores, start = model.predict(inputs), 0
    weights = iter(lengths)
    for place, count in enumerate(counts):
        if count:
            weight = next(weights)
            values[place] = (scores[start : start + count] * weight).sum() / weight.sum()
            start += count
    return values


def add_scores(
    frame: daft.DataFrame, model: Model, *, workers: int, column: str = "text"
) -> daft.DataFrame:
    """Add ``educational_value`` to a frame; null where the text can't be judged."""
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
