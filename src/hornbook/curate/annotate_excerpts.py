"""The texts behind the annotations that ship with Hornbook, as far as they are on this machine."""

from __future__ import annotations

import hashlib
import random
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from hornbook.corpus.document import document_id, document_schema
from hornbook.corpus.reading import Faults, row_file
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage, unhashed

FEWEST = 20
"""Excerpts; agreement on fewer says nothing."""

_REBUILD = "python -m hornbook.curate.rebuild_annotations --texts excerpts.jsonl"


@dataclass(frozen=True, kw_only=True)
class LabelledExcerpts(Stage[Dataset]):
    """Excerpts of real Python with the scores that ship with Hornbook.

    Only references and hashes ship, for the code is other people's. An excerpt is here if the
    package that it is from is installed in the version that was judged, or if ``texts`` holds it;
    either way its hash is checked. Split: ``labelled``, with ``excerpt``, ``group``, ``label``.

    Attributes:
        texts: the file that `hornbook.curate.rebuild_annotations` writes; None looks at what is
            installed. Not part of the identity: which excerpts it holds is.
        sample: how many to take, drawn at random; 0 takes all.
        seed: of the draw.
    """

    texts: Path | str | None = unhashed(None)
    sample: int = 100
    seed: int = 0

    def external(self) -> str:
        """Which excerpts there are, by their hashes."""
        marks = "\n".join(f"{row['id']} {row['sha256']} {row['score']}" for row in self._chosen())
        return hashlib.sha256(marks.encode()).hexdigest()

    def run(self, context: Context) -> Dataset:
        """Write the excerpts in the order in which they were drawn."""
        import pyarrow as pa

        from hornbook.curate.labels import group

        schema = document_schema(
            pa.field("excerpt", pa.string(), nullable=False),
            pa.field("group", pa.string(), nullable=False),
            pa.field("label", pa.int64(), nullable=False),
        )
        with DatasetWriter(context.directory, labelled=schema) as writer:
            for row in self._chosen():
                place = f"{row['path']}:{row['start']}-{row['end']}"
                own = {"excerpt": row["id"], "group": group(row), "label": row["score"]}
                writer.add(
                    "labelled",
                    {
                        "id": document_id(row["text"]),
                        "text": row["text"],
                        "source": f"pypi:{row['wheel']}/{place}",
                        "parents": [],
                        "stage": context.name,
                        **own,
                    },
                )
        return Dataset(context.directory)

    def _chosen(self) -> list[dict[str, Any]]:
        rows = drawn_at_random()
        rows = random.Random(self.seed).sample(rows, len(rows))
        texts = installed_texts(rows) if self.texts is None else texts_of(self.texts, rows)
        here = [{**row, "text": texts[row["id"]]} for row in rows if row["id"] in texts]
        if len(here) < FEWEST:
            raise HornbookError(
                f"{len(here)} of {len(rows)} labelled excerpts are here, and {FEWEST} are needed; "
                f"fetch them with: {_REBUILD}, and give --texts excerpts.jsonl"
            )
        return here[: self.sample or None]


def drawn_at_random() -> list[dict[str, Any]]:
    """The references that stand for real code, rather than being picked to be learnt from."""
    from hornbook.curate.labels import references

    return [row for row in references() if row.get("draw", "random") == "random"]


def installed_texts(rows: list[dict[str, Any]]) -> dict[str, str]:
    """The excerpts whose packages are installed, unchanged, by their ids."""
    site = Path(sysconfig.get_paths()["purelib"])
    return {row["id"]: text for row in rows if (text := _installed(site, row)) is not None}


def texts_of(path: Path | str, rows: list[dict[str, Any]]) -> dict[str, str]:
    """The excerpts in a JSONL file with ``id`` and ``text``, by their ids.

    Raises:
        HornbookError: for a file that can't be read, or a text that isn't the one judged.
    """
    wanted = {row["id"]: row for row in rows}
    texts: dict[str, str] = {}
    with row_file(path) as file:
        for batch in file.batches(Faults(), ["id"]):
            pairs = zip(batch.values("id"), batch.texts, strict=True)
            for place, (name, text) in enumerate(pairs):
                reference = wanted.get(str(name))
                if reference is None or text is None:
                    continue
                if not _same(text, reference):
                    raise HornbookError(
                        f"{path}, {batch.name(place)}: the text of {name} isn't the one that was "
                        f"judged; write the file anew with: {_REBUILD}"
                    )
                texts[reference["id"]] = text
    return texts


def _installed(site: Path, row: Mapping[str, Any]) -> str | None:
    lines = _lines(site / row["path"])
    text = "".join(lines[row["start"] - 1 : row["end"]])
    return text if lines and _same(text, row) else None


@lru_cache(maxsize=8)
def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_bytes().decode("utf-8").splitlines(keepends=True))
    except (OSError, UnicodeDecodeError):
        return ()


def _same(text: str, reference: Mapping[str, Any]) -> bool:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return digest == str(reference["sha256"])
