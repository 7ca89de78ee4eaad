"""The user's price table: what models cost, since when, in a file that is edited by hand.

    # ~/.config/hornbook/prices.toml, or the file that HORNBOOK_PRICES names (.toml or .json)
    [[price]]
    model = "small-model"                    # as the endpoint calls it
    endpoint = "https://api.example.org/v1"  # may be left out
    since = 2026-11-01
    prompt = 0.15                            # dollars per million tokens
    completion = 0.60
    cached_prompt = 0.075                    # may be left out
    batch = 0.5                              # batch mode's share of all of these; 1 if left out

None is shipped: a price that is out of date would make a budget a lie.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hornbook.errors import HornbookError
from hornbook.teacher.usage import Price

if TYPE_CHECKING:
    from hornbook.teacher.protocol import Teacher

VARIABLE = "HORNBOOK_PRICES"

_FIELDS = {"model", "endpoint", "since", "prompt", "completion", "cached_prompt", "batch"}
_ENTRY = re.compile(r"\s*\[\[\s*price\s*\]\]")


def price_table() -> Path | None:
    """Where the price table is, if there is one.

    Raises:
        HornbookError: when ``HORNBOOK_PRICES`` names a file that isn't there.
    """
    named = os.environ.get(VARIABLE, "")
    path = Path(named).expanduser() if named else _usual_place()
    if path.is_file():
        return path
    if named:
        raise HornbookError(f"the price table {path} that {VARIABLE} names isn't there")
    return None


def _usual_place() -> Path:
    root = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(root).expanduser() / "hornbook" / "prices.toml"


def find_price(path: Path, endpoint: str, model: str, today: date | None = None) -> Price | None:
    """The price in force ``today``: the latest that began, one for the endpoint before others.

    Raises:
        HornbookError: when the table can't be read, naming the entry and its line.
    """
    today = today or date.today()
    found: list[tuple[bool, date, Price]] = []
    for number, entry in enumerate(_entries(path), start=1):
        try:
            since, price = _read(entry)
        except (KeyError, TypeError, ValueError, HornbookError) as error:
            raise HornbookError(
                f"{path}{_line(path, number)}: price {number} can't be read ({_told(error)}); it "
                "needs model, since (like 2026-11-01), prompt and completion (dollars per million "
                "tokens)"
            ) from None
        here = str(entry.get("endpoint", "")).rstrip("/")
        if entry["model"] == model and here in ("", endpoint) and since <= today:
            found.append((bool(here), since, price))
    return max(found, key=lambda item: item[:2])[2] if found else None


def price_for(teacher: Teacher) -> Price | None:
    """The teacher's own price, or else the price table's; none when neither is known.

    Raises:
        HornbookError: when the price table can't be read.
    """
    table = None if teacher.cost else price_table()
    if table is None:
        return teacher.cost
    return find_price(table, teacher.endpoint, teacher.name)


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        content = path.read_text(encoding="utf-8")
        table = json.loads(content) if path.suffix == ".json" else tomllib.loads(content)
        entries = table["price"]
        if not all(isinstance(entry, dict) for entry in entries):
            raise TypeError
    except OSError as error:
        raise HornbookError(f"can't read the price table {path} ({error.strerror})") from None
    except (ValueError, KeyError, TypeError) as error:
        raise HornbookError(
            f"the price table {path} can't be read ({_told(error) or 'not a list of prices'}); it "
            "holds entries like [[price]] model = …"
        ) from None
    return list(entries)


def _read(entry: dict[str, Any]) -> tuple[date, Price]:
    unknown = entry.keys() - _FIELDS
    if unknown:
        raise ValueError(f"it has no field {sorted(unknown)[0]!r}")
    since = entry["since"]
    if isinstance(since, str):
        since = date.fromisoformat(since)
    if isinstance(since, datetime):
        since = since.date()
    if not isinstance(since, date):
        raise TypeError("since isn't a date")
    if not isinstance(entry["model"], str):
        raise TypeError("model isn't a text")
    cached = entry.get("cached_prompt")
    return since, Price(
        prompt=float(entry["prompt"]),
        completion=float(entry["completion"]),
        cached_prompt=None if cached is None else float(cached),
        batch=float(entry.get("batch", 1.0)),
        since=since,
    )


def _told(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _line(path: Path, number: int) -> str:
    """Where in a TOML file the price with this number begins."""
    lines = path.read_text(encoding="utf-8").splitlines()
    begins = [place for place, line in enumerate(lines, start=1) if _ENTRY.match(line)]
    return f", line {begins[number - 1]}" if number <= len(begins) else ""
