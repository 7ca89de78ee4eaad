"""Decontaminates a user's file: ``hornbook decontaminate IN -o OUT``."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hornbook.corpus.document import document_schema
from hornbook.corpus.locate import place_of
from hornbook.corpus.reading import Faults, RowFile, row_file
from hornbook.corpus.writing import beside, check_pair, drafts, writing
from hornbook.decontaminate.detectors import Detector
from hornbook.decontaminate.problems import Benchmark
from hornbook.decontaminate.stages import PAGE, Decontaminate
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.pipeline.store import open_store

EXPLANATION = "decontamination"
"""The column in which rejected rows say why."""

_EXPLAINED = ("matched", "also_matched", "evidence", "matched_words", "match_rate", "distance")


@dataclass(frozen=True)
class Outcome:
    """What `decontaminate_file` did.

    Attributes:
        rows: counts: ``kept``, ``contaminated``, ``unreadable``.
        facts: what the stage recorded: rows by detector, the self-test, and so on.
        written: the files, by what they hold: ``kept``, ``contaminated``, ``pairs``, ``record``.
    """

    rows: dict[str, int]
    facts: dict[str, Any]
    written: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class FileTexts(Stage[Dataset]):
    """The texts of a file, each with its place in it for an id; rows without text are left out.

    Attributes:
        path: of the file, on this machine.
        told: what messages call it.
        name: its own.
        column: which holds the text.
        strict: whether the first row that can't be used ends the run.
    """

    path: str = unhashed("")
    told: str = unhashed("")
    name: str = ""
    column: str = "text"
    strict: bool = unhashed(False)

    def external(self) -> str:
        """The digest of the file.

        Raises:
            HornbookError: when it can't be read.
        """
        return self._file().place.digest()

    def run(self, context: Context) -> Dataset:
        """Read the file.

        Raises:
            HornbookError: when no row of it can be used.
        """
        with (
            DatasetWriter(context.directory, documents=document_schema()) as writer,
            context.progress.bar("reading", unit="rows") as bar,
        ):
            for batch in self._file().batches(Faults(self.strict), []):
                for place, text in enumerate(batch.texts):
                    if text is not None:
                        row = {
                            "id": str(batch.first + place),
                            "text": text,
                            "source": f"{self.name}, {batch.name(place)}",
                            "parents": [],
                            "stage": context.name,
                        }
                        writer.add("documents", row)
                bar.advance(len(batch))
        return Dataset(context.directory)

    def _file(self) -> RowFile:
        return RowFile(replace(place_of(self.path), known_as=self.told), self.column)


def decontaminate_file(
    source: str | Path,
    output: str | Path,
    *,
    benchmarks: Sequence[str | Benchmark],
    detectors: Sequence[Detector],
    column: str = "text",
    faults: Faults | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Write the clean rows of ``source`` to ``output``, and the others beside it.

    Both are JSONL (plain or compressed) or both Parquet, here or anywhere that fsspec reaches.
    Kept rows stay as they are, byte for byte in JSONL. Beside ``clean.jsonl`` come
    ``clean.contaminated.jsonl`` (rejected rows with the reason in a column ``decontamination``),
    ``clean.pairs.html`` and ``clean.record.json``. Each appears whole or not at all.

    Raises:
        HornbookError: for bad input, in one sentence.
    """
    faults = faults or Faults()
    check_pair(source, output, divided=True)
    written = {
        "kept": str(output),
        "contaminated": beside(output, "contaminated"),
        "pairs": beside(output, "pairs", ".html"),
        "record": beside(output, "record", ".json"),
    }
    with (
        row_file(source, column) as file,
        drafts(*written.values()) as (kept, rejected, pairs, record),
        tempfile.TemporaryDirectory(dir=kept.parent, prefix=".hornbook-") as folder,
    ):
        texts = FileTexts(
            path=file.place.path,
            told=file.place.told,
            name=file.place.name,
            column=column,
            strict=faults.strict,
            label=file.place.name,
        )
        stage = Decontaminate(
            source=Split(texts, "documents"),
            benchmarks=tuple(benchmarks),
            detectors=tuple(detectors),
            label="decontaminate",
        )
        runner = Runner(open_store(Path(folder)), settings, progress or Progress())
        graph = runner.run(stage).graph
        facts = runner.manifest(stage, graph).facts
        made = runner.open(stage, graph)
        found = {int(row["id"]): row for row in made.rows("contaminated")}
        rows = _divide(file, found, (kept, rejected), faults)
        shutil.copyfile(made.directory / PAGE, pairs)
        text = json.dumps({"rows": rows, **facts}, indent=2, ensure_ascii=False) + "\n"
        record.write_text(text, encoding="utf-8", errors="replace")
    return Outcome(rows, facts, written)


def _divide(
    file: RowFile, found: dict[int, dict[str, Any]], written: tuple[Path, Path], faults: Faults
) -> dict[str, int]:
    """Write every row to one of the two files; gives their counts."""
    counts = {"kept": 0, "contaminated": 0, "unreadable": 0}
    with (
        writing(written[0], file) as kept,
        writing(written[1], file, _explanation_fields()) as rejected,
    ):
        for batch in file.batches(faults):
            reasons = {
                place: {"reason": f"can't be read: {batch.problems[place]}"}
                if place in batch.problems
                else _explanation(found[batch.first + place])
                for place in range(len(batch))
                if place in batch.problems or batch.first + place in found
            }
            kept.write(batch, [place for place in range(len(batch)) if place not in reasons])
            if reasons:
                rejected.write(batch, list(reasons), {EXPLANATION: list(reasons.values())})
            counts["kept"] += len(batch) - len(reasons)
            counts["contaminated"] += len(reasons) - len(batch.problems)
            counts["unreadable"] += len(batch.problems)
    return counts


def _explanation(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in ("reason", *_EXPLAINED, "detectors")}


def _explanation_fields() -> list[Any]:
    import pyarrow as pa

    texts = pa.list_(pa.string())
    kinds = {
        "reason": pa.string(),
        "matched": pa.string(),
        "also_matched": texts,
        "evidence": pa.string(),
        "matched_words": pa.int32(),
        "match_rate": pa.float64(),
        "distance": pa.float64(),
        "detectors": texts,
    }
    return [pa.field(EXPLANATION, pa.struct(list(kinds.items())))]
