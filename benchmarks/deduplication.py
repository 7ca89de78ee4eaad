"""Near-duplicate removal beside datatrove, rensa and text-dedup: whole jobs, Parquet to files.

    python benchmarks/deduplication.py --peers PYTHON

PYTHON is an interpreter that has the peers (and pyarrow); those it lacks are told as such. All
get the same files of this environment: a small corpus with planted copies, on which their
results are compared with all pairs, and for those that are fast enough a large one, for speed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from scipy.sparse import csr_array

from hornbook.deduplicate.self_test import edit, rename

JOBS = Path(__file__).with_name("deduplication_jobs.py")
THRESHOLD, NGRAM = 0.8, 5
SIMILARITIES = (0.95, 0.9, 0.85, 0.82)
SLOW = ("datatrove", "text_dedup")
_WORD = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True)
class Result:
    """What a job took and left."""

    seconds: float
    processor: float
    kept: frozenset[str]


def installed_python() -> list[str]:
    """All installed source files, in a seeded order."""
    texts = []
    for file in sorted(Path(sysconfig.get_path("purelib")).rglob("*.py")):
        with contextlib.suppress(UnicodeDecodeError):
            texts.append(file.read_text(encoding="utf-8"))
    random.Random(0).shuffle(texts)
    return texts


def take(texts: Sequence[str], megabytes: float) -> list[str]:
    """The first texts of about this size in all."""
    chosen, size = [], 0
    for text in texts:
        if size >= megabytes * 1e6:
            break
        chosen.append(text)
        size += len(text)
    return chosen


def planted(texts: Sequence[str], every: int = 4) -> list[str]:
    """Copies of every so many texts: words changed to several similarities, or a name."""
    rng = random.Random(1)
    hosts = [text for text in texts[::every] if len(_WORD.findall(text)) > 60]
    copies = []
    for number, text in enumerate(hosts):
        kind = number % (len(SIMILARITIES) + 1)
        if kind < len(SIMILARITIES):
            copies.append(edit(text, SIMILARITIES[kind], NGRAM, rng))
        else:
            copies.append(rename(text, rng))
    return copies


def write(path: Path, texts: Iterable[str]) -> float:
    """Rows of these texts, with their number as id; returns their megabytes."""
    texts = list(texts)
    table = pa.table({"id": [str(number) for number in range(len(texts))], "text": texts})
    pq.write_table(table, path, compression="zstd", row_group_size=1024)
    return sum(len(text.encode()) for text in texts) / 1e6


def similar_pairs(texts: Sequence[str]) -> list[tuple[int, int]]:
    """All pairs at or above the threshold, by comparing every two sets."""
    numbers: dict[tuple[str, ...], int] = {}
    columns, bounds = [], [0]
    for text in texts:
        words = _WORD.findall(text.lower())
        runs = {tuple(words[at : at + NGRAM]) for at in range(max(1, len(words) - NGRAM + 1))}
        columns.extend(numbers.setdefault(run, len(numbers)) for run in sorted(runs))
        bounds.append(len(columns))
    ones = np.ones(len(columns), dtype=np.int32)
    matrix = csr_array((ones, columns, bounds), shape=(len(texts), len(numbers)))
    shared = (matrix @ matrix.T).tocoo()
    sizes = np.diff(bounds)
    union = sizes[shared.row] + sizes[shared.col] - shared.data
    alike = (shared.data >= THRESHOLD * union) & (shared.row < shared.col)
    return list(zip(shared.row[alike].tolist(), shared.col[alike].tolist(), strict=True))


def run(tool: str, python: str, source: Path) -> Result | str:
    """Run one job in a process of its own; a message where it can't be run."""
    with tempfile.TemporaryDirectory() as folder:
        command = [python, str(JOBS), tool, str(source), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            return "not installed" if "ModuleNotFoundError" in last else last[:100]
        said = json.loads(done.stdout.splitlines()[-1])
        kept = frozenset(Path(said["kept"]).read_text().split())
        return Result(said["seconds"], said["processor"], kept)


def speeds(tools: dict[str, str], source: Path, megabytes: float, turns: int) -> None:
    """Print a table of rates, the best of some turns taken in between one another."""
    best: dict[str, Result | str] = {}
    for _ in range(turns):
        for tool, python in tools.items():
            result, before = run(tool, python, source), best.get(tool)
            if isinstance(result, str) or not isinstance(before, Result):
                best[tool] = result
            elif result.processor < before.processor:
                best[tool] = result
    print("| tool | seconds | processor s | MB/s | MB/s a processor | kept |")
    print("|---|---:|---:|---:|---:|---:|")
    for tool, result in best.items():
        if isinstance(result, str):
            print(f"| {tool} | {result} | | | | |")
        else:
            print(
                f"| {tool} | {result.seconds:.1f} | {result.processor:.1f} "
                f"| {megabytes / result.seconds:.1f} | {megabytes / result.processor:.1f} "
                f"| {len(result.kept):,} |"
            )


def accuracy(tools: dict[str, str], source: Path, megabytes: float, texts: Sequence[str]) -> None:
    """Print rates on the small corpus, and how results compare with all pairs."""
    pairs = similar_pairs(texts)
    partners: dict[int, set[int]] = {}
    for one, other in pairs:
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    print(f"\n{len(pairs):,} pairs of {len(texts):,} texts are similar, {megabytes:.1f} MB.\n")
    print("| tool | processor s | MB/s a processor | pairs found | removed | of them rightly |")
    print("|---|---:|---:|---:|---:|---:|")
    for tool, python in tools.items():
        result = run(tool, python, source)
        if isinstance(result, str):
            print(f"| {tool} | {result} | | | | |")
            continue
        kept = {int(name) for name in result.kept}
        found = sum(not (one in kept and other in kept) for one, other in pairs)
        removed = set(range(len(texts))) - kept
        rightly = sum(row in partners for row in removed)
        print(
            f"| {tool} | {result.processor:.1f} | {megabytes / result.processor:.2f} "
            f"| {found / len(pairs):.2%} | {len(removed):,} "
            f"| {rightly / len(removed) if removed else 1:.2%} |"
        )


def signing(source: Path, megabytes: float) -> None:
    """Print what signing alone takes, with Hornbook's signatures and with Daft's expression."""
    from hornbook.deduplicate.matching import Matching
    from hornbook.deduplicate.parts import parts_of
    from hornbook.deduplicate.search import sign
    from hornbook.deduplicate.work import Work
    from hornbook.pipeline.engine import daft_module
    from hornbook.pipeline.progress import Progress

    daft = daft_module()

    def ours() -> None:
        with tempfile.TemporaryDirectory() as folder:
            sign(parts_of([source]), Matching(), Work(Path(folder), Progress(quiet=True), 2))

    def its() -> None:
        words = daft.col("text").lower().regexp_replace(r"[^a-z0-9_\x{80}-\x{10ffff}]+", " ")
        signature = words.minhash(num_hashes=120, ngram_size=NGRAM, hash_function="xxhash64")
        daft.read_parquet(str(source)).select(signature).collect()

    print("\n| signing, 120 numbers a row | seconds | processor s | MB/s a processor |")
    print("|---|---:|---:|---:|")
    for name, work in (("hornbook", ours), ("Daft's minhash", its)):
        work()
        started, used = time.perf_counter(), time.process_time()
        work()
        seconds, processor = time.perf_counter() - started, time.process_time() - used
        print(f"| {name} | {seconds:.1f} | {processor:.1f} | {megabytes / processor:.1f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", default=sys.executable, help="an interpreter with the peers")
    parser.add_argument("--megabytes", type=float, default=400, help="for the fast ones")
    parser.add_argument("--small", type=float, default=8, help="megabytes for all, with copies")
    parser.add_argument("--turns", type=int, default=2)
    options = parser.parse_args()
    tools = {"hornbook": sys.executable} | dict.fromkeys(
        ("rensa", "rensa_rho", "text_dedup", "datatrove"), options.peers
    )
    texts = installed_python()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "large.parquet"
        large = take(texts, options.megabytes)
        megabytes = write(source, large)
        print(f"{len(large):,} files, {megabytes:.1f} MB, two workers, best of {options.turns}:\n")
        fast = {tool: python for tool, python in tools.items() if tool not in SLOW}
        speeds(fast, source, megabytes, options.turns)
        signing(source, megabytes)
        source = Path(folder) / "small.parquet"
        small = take(texts, options.small)
        small += planted(small)
        random.Random(2).shuffle(small)
        accuracy(tools, source, write(source, small), small)


if __name__ == "__main__":
    main()
