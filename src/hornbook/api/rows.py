"""Rows: read those of a run, score, deduplicate, decontaminate and execute those of the user."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.run import FILE_NAME, RunRecord

if TYPE_CHECKING:
    import daft
    import datasets
    import pandas as pd
    import pyarrow as pa

    from hornbook.decontaminate.detectors import Detector
    from hornbook.decontaminate.problems import Benchmark
    from hornbook.sandbox import Limits, Program, Verdict

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Rows:
    """The rows of one split; nothing is read before it is asked for.

    Iterating streams them as dictionaries.
    """

    dataset: Dataset
    split: str

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self.dataset.rows(self.split)

    def __len__(self) -> int:
        return self.dataset.counts()[self.split]

    def to_arrow(self, columns: list[str] | None = None) -> pa.Table:
        """As an Arrow table."""
        return self.dataset.table(self.split, columns)

    def to_pandas(self, columns: list[str] | None = None) -> pd.DataFrame:
        """As a pandas frame; needs pandas."""
        return self.to_arrow(columns).to_pandas()

    def to_datasets(self) -> datasets.Dataset:
        """As a Hugging Face data set over the same files; needs the extra ``hub``."""
        from hornbook.pipeline.engine import silence_telemetry

        silence_telemetry()
        import datasets

        return datasets.Dataset(self.to_arrow())

    def to_daft(self) -> daft.DataFrame:
        """As a lazy Daft frame."""
        return self.dataset.frame(self.split)


@dataclass(frozen=True)
class Divided:
    """Rows that stayed and rows that went, each of these with the reason in columns of its own."""

    kept: list[dict[str, Any]]
    dropped: list[dict[str, Any]]


def load(place: str | Path, split: str | None = None, *, stage: str | None = None) -> Rows:
    """The rows of an artifact. As ``hornbook show``.

    Args:
        place: a run's folder, then with ``stage``, or an artifact's.
        split: which; may be left out where there is one alone.
        stage: of the run.

    Raises:
        HornbookError: when there is no such stage or split.
    """
    folder = Path(place)
    if (folder / FILE_NAME).is_file():
        record = RunRecord.read(folder)
        if stage not in record.stages:
            raise HornbookError(
                f"{folder} has no stage {stage!r}; it has: {', '.join(record.stages)}"
            )
        folder = folder.parent / record.stages[stage]
    if not folder.is_dir():
        raise HornbookError(f"there is no artifact at {folder}; run the recipe that makes it")
    dataset = Dataset(folder)
    if split is None:
        splits = dataset.splits()
        if len(splits) != 1:
            raise HornbookError(f"{folder} has several splits; name one of {', '.join(splits)}")
        split = splits[0]
    dataset.files(split)  # so that one that isn't there is told now
    return Rows(dataset, split)


def classify(texts: Sequence[str], *, workers: int | None = None) -> list[float | None]:
    """Educational values from 0 to 5; None for what isn't Python. As ``hornbook classify``."""
    from hornbook.curate.classify import Judge, default_classifier
    from hornbook.pipeline.cores import usable_cores
    from hornbook.pipeline.progress import Progress

    classifier = default_classifier(Progress(quiet=True))
    return Judge(classifier, workers or usable_cores()).values(texts)


def drop_duplicates(
    rows: Iterable[Row | str],
    *,
    method: str = "minhash",
    threshold: float = 0.8,
    prefer: str | None = None,
    column: str = "text",
) -> Divided:
    """Keep one of each group of duplicates. As ``hornbook deduplicate``.

    Args:
        rows: of JSON types, or texts alone.
        method: minhash, exact, template, ast (Python) or semantic.
        threshold: the least similarity.
        prefer: column of numbers; of duplicates the highest stays.
        column: that holds the text.

    Raises:
        HornbookError: when no row can be used, or a setting makes no sense.
    """
    from hornbook.deduplicate.files import deduplicate_file
    from hornbook.deduplicate.matching import Matching
    from hornbook.pipeline.context import Settings
    from hornbook.pipeline.progress import Progress

    matching = Matching(method=method, threshold=threshold).with_bands(None, None)
    with _files(rows, column) as (source, output):
        made = deduplicate_file(
            source,
            output,
            matching,
            settings=Settings(),
            progress=Progress(quiet=True),
            prefer=prefer,
            column=column,
        )
        return Divided(_read(output), _read(Path(made.dropped_to)))


def drop_contaminated(
    rows: Iterable[Row | str],
    benchmarks: Sequence[str | Benchmark] = ("humaneval",),
    *,
    detectors: Sequence[Detector] = (),
    column: str = "text",
) -> Divided:
    """Take out the rows that hold a benchmark's problems. As ``hornbook decontaminate``.

    Args:
        rows: of JSON types, or texts alone.
        benchmarks: names, or `Benchmark` for files of your own.
        detectors: from `hornbook.decontaminate.detectors`; shared runs of 13 words if none.
        column: that holds the text.

    Raises:
        HornbookError: when no row can be used, or a benchmark isn't known.
    """
    from hornbook.decontaminate.detectors import Ngrams
    from hornbook.decontaminate.file import decontaminate_file
    from hornbook.pipeline.progress import Progress

    with _files(rows, column) as (source, output):
        made = decontaminate_file(
            source,
            output,
            benchmarks=benchmarks,
            detectors=detectors or (Ngrams(),),
            column=column,
            progress=Progress(quiet=True),
        )
        return Divided(_read(output), _read(Path(made.written["contaminated"])))


def execute(
    programs: Iterable[Program | str],
    *,
    limits: Limits | None = None,
    workers: int = 2,
    weak: bool = False,
) -> list[Verdict]:
    """Run untrusted programs with their tests, confined. As ``hornbook execute``.

    Args:
        programs: with their tests, or sources alone, which are then called by their number.
        limits: what each may use.
        workers: programs that run at once.
        weak: run them even where the kernel can't confine them.

    Raises:
        HornbookError: the kernel can't confine programs, and ``weak`` wasn't asked for.
    """
    from hornbook.sandbox import Program, Sandbox

    given = (
        Program(id=str(number), program=each) if isinstance(each, str) else each
        for number, each in enumerate(programs)
    )
    with Sandbox(limits=limits, workers=workers, weak=weak) as sandbox:
        return list(sandbox.execute(given))


@contextmanager
def _files(rows: Iterable[Row | str], column: str) -> Iterator[tuple[Path, Path]]:
    """A file of the rows, and a place for another beside it, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="hornbook-") as folder:
        source = Path(folder) / "rows.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps({column: row} if isinstance(row, str) else dict(row)) + "\n")
        yield source, source.with_name("kept.jsonl")


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
