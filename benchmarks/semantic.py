"""What comparing within clusters costs and misses, beside comparing all pairs.

    python benchmarks/semantic.py [--rows 120000] [--thresholds 0.9 0.95]

Pages of the installed packages, a twentieth of them again with other names, so that there are
pairs to find; the same embeddings for both ways. Above `EXACT` rows Deduplicate clusters.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from hornbook.curate.features import pages_of
from hornbook.deduplicate import semantic
from hornbook.deduplicate.self_test import rename
from hornbook.embed.lexical import LexicalEmbedder

PLANTED = 20  # one page of so many comes again under other names


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=120_000)
    parser.add_argument("--thresholds", type=float, nargs="+", default=[0.9, 0.95])
    options = parser.parse_args()
    vectors_ND = embed(list(itertools.islice(pages(), options.rows)))
    semantic.EXACT = 0  # type: ignore[misc]  # so that a small trial clusters, too
    started = time.perf_counter()
    label_N = semantic.clusters(vectors_ND)
    clustering = time.perf_counter() - started
    print(f"{len(vectors_ND):,} rows of {vectors_ND.shape[1]} numbers; clustered in "
          f"{clustering:.0f} s into {label_N.max() + 1}, the largest of "
          f"{np.bincount(label_N).max():,} rows\n")  # fmt: skip
    print(
        "| cosine | way | seconds | dropped | of those that all pairs drop |\n|---|---|---|---|---|"
    )
    for threshold in options.thresholds:
        everything, seconds = timed(vectors_ND, np.zeros_like(label_N), threshold)
        print(f"| {threshold} | all pairs | {seconds:.0f} | {len(everything):,} | |", flush=True)
        within, seconds = timed(vectors_ND, label_N, threshold)
        found = len(within & everything) / max(len(everything), 1)
        print(f"| {threshold} | within clusters | {clustering + seconds:.0f} | {len(within):,} | "
              f"{found:.1%} |", flush=True)  # fmt: skip


def pages() -> Iterator[str]:
    """Pages in a seeded order, planted ones beside their originals' followers."""
    rng = random.Random(0)
    paths = sorted(Path(sysconfig.get_path("purelib")).rglob("*.py"))
    rng.shuffle(paths)
    for path in paths:
        try:
            found = pages_of(path.read_text(encoding="utf-8")) or ()
        except (OSError, UnicodeDecodeError):
            continue
        for page in found:
            if len(page.text) > 200:
                yield page.text
                if rng.random() < 1 / PLANTED:
                    yield rename(page.text, rng)


def embed(texts: list[str]) -> semantic.Vectors:
    """Unit vectors, shape (texts, numbers)."""
    with LexicalEmbedder().open(None) as session:
        return session.matrix(texts)


def timed(
    vectors_ND: semantic.Vectors, label_N: semantic.Ints, threshold: float
) -> tuple[set[int], float]:
    """The rows dropped, and the seconds that it took."""
    started, dropped = time.perf_counter(), set[int]()
    for number in range(label_N.max() + 1):
        own = np.flatnonzero(label_N == number)
        lost, _, _ = semantic.greedy(vectors_ND[own], threshold)
        dropped |= set(own[lost].tolist())
    return dropped, time.perf_counter() - started


if __name__ == "__main__":
    main()
