"""The stage that sets documents aside, so that models can be measured on what none has seen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage


@dataclass(frozen=True, kw_only=True)
class HoldOut(Stage[Dataset]):
    """Divide documents into those to learn from and those to measure on.

    Splits: ``kept`` and ``heldout``, both in the order of the source. Near-copies would stand on
    both sides: deduplicate first.

    Attributes:
        documents: what to divide.
        share: of the documents that are held out; at least one is, and one is kept.
        fewest: hold out so many though the share be less, as an interval over three documents says
            nothing; but not for that more than a quarter of all.
        seed: decides which.
    """

    documents: Split
    share: float = 0.05
    fewest: int = 10
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise HornbookError(f"share={self.share}: give a share between 0 and 1")

    def run(self, context: Context) -> Dataset:
        """Write both splits; the ids of all documents are in memory.

        Raises:
            HornbookError: when there are fewer than two documents.
        """
        import pyarrow.parquet as pq

        files = context.load(self.documents.stage).files(self.documents.name)
        ids = {row["id"] for row in self.documents.rows(context, ["id"])}
        if len(ids) < 2:
            raise HornbookError(
                f"{self.name}: {self.documents.stage.name} left {len(ids)} documents, and it takes "
                "two to hold one out; give more documents, or a filter that keeps more"
            )
        fewest = min(self.fewest, len(ids) // 4)
        number = min(max(1, fewest, round(self.share * len(ids))), len(ids) - 1)
        heldout = set(sorted(ids, key=self._rank)[:number])
        schema = pq.read_schema(files[0])
        with DatasetWriter(context.directory, kept=schema, heldout=schema) as writer:
            for row in self.documents.rows(context):
                writer.add("heldout" if row["id"] in heldout else "kept", row)
        return Dataset(context.directory)

    def _rank(self, document: str) -> bytes:
        return hashlib.blake2b(f"{self.seed}/{document}".encode(), digest_size=16).digest()
