"""Whether the cost of curation grows linearly, and its memory not at all.

Makes corpora of several sizes out of the Python installed here (each copy with other names, so
that copies aren't near-duplicates), runs each stage on each in a process of its own, and prints
time, processor time, rate and the highest memory of the whole process tree:

    python benchmarks/scale.py --megabytes 250 500 1000 2000
    python benchmarks/scale.py --megabytes 5000 --limit 4

Everything lies below a temporary folder that is removed at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hornbook.corpus.document import document_id, document_schema
from hornbook.curate.classifier import TrainClassifier
from hornbook.curate.filter import Filter
from hornbook.decontaminate.stages import Decontaminate
from hornbook.deduplicate.stages import Deduplicate
from hornbook.diversity.stages import MeasureDiversity
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store

STACK_TOKENS = 35e9  # "Textbooks Are All You Need", §2.1
BYTES_A_TOKEN = 3.3  # of Python, by a tokenizer of code; 4 with a larger vocabulary
# Parts of common names; none is part of a keyword, so a program still parses with others.
RENAMED = (
    *("self", "name", "value", "data", "type", "arg", "test", "key", "list", "str", "result"),
    *("func", "index", "size", "path", "file", "node", "item", "line", "model", "param", "config"),
)


@dataclass(frozen=True, kw_only=True)
class Replicated(Stage[Dataset]):
    """The installed Python again and again, with other names each time, up to a size."""

    megabytes: float

    def run(self, context: Context) -> Dataset:
        """Write files until there is enough."""
        left = self.megabytes * 1e6
        with (
            DatasetWriter(context.directory, documents=document_schema()) as writer,
            context.progress.bar("writing", total=left, unit="bytes") as bar,
        ):
            for text, source in copies():
                row = {"id": document_id(text), "text": text, "source": source}
                writer.add("documents", row | {"parents": [], "stage": context.name})
                left -= len(text)
                bar.advance(len(text))
                if left <= 0:
                    break
        return Dataset(context.directory)


def copies() -> Iterator[tuple[str, str]]:
    """Texts without end, and where they are from."""
    root = Path(sysconfig.get_path("purelib"))
    files = sorted(root.rglob("*.py"), key=lambda path: document_id(str(path.relative_to(root))))
    copy = 0
    while True:
        for path in files:
            try:
                text = path.read_text(encoding="utf-8")
            except (UnicodeDecodeError, OSError):
                continue
            if 0 < len(text) < 1_000_000:
                for place, name in enumerate(RENAMED):
                    text = text.replace(name, f"{name}{copy * 31 + place}")
                yield text, f"copy {copy} of {path.relative_to(root)}"
        copy += 1


def stages(megabytes: float) -> dict[str, Stage[Artifact]]:
    rows = Split(Replicated(megabytes=megabytes), "documents")
    return {
        "corpus": rows.stage,
        "classifier": TrainClassifier(),
        "filter": Filter(corpus=rows, classifier=TrainClassifier()),
        "deduplicate": Deduplicate(source=rows),
        "decontaminate": Decontaminate(source=rows),
        "diversity": MeasureDiversity(source=rows),
    }


SHOWN = ("filter", "deduplicate", "decontaminate", "diversity")


def work(name: str, megabytes: float, store: Path, engine: str) -> None:
    """One stage in this process."""
    settings = Settings(engine=engine)
    Runner(open_store(store), settings, Progress(every=30)).run(stages(megabytes)[name])


@dataclass(frozen=True)
class Cost:
    """What a process and all below it used."""

    seconds: float
    processor: float
    memory: int


def measured(name: str, megabytes: float, store: Path, engine: str, limit: float) -> Cost:
    """Run a stage in a process of its own; end it where it needs more than ``limit`` GB."""
    import psutil

    own = ["--stage", name, "--megabytes", str(megabytes), "--engine", engine]
    command = [sys.executable, __file__, *own, "--folder", str(store)]
    before, started, memory = os.times(), time.perf_counter(), 0
    process = subprocess.Popen(command)
    tree = psutil.Process(process.pid)
    while process.poll() is None:
        memory = max(memory, resident(tree))
        if memory > limit * 1e9:
            for each in [*tree.children(recursive=True), tree]:
                each.kill()
            process.wait()
            raise SystemExit(f"{name}, {megabytes} MB: needs more than {limit} GB of memory")
        time.sleep(0.25)
    if process.returncode:
        raise SystemExit(f"{name}, {megabytes} MB: failed")
    after = os.times()
    processor = sum(after[2:4]) - sum(before[2:4])
    return Cost(time.perf_counter() - started, processor, memory)


def resident(tree: object) -> int:
    """Memory of a process and its descendants; what they share is divided among them."""
    import psutil

    total = 0
    assert isinstance(tree, psutil.Process)
    try:
        for process in [tree, *tree.children(recursive=True)]:
            total += process.memory_full_info().pss
    except psutil.Error:
        pass  # ended meanwhile
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--megabytes", type=float, nargs="+", default=[250, 500, 1000])
    parser.add_argument("--stages", nargs="+", choices=SHOWN, default=list(SHOWN))
    parser.add_argument("--limit", type=float, default=4.0, help="GB of memory")
    parser.add_argument("--engine", default="native")
    parser.add_argument("--json", type=Path, help="write the figures, too")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stage:
        work(given.stage, given.megabytes[0], given.folder, given.engine)
        return
    folder = Path(tempfile.mkdtemp(prefix="hornbook-scale-"))
    try:
        figures = table(given.megabytes, given.stages, folder, given.engine, given.limit)
    finally:
        shutil.rmtree(folder)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


def table(
    sizes: list[float], names: list[str], folder: Path, engine: str, limit: float
) -> list[dict[str, object]]:
    figures: list[dict[str, object]] = []
    print("| stage | MB | seconds | processor seconds | MB/s a core | peak memory, GB |")
    print("|---|---:|---:|---:|---:|---:|")
    for size in sizes:
        for name in ("corpus", "classifier") if "filter" in names else ("corpus",):
            measured(name, size, folder, "native", limit)
        for name in names:
            cost = measured(name, size, folder, engine, limit)
            rate = size / cost.processor
            cells = (f"{cost.seconds:.0f}", f"{cost.processor:.0f}", f"{rate:.2f}")
            print(f"| {name} | {size:,.0f} | {' | '.join(cells)} | {cost.memory / 1e9:.2f} |")
            sys.stdout.flush()
            figures.append({"stage": name, "megabytes": size, **vars(cost)})
        for path in (folder / "artifacts").glob("*"):
            if not path.name.startswith("train-classifier"):
                shutil.rmtree(path)
    estimate(figures)
    return figures


def estimate(figures: list[dict[str, object]]) -> None:
    """What The Stack's Python would take, from the largest size measured."""
    megabytes = STACK_TOKENS * BYTES_A_TOKEN / 1e6
    print(f"\nThe Stack's Python, {megabytes / 1e3:,.0f} GB, at the rates of the largest size:\n")
    print("| stage | core hours | hours on 1 node of 16 cores | on 10 | on 100 |")
    print("|---|---:|---:|---:|---:|")
    largest = {str(each["stage"]): each for each in figures}
    for name, each in largest.items():
        cost, size = float(str(each["processor"])), float(str(each["megabytes"]))
        if name == "diversity":
            continue  # of a sample, whatever the size
        hours = cost / size * megabytes / 3600
        nodes = " | ".join(f"{hours / 16 / count:.2f}" for count in (1, 10, 100))
        print(f"| {name} | {hours:,.0f} | {nodes} |")


if __name__ == "__main__":
    main()
