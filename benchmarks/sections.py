"""Textbook sections by the procedural author and by a teacher, as Markdown: yields and samples.

    python benchmarks/sections.py [--authored 2000] [--asked 40] [--teacher local]
        [--out /tmp/sections] [--samples 10]

Everything that is stated on the authored pages is checked in the sandbox; the samples are drawn,
not chosen: the same seed draws the same ones from the same rows.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

from hornbook.generate.sections.author import AuthorTextbooks
from hornbook.generate.sections.stages import WriteTextbooks
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.similarity.seen import Seen
from hornbook.teacher import Teacher

NEAR = (0.5, 0.6, 0.7, 0.8)


def main() -> None:
    """Run both, and print tables and samples."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--authored", type=int, default=2000, help="procedural sections")
    parser.add_argument("--asked", type=int, default=40, help="sections to ask the teacher for")
    parser.add_argument("--teacher", default="local")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for runs and answers")
    parser.add_argument("--samples", type=int, default=10)
    chosen = parser.parse_args()
    runner = Runner(open_store(chosen.out), progress=Progress(quiet=True))
    stages: list[tuple[str, Stage[Dataset]]] = []
    if chosen.authored:
        stages.append(("procedural", AuthorTextbooks(sections=chosen.authored)))
    if chosen.asked:
        teacher = Teacher.parse(chosen.teacher)
        asking = WriteTextbooks(teacher=teacher, requests=chosen.asked, max_tokens=400)
        stages.append((teacher.name, asking))
    samples = []
    for name, stage in stages:
        rows = report(runner, name, stage)
        drawn = random.Random(0).sample(rows, min(chosen.samples, len(rows)))
        samples += [(name, row) for row in drawn]
    for name, row in samples:
        title = f"{name}: {row['topic']}, for {row['audience']}"
        print(f"\n<details><summary>{title}</summary>\n\n{row['text'].rstrip()}\n\n</details>")


def report(runner: Runner, name: str, stage: Stage[Dataset]) -> list[dict[str, Any]]:
    """Run a stage and print its yields; returns the rows that were kept."""
    started, used = time.perf_counter(), time.process_time()
    graph = runner.run(stage).graph
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    dataset = runner.open(stage, graph)
    facts = runner.manifest(stage, graph).facts
    kept, rejected = (list(dataset.rows(split)) for split in ("sections", "rejected"))
    checked = sum(row["outputs_checked"] or 0 for row in kept)
    corrected = sum(row["outputs_corrected"] or 0 for row in kept)
    print(f"\n### {name}\n\n| | |\n|---|---|")
    print(f"| asked for | {len(kept) + len(rejected):,} |\n| kept | {len(kept):,} |")
    print(f"| blocks of code in them | {sum(row['code_blocks'] for row in kept):,} |")
    print(f"| stated outputs, compared with real ones | {checked:,} |")
    print(f"| of them wrong, and put right | {corrected:,} |")
    for threshold in NEAR:
        texts = [row["text"] for row in kept]
        near = sum(Seen(threshold=threshold, ngram=5).repeats(texts))
        print(f"| near-duplicates at {threshold} (word 5-grams) | {near / len(kept):.2%} |")
    print(f"| seconds (processor of this process) | {seconds:.0f} ({processor:.0f}) |")
    print("\n| rejected because | sections |\n|---|---|")
    for reason, count in facts["reasons"].items():
        print(f"| {reason} | {count:,} |")
    return kept


if __name__ == "__main__":
    main()
