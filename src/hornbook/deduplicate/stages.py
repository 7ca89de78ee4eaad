"""The stage that keeps one of each group of duplicates."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hornbook.deduplicate.matching import Matching
from hornbook.embed.lexical import LexicalEmbedder
from hornbook.embed.protocol import Embedder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hornbook.deduplicate.duplicates import Duplicates
    from hornbook.deduplicate.work import Work


@dataclass(frozen=True, kw_only=True)
class Deduplicate(Stage[Dataset]):
    """Keep the best row of each group of duplicates.

    Splits: ``kept`` with the columns of the source, and ``dropped`` with these besides:
    ``duplicate_of`` (id of the row kept in its place), ``similar_to`` (id of the row it was
    compared with), the ``similarity`` of the two, and the ``reason`` in words.

    The methods:

    - ``minhash``: rows whose sets of word n-grams have a Jaccard similarity of
      ``threshold``. Candidates share a band of their MinHash signatures; every one is
      verified on the whole sets. Rows are grouped with all that they resemble, so a chain of
      resemblances is one group; ``similar_to`` then is the next row of the chain.
    - ``exact``: the same text but for white space.
    - ``template``: the same text but for white space, numbers and quoted strings.
    - ``ast``: the same Python program but for its names, layout, comments and type hints.
    - ``semantic``: rows whose embeddings have a cosine of ``threshold``, compared among all
      up to 100,000 rows and within clusters beyond (SemDeDup).

    With ``minhash``, every run tests itself: edited copies of some kept rows are planted, and
    how many were found goes into the manifest, by similarity.

    Attributes:
        source: the rows, of one split or several, whose earlier ones come first.
        method: see above.
        threshold: the least similarity.
        ngram: words in a shingle.
        bands: of the MinHash signature.
        rows: numbers in a band.
        punctuation: let punctuation marks be words, so that ``a + b`` isn't ``a - b``.
        prefer: column of numbers; of duplicates the row with the highest stays, then the first.
        column: the text to compare; a column such as ``family`` with the method ``exact`` keeps
            one row of each.
        embedder: for ``semantic``; None is the lexical one.
    """

    source: Split | tuple[Split, ...]
    method: str = "minhash"
    threshold: float = 0.8
    ngram: int = 5
    bands: int = 20
    rows: int = 6
    punctuation: bool = False
    prefer: str | None = None
    column: str = "text"
    embedder: Embedder | None = None

    def external(self) -> str:
        """What the embedder reads from outside the recipe, if it is used."""
        return self._embedder.external() if self.method == "semantic" else ""

    @property
    def _embedder(self) -> Embedder:
        return self.embedder or LexicalEmbedder()

    @property
    def matching(self) -> Matching:
        """What counts as a duplicate."""
        return Matching(
            method=self.method,
            threshold=self.threshold,
            ngram=self.ngram,
            bands=self.bands,
            rows=self.rows,
            punctuation=self.punctuation,
        )

    def run(self, context: Context) -> Dataset:
        """Search, write both splits, then test the search on what was kept.

        Raises:
            HornbookError: for a source without the columns, or settings that make no sense.
        """
        from hornbook.deduplicate.self_test import self_test
        from hornbook.deduplicate.work import Work
        from hornbook.deduplicate.write import evidence, ids_of, write_splits

        self.matching.check()
        if doubt := self.matching.doubt():
            context.progress.say(f"  {doubt}")
        files = self._files(context)
        work = Work(context.scratch, context.progress, context.settings.workers)
        started = time.monotonic()
        found = self._search(context, files, work)
        seconds = time.monotonic() - started
        ids = ids_of(files, _joined(found))
        size = write_splits(
            context.directory, files, found, evidence(found, self.method, ids), self.column
        )
        rate = sum(size.values()) / 1e6 / max(seconds, 1e-9)
        context.record(**found.facts, bytes=size, megabytes_per_second=round(rate, 1))
        if self.method == "minhash":
            made = Dataset(context.directory)
            tested = self_test(made.files("kept"), self.matching, work, column=self.column)
            context.record(self_test=[level.facts() for level in tested])
            alike, hits = sum(level.alike for level in tested), sum(level.found for level in tested)
            context.progress.say(f"  self-test, planted copies found: {hits} of {alike}")
        return Dataset(context.directory)

    def _files(self, context: Context) -> list[Path]:
        splits = self.source if isinstance(self.source, tuple) else (self.source,)
        if not splits:
            raise HornbookError(f"{self.name} has no source; name at least one split")
        return [path for split in splits for path in context.load(split.stage).files(split.name)]

    def _search(self, context: Context, files: list[Path], work: Work) -> Duplicates:
        from hornbook.deduplicate.duplicates import find_duplicates
        from hornbook.deduplicate.parts import parts_of
        from hornbook.deduplicate.write import scores_of

        scores = scores_of(files, self.prefer) if self.prefer else None
        parts = parts_of(files, self.column)
        with ExitStack() as stack:
            session = None
            if self.method == "semantic":
                session = stack.enter_context(self._embedder.open(context.cache, context.settings))
            return find_duplicates(parts, self.matching, work, scores=scores, session=session)


def _joined(found: Duplicates) -> NDArray[np.int64]:
    import numpy as np

    return np.concatenate([found.kept, found.link])
