"""Chooses what to have annotated, so that few annotations teach a classifier much."""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hornbook.corpus.document import document_id
from hornbook.curate.classifier import QualityClassifier
from hornbook.curate.filter import scored
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    from hornbook.curate.model import Model

STRATEGIES = ("stratified", "uncertain")
BANDS = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5)
"""Where predicted values are cut into strata; each gives as many documents as it can."""


@dataclass(frozen=True, kw_only=True)
class SampleForAnnotation(Stage[Dataset]):
    """Draw excerpts to be annotated, one page of a document, spread over groups.

    Split: ``sample``, a document's columns and those of the corpus. What the classifier predicts
    is not among them: an annotator who saw it would follow it. ``parents`` holds the id of the
    document that an excerpt is from.

    Attributes:
        corpus: the documents.
        size: how many excerpts; fewer where the corpus hasn't as many.
        strategy: ``stratified`` takes as many of each band of predicted values (most code is
            poor, and a plain draw would hold few good pieces); ``uncertain`` takes what the
            classifier is least sure of (Lewis & Gale 1994, arXiv:cmp-lg/9407020).
        classifier: what predicts; without one, ``stratified`` is an even draw over the groups.
        language: ``python`` or ``english``: how a document is cut into pages.
        group: column of what belongs together; None takes ``group`` or ``package`` if there.
        most: excerpts of one group.
        seed: of the draw.
    """

    corpus: Split
    size: int
    strategy: str = "stratified"
    classifier: Stage[QualityClassifier] | None = None
    language: str = "python"
    group: str | None = None
    most: int = 3
    seed: int = 0

    def run(self, context: Context) -> Dataset:
        """Predict, choose, cut, write."""
        import pyarrow.parquet as pq

        self._check()
        source, split = context.load(self.corpus.stage), self.corpus.name
        schema = pq.read_schema(source.files(split)[0])
        column = group_column(schema.names, self.group)
        values: dict[str, float | None] = {}
        model: Model | None = None
        if self.classifier is not None:
            model = context.load(self.classifier).model()
            values = dict(scored(source, split, self.classifier, context))
        groups = {
            row["id"]: str(row[column] if column and row[column] is not None else row["id"])
            for row in source.rows(split, ["id", *([column] if column else [])])
        }
        if not groups:
            raise HornbookError(f"{split}: there are no documents to draw from")
        strata = strata_of(groups, values, self.strategy, model)
        chosen = draw(strata, groups, self.size, self.most, self.seed)
        with DatasetWriter(context.directory, sample=schema) as writer:
            for row in source.rows(split):
                if row["id"] in chosen:
                    writer.add("sample", excerpt_of(row, self.language, self.seed, context.name))
        context.record(documents=len(groups), sampled=len(chosen))
        return Dataset(context.directory)

    def _check(self) -> None:
        from hornbook.curate.features import LANGUAGES

        for name, known in (("strategy", STRATEGIES), ("language", LANGUAGES)):
            if getattr(self, name) not in known:
                raise HornbookError(
                    f"{name}={getattr(self, name)!r} is unknown; use {' or '.join(known)}"
                )
        if self.strategy == "uncertain" and self.classifier is None:
            raise HornbookError("strategy='uncertain' needs a classifier, to be unsure")
        if self.size < 1 or self.most < 1:
            raise HornbookError(f"size={self.size}, most={self.most}: give at least 1 of each")


def group_column(columns: Sequence[str], wanted: str | None) -> str | None:
    """The column to group by, or None.

    Raises:
        HornbookError: when the wanted one isn't there.
    """
    from hornbook.curate.user_labels import GROUPS

    if wanted is not None and wanted not in columns:
        raise HornbookError(f"no column {wanted!r} to group by; there are: {', '.join(columns)}")
    return wanted or next((name for name in GROUPS if name in columns), None)


def strata_of(
    ids: Mapping[str, str],
    values: Mapping[str, float | None],
    strategy: str,
    model: Model | None,
) -> list[list[str]]:
    """The ids in strata to be drawn from by turns, without those that can't be judged.

    ``uncertain``: each id is a stratum, those whose chance of being good is nearest to one half
    first. ``stratified``: bands of predicted values, the best first.
    """
    if model is None:
        return [list(ids)]
    import numpy as np

    judged = [name for name in ids if values.get(name) is not None]
    scores = np.array([values[name] for name in judged], dtype=np.float64)
    bands: dict[int, list[str]] = defaultdict(list)
    if strategy == "uncertain":
        unsure = np.abs(model.chance(scores) - 0.5)
        order = np.argsort(unsure, kind="stable")
        return [[judged[place]] for place in order]
    for name, band in zip(judged, np.searchsorted(BANDS, scores, side="right"), strict=True):
        bands[int(band)].append(name)
    return [bands[band] for band in sorted(bands, reverse=True)]


def draw(
    strata: Sequence[Sequence[str]], groups: Mapping[str, str], size: int, most: int, seed: int
) -> set[str]:
    """Take documents from each stratum by turns, at most so many of a group."""
    waiting = [deque(sorted(names, key=lambda name: _lot(name, seed))) for names in strata]
    taken: set[str] = set()
    of_group: dict[str, int] = defaultdict(int)
    while any(waiting) and len(taken) < size:
        for stratum in waiting:
            while stratum and of_group[groups[stratum[0]]] >= most:
                stratum.popleft()
            if stratum and len(taken) < size:
                name = stratum.popleft()
                taken.add(name)
                of_group[groups[name]] += 1
    return taken


def excerpt_of(row: Mapping[str, Any], language: str, seed: int, stage: str) -> dict[str, Any]:
    """One page of a document as a row of its own; the same page for the same seed."""
    texts = [text for text in _pages(row["text"], language) if text.strip()] or [row["text"]]
    text = texts[int(_lot(row["id"], seed, "page"), 16) % len(texts)]
    found = {**row, "id": document_id(text), "text": text, "stage": stage}
    return {**found, "parents": [row["id"]]}


def _pages(text: str, language: str) -> Iterator[str]:
    from hornbook.curate.features import pages_of

    for page in pages_of(text, language) or ():
        yield page.text


def _lot(name: str, seed: int, what: str = "document") -> str:
    return hashlib.blake2b(f"{seed}\n{what}\n{name}".encode(), digest_size=8).hexdigest()
