"""Explanation traces without a teacher: how fast, how different, how far from BIG-Bench Hard.

    python benchmarks/explanations.py --count 100000
    python benchmarks/explanations.py --count 0 --rows 2000000      # the sampler alone
    python benchmarks/explanations.py --count 20000 --bbh FOLDER    # with BIG-Bench Hard's items

Near-duplicates are texts with a Jaccard similarity of 5-word shingles of 0.8 or more to one
before (MinHash bands, then the full sets). FOLDER holds BIG-Bench Hard's JSON files.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

from hornbook.generate.explanations.author import AuthorExplanations
from hornbook.generate.explanations.sample import TaskSample
from hornbook.similarity.seen import Seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="traces to write")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows to sample from")
    parser.add_argument("--bbh", type=Path, help="a folder of BIG-Bench Hard's JSON files")
    given = parser.parse_args()
    if given.count:
        author(given.count, given.bbh)
    if given.rows:
        sampler(given.rows)


def author(count: int, bbh: Path | None) -> None:
    stage = AuthorExplanations(explanations=count)
    train, heldout = stage.kinds()
    wall, processor = time.perf_counter(), time.process_time()
    rows = list(stage.rows("train", train, count))
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    kept = [row for row in rows if not row["reason"]]
    reasons = Counter(row["reason"] for row in rows if row["reason"])
    print(f"{len(train)} kinds for training, {len(heldout)} held out; one process.\n")
    print("| traces | wall s | processor s | a processor second | rejected |")
    print("|---|---|---|---|---|")
    told = ", ".join(f"{n} {reason}" for reason, n in reasons.most_common()) or "none"
    rate = len(kept) / processor
    print(f"| {len(kept):,} | {wall:.1f} | {processor:.1f} | {rate:,.0f} | {told} |\n")
    near(kept)
    lengths(kept)
    if bbh:
        leaked(kept, bbh)


def near(kept: list[dict[str, object]]) -> None:
    print("| near-duplicates (5-word shingles, Jaccard ≥ 0.8) | of | share | most in |")
    print("|---|---|---|---|")
    for name in ("text", "query", "response"):
        seen = Seen(threshold=0.8, ngram=5)
        by_task: Counter[str] = Counter()
        for start in range(0, len(kept), 500):
            part = kept[start : start + 500]
            repeats = seen.repeats([str(row[name]) for row in part])
            for row, repeat in zip(part, repeats, strict=True):
                by_task[str(row["task"])] += repeat
        most = ", ".join(f"{task} {n:,}" for task, n in by_task.most_common(4) if n)
        total = by_task.total()
        print(f"| {name} | {len(kept):,} | {total / len(kept):.2%} | {most} |")
    print()


def lengths(kept: list[dict[str, object]]) -> None:
    words = defaultdict(list)
    for row in kept:
        words[row["kind"]].append(len(str(row["response"]).split()))
    kinds = sorted(words, key=lambda kind: int(str(kind)))
    print("| kind of system message | " + " | ".join(map(str, kinds)) + " |")
    print("|---" * (len(kinds) + 1) + "|")
    print("| traces | " + " | ".join(f"{len(words[kind]):,}" for kind in kinds) + " |")
    middle = " | ".join(f"{median(words[kind]):.0f}" for kind in kinds)
    print(f"| words of a response, median | {middle} |\n")


def leaked(kept: list[dict[str, object]], folder: Path) -> None:
    """How many of BIG-Bench Hard's items share runs of words with a query."""
    items = [
        example["input"]
        for path in sorted(folder.rglob("*.json"))
        for example in json.loads(path.read_text()).get("examples", [])
    ]
    print(f"| words in a row that one of {len(items):,} items shares | items |")
    print("|---|---|")
    for size in (8, 10, 13):
        grams = {gram for row in kept for gram in ngrams(str(row["query"]), size)}
        hit = sum(any(gram in grams for gram in ngrams(item, size)) for item in items)
        print(f"| {size} | {hit} |")
    print()


def ngrams(text: str, size: int) -> list[tuple[str, ...]]:
    words = "".join(c.lower() if c.isalnum() else " " for c in text).split()
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


def sampler(rows: int) -> None:
    print("| rows read | tasks | drawn | held for a while | processor s | rows/s | peak MB more |")
    print("|---|---|---|---|---|---|---|")
    for size in (rows // 100, rows // 10):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        sample, accepted = TaskSample(size, None, 0), 0
        start = time.process_time()
        for place in range(rows):
            accepted += sample.offer(f"task {place % 193}", f"query {place}", place)
        drawn = len(sample.chosen())
        seconds = time.process_time() - start
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(
            f"| {rows:,} | 193 | {drawn:,} | {accepted:,} | {seconds:.1f} | {rows / seconds:,.0f} "
            f"| {more:.0f} |"
        )


if __name__ == "__main__":
    main()
