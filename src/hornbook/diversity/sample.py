"""A random sample of rows, of a size that every measure is told beside its value."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Extent:
    """How much each measure looks at. All fall or rise with it, so compare equal extents.

    Attributes:
        rows: drawn from the data set, for near-duplicates, shapes and histograms.
        bytes: of the rows drawn first, for compression.
        words: of the rows drawn first, for distinct-n.
        bleu_rows: drawn first, for self-BLEU.
        bleu_words: of each of them.
        embedded: rows drawn first, for the Vendi score.
    """

    rows: int = 10_000
    bytes: int = 10_000_000
    words: int = 1_000_000
    bleu_rows: int = 1_000
    bleu_words: int = 128
    embedded: int = 2_000

    def __post_init__(self) -> None:
        """Refuse sizes below 1.

        Raises:
            HornbookError: naming the size.
        """
        for name, value in vars(self).items():
            if value < 1:
                raise HornbookError(f"a sample's {name}={value}: give at least 1")


def sample_rows(
    dataset: Dataset, split: str, columns: list[str], count: int, seed: int
) -> list[Row]:
    """``count`` rows of a split (or all) in random order; only what holds them is read.

    Places are drawn by number, so nothing is scanned: row groups without a drawn row stay on disk.
    """
    import pyarrow.parquet as pq

    total = dataset.counts()[split]
    rng = random.Random(seed)
    places = rng.sample(range(total), min(count, total))
    wanted = iter(sorted(places))
    found: dict[int, Row] = {}
    place, start = next(wanted, None), 0
    for path in dataset.files(split):
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                end = start + file.metadata.row_group(group).num_rows
                chosen = []
                while place is not None and place < end:
                    chosen.append(place)
                    place = next(wanted, None)
                if chosen:
                    table = file.read_row_group(group, columns=columns)
                    rows = table.take([each - start for each in chosen]).to_pylist()
                    found.update(zip(chosen, rows, strict=True))
                start = end
    return [found[place] for place in places]


def reservoir(rows: Iterable[Row], count: int, seed: int) -> tuple[list[Row], int]:
    """``count`` rows of a stream in random order, and the stream's length (algorithm R)."""
    rng = random.Random(seed)
    kept: list[Row] = []
    total = 0
    for total, row in enumerate(rows, start=1):
        if len(kept) < count:
            kept.append(row)
        elif (place := rng.randrange(total)) < count:
            kept[place] = row
    rng.shuffle(kept)
    return kept, total


def first_within(texts: Iterable[str], limit: int) -> Iterator[str]:
    """Texts from the front, the last one cut, whose UTF-8 bytes are ``limit`` at most in all."""
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        if len(data) >= limit:
            yield data[:limit].decode("utf-8", "ignore")
            return
        limit -= len(data)
        yield text
