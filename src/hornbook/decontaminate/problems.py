"""The benchmarks that data is held against: by name, from a folder, or a file of one's own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hornbook import benchmark
from hornbook.benchmark import own
from hornbook.benchmark.problem import Problem
from hornbook.errors import HornbookError
from hornbook.pipeline.stage import unhashed


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """A benchmark whose files the user has.

    Attributes:
        name: one that `benchmark.load` knows, or any other for a file of one's own.
        folder: where the files of a known benchmark lie.
        file: a JSONL file of one's own.
        columns: which columns of that file hold what, as ``(("prompt", "question"), …)``.
    """

    name: str
    folder: str | None = unhashed(None)
    file: str | None = unhashed(None)
    columns: tuple[tuple[str, str], ...] = unhashed(())

    def load(self) -> tuple[Problem, ...]:
        """The problems.

        Raises:
            HornbookError: when the benchmark is unknown, or its file missing or malformed.
        """
        if self.file is not None:
            return own.load(Path(self.file), own.Columns.of(dict(self.columns)))
        if self.folder is not None:
            return benchmark.load(self.name, Path(self.folder))
        return benchmark.load(self.name)


def named(benchmarks: Sequence[str | Benchmark]) -> list[Benchmark]:
    """Benchmarks, some of which were given by name alone."""
    return [Benchmark(name=each) if isinstance(each, str) else each for each in benchmarks]


def load_problems(benchmarks: Sequence[str | Benchmark]) -> list[Problem]:
    """All problems of some benchmarks, in order.

    Raises:
        HornbookError: when there is no benchmark, one is unknown or empty, or two problems have
            one id.
    """
    if not benchmarks:
        raise HornbookError("no benchmark to decontaminate against; name one, such as humaneval")
    problems: dict[str, Problem] = {}
    for each in named(benchmarks):
        loaded = each.load()
        if not loaded:
            raise HornbookError(f"benchmark {each.name!r} has no problems; check its files")
        for problem in loaded:
            if problem.id in problems:
                raise HornbookError(
                    f"benchmark {each.name!r}: the id {problem.id!r} is there twice; name a "
                    "benchmark once, and let the ids of your own differ"
                )
            problems[problem.id] = problem
    return list(problems.values())


def problems_digest(benchmarks: Sequence[str | Benchmark]) -> str:
    """A digest of what is looked for.

    Benchmarks on the hub are known by their names, so that a plan needs no hub.

    Raises:
        HornbookError: as `load_problems` does.
    """
    digest = hashlib.sha256()
    here = [each for each in named(benchmarks) if not each.name.startswith(benchmark.HUB)]
    for problem in load_problems(here) if here or not benchmarks else ():
        for part in (problem.id, problem.prompt, problem.solution):
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
