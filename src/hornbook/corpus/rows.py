"""Documents of a file, whatever is wrong with it: what is bad becomes a row with a reason.

Nothing here raises for bad content, only for a connection that breaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hornbook.corpus.batch import LONGEST, Unusable
from hornbook.corpus.locate import Place
from hornbook.corpus.packages import decode
from hornbook.corpus.reading import RowFile, is_jsonl, is_parquet
from hornbook.errors import HornbookError


@dataclass(frozen=True)
class Columns:
    """What to read from rows.

    Attributes:
        text: the column of text.
        licence: of the licence, if there is one.
        source: of where the text came from, if there is one.
    """

    text: str = "text"
    licence: str = ""
    source: str = ""


def read_place(place: Place, columns: Columns) -> Iterator[dict[str, Any]]:
    """Rows of ``text``, ``source``, ``path``, perhaps ``licence``; bad ones have a ``reason``."""
    rows = _rows if is_jsonl(place.name) or is_parquet(place.name) else _whole
    try:
        for row in rows(place, columns):
            yield {"path": place.name, **row}
    except HornbookError as error:  # it can't be opened
        if not place.local:
            raise  # what is out of reach for now isn't bad
        yield {"path": place.name, **_bad(f"file:{place.name}", f"unreadable: {error}")}


def pick(row: dict[str, Any], columns: Columns, source: str) -> dict[str, Any]:
    """A document of a row's columns; with a ``reason`` where its text is no string."""
    text = row.get(columns.text)
    found = row.get(columns.source) if columns.source else None
    picked = {"source": str(found) if found else source}
    licence = row.get(columns.licence) if columns.licence else None
    if licence:
        both = isinstance(licence, list)  # The Stack lists all that were detected
        picked["licence"] = " AND ".join(map(str, licence)) if both else str(licence)
    if not isinstance(text, str):
        kind = "null" if text is None else type(text).__name__
        if columns.text not in row:
            have = ", ".join(map(str, row)) or "none"
            return _bad(source, f"unreadable: no column {columns.text!r}; it has: {have}")
        return _bad(source, f"unreadable: column {columns.text!r} holds {kind}")
    return picked | {"text": text}


def _rows(place: Place, columns: Columns) -> Iterator[dict[str, Any]]:
    wanted = [name for name in (columns.text, columns.licence, columns.source) if name]
    own = f"file:{place.name}"
    found = False
    try:
        for batch in RowFile(place, columns.text).read(wanted):
            found = True
            others = {name: batch.values(name) for name in wanted}
            for index, text in enumerate(batch.texts):
                source = f"{own}#{batch.name(index).rpartition(' ')[2]}"
                if problem := batch.problems.get(index):
                    kind = "" if problem.startswith("too long") else "unreadable: "
                    yield _bad(source, f"{kind}{problem}")
                else:
                    row = {name: values[index] for name, values in others.items()}
                    yield pick({**row, columns.text: text}, columns, source)
    except Unusable as error:
        yield _bad(own, error.reason)
    else:
        if not found:
            yield _bad(own, "empty: the file holds no rows")


def _whole(place: Place, columns: Columns) -> Iterator[dict[str, Any]]:
    source = f"file:{place.name}"
    if place.size > LONGEST:
        yield _bad(source, f"too long: {place.size:,} bytes")
        return
    with place.open() as file:
        data = file.read(LONGEST + 1)
    try:
        yield {"text": decode(data), "source": source}
    except ValueError as error:
        yield _bad(source, f"unreadable: {error}")


def _bad(source: str, reason: str) -> dict[str, Any]:
    return {"text": "", "source": source, "reason": reason}
