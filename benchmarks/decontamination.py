"""13-gram decontamination against HumanEval: Hornbook beside lm-eval's Janitor, one process each.

Both read the same Python files of this environment, then the same planted copies:

    python benchmarks/decontamination.py --megabytes 20

Janitor is measured where lm-eval is installed (``pip install --no-deps lm-eval`` is enough; its
Python mode, as its C++ module has to be compiled by hand). A planted copy counts as found by
Janitor when it removes anything from the row.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from hornbook import benchmark
from hornbook.benchmark.problem import Problem
from hornbook.decontaminate.ngram import NgramIndex
from hornbook.decontaminate.self_test import plant, verbatim_forms

Search = Callable[[list[str]], list[bool]]


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


def hornbook_search(problems: tuple[Problem, ...]) -> Search:
    index = NgramIndex(problems)
    return lambda texts: [bool(matches) for matches in index.find(texts)]


def janitor_search(problems: tuple[Problem, ...]) -> Search:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        from lm_eval.decontamination.janitor import Janitor
    janitor = Janitor(minimum_slice_length=0)
    for problem in problems:
        janitor.register_contaminant_python(problem.prompt + problem.solution)
    return lambda texts: [janitor.clean_python(text) != [text] for text in texts]


def planted(problems: tuple[Problem, ...], hosts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Rows that hold a verbatim copy of each problem, by the copy's form."""
    for form in ("item", "prompt", "docstring", "solution"):
        rng = random.Random(0)
        copies = [dict(verbatim_forms(problem)).get(form) for problem in problems]
        yield form, [plant(copy, rng.choice(hosts), rng) for copy in copies if copy]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--megabytes", type=float, default=20)
    texts = installed_python(parser.parse_args().megabytes)
    size = sum(map(len, texts)) / 1e6
    problems = benchmark.load("humaneval")
    print(f"{len(texts):,} files, {size:.1f} MB; HumanEval, {len(problems)} problems, 13-grams")
    peers: dict[str, Callable[[tuple[Problem, ...]], Search]] = {
        "Hornbook": hornbook_search,
        "lm-eval Janitor": janitor_search,
    }
    for name, build in peers.items():
        try:
            search = build(problems)
        except ImportError:
            print(f"{name}: not installed")
            continue
        search(texts[:20])
        started = time.perf_counter()
        flagged = search(texts)
        seconds = time.perf_counter() - started
        clean = [text for text, found in zip(texts, flagged, strict=True) if text and not found]
        print(f"{name}: {size / seconds:.2f} MB/s, {sum(flagged)} rows flagged")
        for form, rows in planted(problems, clean[:200]):
            found = sum(search(rows))
            print(f"  planted verbatim, {form}: {found} of {len(rows)} found")


if __name__ == "__main__":
    main()
