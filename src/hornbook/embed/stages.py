"""Embedding as a step of a recipe: rows in, the same rows with their vectors out."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from hornbook.embed.protocol import Embedder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

_ROWS_AT_ONCE = 1024


@dataclass(frozen=True, kw_only=True)
class Embed(Stage[Dataset]):
    """The rows of a split, each with the vector of its text; split ``rows``, in the same order.

    A killed run finds the vectors it made in the cache. Records how many texts were cut, and how
    many vectors were there already.

    Attributes:
        source: what to embed.
        embedder: what with.
        column: of the vectors, a list of float32 of one length.
    """

    source: Split
    embedder: Embedder
    column: str = "vector"

    def external(self) -> str:
        """What the embedder reads from outside the recipe."""
        return self.embedder.external()

    def run(self, context: Context) -> Dataset:
        """Embed window by window."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        dataset = context.load(self.source.stage)
        files = [pq.ParquetFile(path) for path in dataset.files(self.source.name)]
        total = sum(file.metadata.num_rows for file in files)
        if not total:
            raise HornbookError(f"{context.name}: the split {self.source.name} holds no rows")
        target = context.directory / "rows" / "part-00000.parquet"
        target.parent.mkdir()
        with (
            self.embedder.open(context.cache, context.settings) as session,
            context.progress.bar("embedding", total=total, unit="docs") as bar,
            ExitStack() as opened,
        ):
            writer = None
            for file in files:
                for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
                    texts = batch.column("text").to_pylist()
                    (vectors_ND,) = session.embed(texts, window=len(texts), advance=bar.advance)
                    flat = pa.array(vectors_ND.ravel(), pa.float32())
                    vectors = pa.FixedSizeListArray.from_arrays(flat, vectors_ND.shape[1])
                    table = pa.Table.from_batches([batch]).append_column(self.column, vectors)
                    if writer is None:
                        writer = opened.enter_context(
                            pq.ParquetWriter(target, table.schema, compression="zstd")
                        )
                    writer.write_table(table)
            context.record(**session.facts())
        return Dataset(context.directory)
