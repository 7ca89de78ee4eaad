"""Adds the educational value to a file of rows: ``hornbook classify IN -o OUT``."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hornbook.corpus.batch import Batch
from hornbook.corpus.reading import Faults, RowFile, row_file
from hornbook.corpus.writing import check_pair, drafts, writing
from hornbook.curate.classifier import QualityClassifier, TrainClassifier
from hornbook.errors import HornbookError
from hornbook.pipeline.cores import usable_cores
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import Store, open_store

COLUMN = "educational_value"
_CHUNK = 32_000_000  # characters scored at a time: half a minute's work
_ALONE = 500_000  # characters that one process scores before others have started


@dataclass(frozen=True)
class Summary:
    """What `classify_file` did.

    Attributes:
        rows: written.
        unparsed: of them, those with a null value: not Python, or longer than a file can be.
    """

    rows: int
    unparsed: int


def classify_file(
    source: str | Path,
    output: str | Path,
    *,
    column: str = "text",
    workers: int | None = None,
    faults: Faults | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Copy ``source`` to ``output`` with ``educational_value`` added to every row.

    Both are JSONL (plain or compressed) or both Parquet, by their names, here or anywhere that
    fsspec reaches. All other columns stay as they are. ``output`` appears whole or not at all,
    and may be ``source``. The default classifier is trained at the first use, in seconds, and
    kept in the user's cache.

    A row whose text can't be used has a null value. A line that is no row is left out.

    Args:
        source: the rows.
        output: where they go.
        column: that holds the text.
        workers: processes.
        faults: told of what can't be used.
        progress: where to tell how far it is.

    Raises:
        HornbookError: for a file that can't be read, no row of which can be used, or output that
            can't be written.
    """
    import pyarrow as pa

    progress = progress or Progress()
    check_pair(source, output)
    added = [pa.field(COLUMN, pa.float64())]
    with (
        row_file(source, column) as file,
        drafts(output) as (draft,),
        writing(draft, file, added) as writer,
    ):
        judge = Judge(default_classifier(progress), workers or usable_cores())
        with progress.bar("classifying", unit="rows") as bar:
            for chunk in _chunks(file, faults or Faults()):
                places = [batch.whole() for batch, _ in chunk]
                texts = [
                    texts[place]
                    for (_, texts), whole in zip(chunk, places, strict=True)
                    for place in whole
                ]
                values = iter(judge.values(texts))
                for (batch, _), whole in zip(chunk, places, strict=True):
                    writer.write(batch, whole, {COLUMN: [next(values) for _ in whole]})
                bar.advance(len(texts))
    return Summary(judge.rows, judge.unparsed)


def default_classifier(progress: Progress) -> QualityClassifier:
    """The classifier trained on the shipped annotations, from the user's cache if it is there."""
    stage = TrainClassifier()
    runner = Runner(_cache(), progress=progress)
    runner.run(stage)
    return runner.open(stage)


class Judge:
    """Scores texts, and counts what it saw."""

    def __init__(self, classifier: QualityClassifier, workers: int) -> None:
        self._model = classifier.model()
        self._workers = workers
        self.rows = 0
        self.unparsed = 0

    def values(self, texts: Sequence[str | None]) -> list[float | None]:
        """Educational values; None where a text is none, doesn't parse or is no file's length.

        Workers change nothing but time.
        """
        from hornbook.curate.scoring import LONGEST

        known = [text for text in texts if text is not None and len(text) <= LONGEST]
        scores = iter(self._values(known))
        values = [None if text is None or len(text) > LONGEST else next(scores) for text in texts]
        self.rows += len(values)
        self.unparsed += values.count(None)
        return values

    def _values(self, texts: list[str]) -> list[float | None]:
        from hornbook.curate.scoring import add_scores, score_batch
        from hornbook.pipeline.engine import daft_module

        if self._workers == 1 or sum(map(len, texts)) < _ALONE:
            return [None if x != x else float(x) for x in score_batch(texts, self._model)]
        frame = daft_module().from_pydict({"text": texts})
        values: list[float | None]
        values = add_scores(frame, self._model, workers=self._workers).to_pydict()[COLUMN]
        return values


def _chunks(file: RowFile, faults: Faults) -> Iterator[list[tuple[Batch, list[str | None]]]]:
    """Consecutive batches and their texts, of about `_CHUNK` characters in all."""
    chunk: list[tuple[Batch, list[str | None]]] = []
    total = 0
    for batch in file.batches(faults):
        texts = batch.texts
        chunk.append((batch, texts))
        total += sum(map(len, filter(None, texts)))
        if total >= _CHUNK:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def _cache() -> Store:
    """The user's cache, or a folder for this process where that can't be written."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    try:
        return open_store(Path(root) / "hornbook")
    except HornbookError:
        return open_store(Path(tempfile.mkdtemp(prefix="hornbook-")))
