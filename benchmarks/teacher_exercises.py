"""What becomes of exercises that a teacher is asked for: yields by reason, and samples.

    python benchmarks/teacher_exercises.py [--requests 200] [--teacher local] [--structured]

Answers are kept below ``--folder`` (runs), so that a second call asks nothing. Samples are drawn
by a seeded draw, not chosen.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

from hornbook.generate.code_exercises.stages import WriteExercises, WriteStructuredExercises
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.teacher import Teacher


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--teacher", default="local")
    parser.add_argument("--structured", action="store_true")
    parser.add_argument("--samples", type=int, default=10)
    parser.add_argument("--folder", type=Path, default=Path("runs"))
    options = parser.parse_args()
    kind = WriteStructuredExercises if options.structured else WriteExercises
    stage = kind(teacher=Teacher.parse(options.teacher), requests=options.requests)
    runner = Runner(open_store(options.folder), progress=Progress(quiet=True))
    graph = runner.run(stage).graph
    dataset, facts = runner.open(stage, graph), runner.manifest(stage, graph).facts
    show_yield(facts)
    for split in ("train", "rejected"):
        rows = list(dataset.rows(split))
        drawn = random.Random(0).sample(rows, min(options.samples, len(rows)))
        print(f"\n### {len(drawn)} of {len(rows)} in `{split}`\n")
        for row in drawn:
            show(row)


def show_yield(facts: dict[str, Any]) -> None:
    (account,) = facts["accounts"]
    print(
        "| teacher | template | asked | parsed | verified | kept |\n|---|---|---:|---:|---:|---:|"
    )
    counts = " | ".join(str(account[name]) for name in ("asked", "parsed", "verified", "kept"))
    print(f"| {account['teacher']} | {account['template']} | {counts} |\n")
    print("| rejected because | answers |\n|---|---:|")
    for reason, count in facts["reasons"].items():
        print(f"| {reason} | {count} |")


def show(row: dict[str, Any]) -> None:
    if "reason" not in row:
        print(f"{row['killed']} of {row['mutants']} mutants noticed, {row['alike']} seem alike, "
              f"{row['added_tests']} assertions added\n")  # fmt: skip
    else:
        detail = f" ({row['detail']})" if row["detail"] else ""
        print(f"`{row['name']}`: {row['reason']}{detail}\n")
    text = row["text"] + (f"\n{row['tests']}" if row["tests"] else "")
    print(f"~~~~text\n{text.strip()}\n~~~~\n")


if __name__ == "__main__":
    main()
