"""Decontaminates a user's file: ``hornbook decontaminate IN -o OUT``."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hornbook.corpus.document import document_schema
from hornbook.decontaminate.detectors import Detector
from hornbook.decontaminate.problems import Benchmark
from hornbook.decontaminate.row_file import read, stem_and_suffix, writing
from hornbook.decontaminate.stages import PAGE, Decontaminate
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.pipeline.store import open_store

_EXPLAINED = ("matched", "also_matched", "evidence", "words", "match_rate", "distance")


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
    written: dict[str, Path]


@dataclass(frozen=True, kw_only=True)
class FileTexts(Stage[Dataset]):
    """The texts of a file, each with its place in it for an id; rows without text are left out.

    Attributes:
        path: of the file.
        column: which holds the text.
    """

    path: str = unhashed("")
    column: str = "text"

    def external(self) -> str:
        """The digest of the file.

        Raises:
            HornbookError: when it can't be read.
        """
        try:
            with Path(self.path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise HornbookError(
                f"can't read {self.path} ({error.strerror}); check the path"
            ) from None

    def run(self, context: Context) -> Dataset:
        """Read the file.

        Raises:
            HornbookError: when it is damaged, or no row of it can be read.
        """
        path = Path(self.path)
        problems: Counter[str] = Counter()
        read_any = False
        with DatasetWriter(context.directory, documents=document_schema()) as writer:
            rows = context.progress.track(read(path, self.column), "reading", unit="rows")
            for place, row in enumerate(rows):
                if row.text is None:
                    problems[row.problem] += 1
                    continue
                read_any = True
                writer.add(
                    "documents",
                    {
                        "id": str(place),
                        # What isn't proper text can't be kept in a table; it matches nothing.
                        "text": row.text.encode("utf-8", "replace").decode("utf-8"),
                        "source": f"{path.name}, row {place + 1}",
                        "parents": [],
                        "stage": context.name,
                    },
                )
        if not read_any:
            why = f" ({problems.most_common(1)[0][0]})" if problems else ""
            raise HornbookError(f"{path} holds no row that can be read{why}; check its format")
        context.record(unreadable=dict(problems))
        return Dataset(context.directory)


def decontaminate_file(
    source: Path,
    output: Path,
    *,
    benchmarks: Sequence[str | Benchmark],
    detectors: Sequence[Detector],
    column: str = "text",
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Write the clean rows of ``source`` to ``output``, and the others beside it.

    Both are JSONL (plain, gzipped or zstandard) or both Parquet. Kept rows stay as they are, byte
    for byte in JSONL. Beside ``clean.jsonl`` come ``clean.contaminated.jsonl`` (rejected rows with
    the reason in a column ``decontamination``), ``clean.pairs.html`` and ``clean.record.json``.
    Each appears whole or not at all.

    Raises:
        HornbookError: for bad input, in one sentence.
    """
    written = _places(source, output)
    stage = Decontaminate(
        source=Split(FileTexts(path=str(source), column=column, label=source.name), "documents"),
        benchmarks=tuple(benchmarks),
        detectors=tuple(detectors),
        label="decontaminate",
    )
    try:
        scratch = tempfile.TemporaryDirectory(dir=output.parent, prefix=".hornbook-")
    except OSError as error:
        raise HornbookError(
            f"can't write to {output.parent} ({error.strerror}); choose another -o"
        ) from None
    with scratch as folder:
        runner = Runner(open_store(Path(folder)), settings, progress or Progress())
        graph = runner.run(stage).graph
        facts = runner.manifest(stage, graph).facts
        made = runner.open(stage, graph)
        found = {int(row["id"]): row for row in made.rows("contaminated")}
        rows = _divide(source, column, found, written)
        shutil.move(made.directory / PAGE, written["pairs"])
    record = {"rows": rows, **facts}
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    written["record"].write_text(text, encoding="utf-8", errors="replace")
    return Outcome(rows, facts, written)


def _places(source: Path, output: Path) -> dict[str, Path]:
    (_, kind), (stem, suffix) = stem_and_suffix(source), stem_and_suffix(output)
    if (kind == ".parquet") != (suffix == ".parquet"):
        raise HornbookError(f"{source.name} and {output.name} differ in format; name both alike")
    if source.resolve() == output.resolve():
        raise HornbookError(f"{output} is the input; choose another -o, so that nothing is lost")
    return {
        "kept": output,
        "contaminated": output.with_name(f"{stem}.contaminated{suffix}"),
        "pairs": output.with_name(f"{stem}.pairs.html"),
        "record": output.with_name(f"{stem}.record.json"),
    }


def _divide(
    source: Path, column: str, found: dict[int, dict[str, Any]], written: dict[str, Path]
) -> dict[str, int]:
    counts = {"kept": 0, "contaminated": 0, "unreadable": 0}
    with (
        writing(written["kept"], like=source) as kept,
        writing(written["contaminated"], like=source, explained=True) as rejected,
    ):
        for place, row in enumerate(read(source, column)):
            if row.text is None:
                counts["unreadable"] += 1
                rejected.write(row, {"reason": f"can't be read: {row.problem}"})
            elif place in found:
                counts["contaminated"] += 1
                rejected.write(row, _explanation(found[place]))
            else:
                counts["kept"] += 1
                kept.write(row)
    return counts


def _explanation(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in ("reason", *_EXPLAINED, "detectors")}
