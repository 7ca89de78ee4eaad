"""Decontamination against HumanEval: Hornbook beside its peers, on the same rows in the same run.

    python benchmarks/decontamination.py ngrams --peers PYTHON
    python benchmarks/decontamination.py trees --peers PYTHON

``PYTHON`` is the interpreter of an environment that has lm-eval (``pip install --no-deps lm-eval``;
its Python mode), datatrove (with spacy and nltk) and Levenshtein; without it they are left out.
Prints Markdown; ``docs/results/decontamination.md`` holds it. "Processor" is the time that the
processes were given, which matters on a busy machine.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import resource
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from hornbook import benchmark
from hornbook.benchmark.problem import Problem
from hornbook.corpus.document import document_id, document_schema
from hornbook.decontaminate.copies import verbatim_forms
from hornbook.decontaminate.ngram import NgramIndex
from hornbook.decontaminate.prune import CompareWithBenchmark
from hornbook.decontaminate.self_test import plant
from hornbook.decontaminate.snippets import problem_snippet, snippets
from hornbook.generate.procedural import families
from hornbook.generate.procedural.author import Refused, exercise_author
from hornbook.generate.procedural.naming import Namer
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.similarity.tree_match import matching

PHI1_ROWS = 879_500
ROUNDS = 3
# Dead statements that make the copies of an exercise differ as programs.
PADDING = ("pass", "assert True", "amount = ()", "print(None)", "amount = [0, 1]")


class Peer:
    """A peer in its own interpreter, asked over its standard input."""

    def __init__(self, python: str, name: str, items: Sequence[object]) -> None:
        script = Path(__file__).with_name("decontamination_peers.py")
        self._process = subprocess.Popen(
            [python, str(script), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._send({"items": items})

    def ask(self, texts: Sequence[str]) -> dict[str, Any]:
        """What it finds, and the seconds it took.

        Raises:
            RuntimeError: when it isn't installed.
        """
        self._send({"texts": texts})
        assert self._process.stdout is not None
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("not installed")
        found: dict[str, Any] = json.loads(answer)
        return found

    def _send(self, request: object) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()


class Hornbook:
    """The same for Hornbook's n-grams, in this process."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self._index = NgramIndex(problems)

    def ask(self, texts: Sequence[str]) -> dict[str, Any]:
        """What it finds, and the seconds it took."""
        wall, processor = time.perf_counter(), time.process_time()
        found = [bool(matches) for matches in self._index.find(texts)]
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        return {"found": found, "wall": wall, "processor": processor}


@dataclass
class Tally:
    """What one of them did so far."""

    searcher: Hornbook | Peer
    wall: float = 0.0
    processor: float = 0.0
    flagged: int = 0


def ngrams(megabytes: float, peers: str | None) -> None:
    texts = installed_python(megabytes)
    size = sum(map(len, texts)) / 1e6
    problems = benchmark.load("humaneval")
    items = [[problem.prompt, problem.solution] for problem in problems]
    tallies = {"Hornbook": Tally(Hornbook(problems))}
    for name in ("janitor", "datatrove") if peers else ():
        tallies[name] = Tally(Peer(str(peers), name, items))
    clean = texts
    for start in range(ROUNDS):
        part = texts[start::ROUNDS]
        for name, tally in list(tallies.items()):
            try:
                answer = tally.searcher.ask(part)
            except RuntimeError as reason:
                print(f"{name}: {reason}", file=sys.stderr)
                del tallies[name]
                continue
            tally.wall += answer["wall"]
            tally.processor += answer["processor"]
            tally.flagged += sum(answer["found"])
            flagged = zip(part, answer["found"], strict=True)
            dirty = {text for text, found in flagged if found}
            clean = [text for text in clean if text not in dirty]
    print(f"{len(texts):,} files, {size:.1f} MB; HumanEval, 13-grams\n")
    print("| | " + " | ".join(tallies) + " |\n|---|" + "---:|" * len(tallies))
    row("MB/s, wall", [f"{size / each.wall:.2f}" for each in tallies.values()])
    row("MB/s of processor time", [f"{size / each.processor:.2f}" for each in tallies.values()])
    row("files flagged", [f"{each.flagged}" for each in tallies.values()])
    for form, rows in planted(problems, clean[:200]):
        found = [sum(each.searcher.ask(rows)["found"]) for each in tallies.values()]
        row(f"planted verbatim, {form}", [f"{count} of {len(rows)}" for count in found])


def row(name: str, cells: Sequence[str]) -> None:
    print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def installed_python(megabytes: float) -> list[str]:
    """A seeded sample of installed source files of about this many megabytes."""
    files = sorted(Path(sysconfig.get_path("purelib")).rglob("*.py"))
    random.Random(0).shuffle(files)
    texts, size = [], 0
    for file in files:
        with contextlib.suppress(UnicodeDecodeError):
            texts.append(file.read_text(encoding="utf-8"))
            size += len(texts[-1])
        if size >= megabytes * 1e6:
            break
    return texts


def planted(problems: Sequence[Problem], hosts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Rows that hold a verbatim copy of each problem, by the copy's form."""
    for form in ("item", "prompt", "docstring", "solution"):
        rng = random.Random(0)
        copies = [dict(verbatim_forms(problem)).get(form) for problem in problems]
        yield form, [plant(copy, rng.choice(hosts), rng) for copy in copies if copy]


@dataclass(frozen=True, kw_only=True)
class ManyExercises(Stage[Dataset]):
    """Exercises of the procedural author, and copies of them with other names and statements."""

    rows: int
    authored: int

    def run(self, context: Context) -> Dataset:
        """Write them."""
        started = time.process_time()
        pieces = exercise_author("benchmark", Namer()).pieces(families(), self.authored)
        exercises = [piece for piece in pieces if not isinstance(piece, Refused)]
        context.record(authored_per_second=len(exercises) / (time.process_time() - started))
        with DatasetWriter(context.directory, train=document_schema()) as writer:
            for number in range(self.rows):
                turn, place = divmod(number, len(exercises))
                text = varied(exercises[place].text, exercises[place].name, turn)
                writer.add(
                    "train",
                    {
                        "id": document_id(text),
                        "text": text,
                        "source": "procedural",
                        "parents": [],
                        "stage": context.name,
                    },
                )
        return Dataset(context.directory)


def varied(text: str, name: str, turn: int) -> str:
    """The exercise itself, or a copy whose name and tree are the turn's own."""
    if not turn:
        return text
    extra = [line for bit, line in enumerate(PADDING) if turn >> bit & 1]
    body = "".join(f"    {line}\n" for line in extra)
    return text.replace(name, f"{name}_{turn}").rstrip("\n") + "\n" + body


def trees(rows: int, authored: int, workers: int, peers: str | None) -> None:
    print("| exercises x 164 problems | wall | processor | rows/s | pairs at 0.8 |")
    print("|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(workers=workers)
        runner = Runner(open_store(Path(folder)), settings, Progress(quiet=True))
        for part in (rows // 8, rows):
            source = ManyExercises(rows=part, authored=min(authored, part))
            facts = runner.manifest(source, runner.run(source).graph).facts
            wall, processor = time.perf_counter(), total_processor()
            stage = CompareWithBenchmark(source=Split(source, "train"), floor=0.8)
            runner.run(stage)
            wall, processor = time.perf_counter() - wall, total_processor() - processor
            found = runner.open(stage).counts()["pairs"]
            cells = f"{wall:.1f} s | {processor:.1f} s | {part / wall:,.0f} | {found:,}"
            print(f"| {part:,} | {cells} |", flush=True)
        print(f"\n{facts['authored_per_second']:,.0f} exercises authored a second")
        texts = [row["text"] for row in islice(runner.open(source).rows("train"), 0, rows, 997)]
    loop(texts[:600], rows, peers)


def total_processor() -> float:
    """Seconds of this process and of those that it started and that have ended."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def loop(texts: Sequence[str], rows: int, peers: str | None) -> None:
    """The comparison of some exercises alone: Levenshtein in a loop, and Hornbook's."""
    queries = [problem_snippet(problem).tokens for problem in benchmark.load("humaneval")]
    found = [snippet.tokens for text in texts for snippet in snippets(text)]
    started = time.process_time()
    ours = len(matching(queries, found, 0.8))
    seconds = time.process_time() - started
    pairs = len(found) * len(queries)
    print(f"\nhornbook: {ours} of {pairs:,} pairs match at 0.8, {pairs / seconds:,.0f} pairs/s")
    if not peers:
        return
    try:
        answer = Peer(peers, "levenshtein", queries).ask(found)
    except RuntimeError as reason:
        print(f"Levenshtein: {reason}")
        return
    took = answer["processor"]
    print(
        f"Levenshtein in a loop: {answer['found']} match, {pairs / took:,.0f} pairs/s; for "
        f"{rows:,} rows, without parsing them, {took / len(found) * rows:,.0f} s (extrapolated)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", metavar="PYTHON")
    parts = parser.add_subparsers(dest="part", required=True)
    first = parts.add_parser("ngrams")
    first.add_argument("--megabytes", type=float, default=20)
    second = parts.add_parser("trees")
    second.add_argument("--rows", type=int, default=PHI1_ROWS)
    second.add_argument("--authored", type=int, default=40_000)
    second.add_argument("--workers", type=int, default=2)
    for each in (first, second):
        each.add_argument("--peers", metavar="PYTHON", default=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part == "ngrams":
        ngrams(arguments.megabytes, arguments.peers)
    else:
        trees(arguments.rows, arguments.authored, arguments.workers, arguments.peers)


if __name__ == "__main__":
    main()
