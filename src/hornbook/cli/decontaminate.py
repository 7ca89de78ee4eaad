"""``hornbook decontaminate``: a file of rows in, the clean ones and the others out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from hornbook.cli.options import (
    ColumnOption,
    EngineOption,
    SourceArgument,
    StrictOption,
    WorkersOption,
    example,
    settings_of,
)
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    from hornbook.decontaminate.detectors import Detector
    from hornbook.decontaminate.problems import Benchmark

app = typer.Typer()

N = TypeVar("N", int, float)

FILE = "file:"


@app.command(
    epilog=example(
        "hornbook decontaminate rows.jsonl -o clean.jsonl --benchmarks humaneval,mbpp "
        "--benchmark-folder mbpp=data/mbpp --detectors ngram,tree=0.9"
    )
)
def decontaminate(
    source: SourceArgument,
    output: Annotated[
        str,
        typer.Option(
            "-o", "--output", help="The clean rows; rejects and a page of pairs come beside it."
        ),
    ],
    benchmarks: Annotated[
        str, typer.Option(help="Names by comma; `file:problems.jsonl` is one of your own.")
    ] = "humaneval",
    detectors: Annotated[
        str,
        typer.Option(
            help="By comma: ngram[=13], ngram-numbers[=13], tree[=0.9], embedding[=0.5], "
            "phi1[=0.9] (tree and embedding on the same problem)."
        ),
    ] = "ngram",
    benchmark_folder: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=DIR", help="Where a benchmark's files lie. May be repeated."),
    ] = None,
    benchmark_column: Annotated[
        list[str] | None,
        typer.Option(metavar="PART=COLUMN", help="Columns of your own benchmark. May be repeated."),
    ] = None,
    column: ColumnOption = "text",
    strict: StrictOption = False,
    self_test: Annotated[
        bool, typer.Option("--self-test", help="Show what each detector finds of planted copies.")
    ] = False,
    workers: WorkersOption = None,
    engine: EngineOption = "native",
) -> None:
    """Take out the rows that hold a benchmark's problems."""
    from hornbook.corpus.reading import Faults
    from hornbook.decontaminate.file import decontaminate_file
    from hornbook.terminal.decontamination import show_outcome
    from hornbook.terminal.faults import show_faults

    faults = Faults(strict)
    outcome = decontaminate_file(
        source,
        output,
        benchmarks=_benchmarks(benchmarks, benchmark_folder or [], benchmark_column or []),
        detectors=[_detector(word) for word in _words(detectors)],
        column=column,
        faults=faults,
        settings=settings_of(workers=workers, engine=engine),
    )
    show_outcome(outcome, self_test=self_test)
    show_faults(faults)


def _benchmarks(
    names: str, folders: Sequence[str], columns: Sequence[str]
) -> list[str | Benchmark]:
    from hornbook.decontaminate.problems import Benchmark

    places = dict(_pair(each, "--benchmark-folder mbpp=data/mbpp") for each in folders)
    mapping = tuple(_pair(each, "--benchmark-column prompt=question") for each in columns)
    chosen: list[str | Benchmark] = []
    for name in _words(names):
        if name.startswith(FILE):
            path = name.removeprefix(FILE)
            chosen.append(Benchmark(name=Path(path).name, file=path, columns=mapping))
        else:
            chosen.append(Benchmark(name=name, folder=places.pop(name, None)))
    if places:
        raise HornbookError(
            f"--benchmark-folder names {next(iter(places))!r}, which --benchmarks doesn't"
        )
    return chosen


def _detector(word: str) -> Detector:
    from hornbook.decontaminate import detectors

    name, _, value = word.partition("=")
    match name:
        case "ngram":
            return detectors.Ngrams(length=_number(value, 13, int, word))
        case "ngram-numbers":
            return detectors.Ngrams(length=_number(value, 13, int, word), numbers=True)
        case "tree" | "ast":
            return detectors.Trees(rate=_number(value, detectors.Trees().rate, float, word))
        case "embedding":
            distance = _number(value, detectors.Embeddings().distance, float, word)
            return detectors.Embeddings(distance=distance)
        case "phi1":
            return detectors.phi1(rate=_number(value, 0.9, float, word))
    raise HornbookError(
        f"there is no detector {name!r}; choose ngram, ngram-numbers, tree, embedding or phi1"
    )


def _number(value: str, default: N, kind: Callable[[str], N], word: str) -> N:
    try:
        return kind(value) if value else default
    except ValueError:
        raise HornbookError(f"detector {word!r}: {value!r} is not a number") from None


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _pair(text: str, usage: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name or not value:
        raise HornbookError(f"{text!r} is no pair; write it as in {usage}")
    return name, value
