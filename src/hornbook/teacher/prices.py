"""The user's price table: what models cost, since when, in a file that is edited by hand.

    # ~/.config/hornbook/prices.toml, or the file that HORNBOOK_PRICES names (.toml or .json)
    [[price]]
    model = "small-model"                    # as the endpoint calls it
    endpoint = "https://api.example.org/v1"  # may be left out
    since = 2026-11-01
    prompt = 0.15                            # dollars per million tokens
    completion = 0.60
    cached_prompt = 0.075                    # may be left out

None is shipped: a price that is out of date would make a budget a lie.
"""

from __future__ import annotations

import json
import os
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hornbook.errors import HornbookError
from hornbook.teacher.usage import Price

VARIABLE = "HORNBOOK_PRICES"


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
        HornbookError: when the table can't be read, naming the entry.
    """
    today = today or date.today()
    found: list[tuple[bool, date, Price]] = []
    for number, entry in enumerate(_entries(path), start=1):
        try:
            since, price = _read(entry)
        except (KeyError, TypeError, ValueError) as error:
            raise HornbookError(
                f"{path}: price {number} can't be read ({error!r}); it needs model, since "
                "(like 2026-11-01), prompt and completion (dollars per million tokens)"
            ) from None
        here = str(entry.get("endpoint", "")).rstrip("/")
        if entry["model"] == model and here in ("", endpoint) and since <= today:
            found.append((bool(here), since, price))
    return max(found, key=lambda item: item[:2])[2] if found else None


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
            f"the price table {path} can't be read ({error or 'not a list of prices'}); it holds "
            "entries like [[price]] model = …"
        ) from None
    return list(entries)


def _read(entry: dict[str, Any]) -> tuple[date, Price]:
    since = entry["since"]
    if isinstance(since, str):
        since = date.fromisoformat(since)
    if isinstance(since, datetime):
        since = since.date()
    if not isinstance(since, date):
        raise TypeError("since isn't a date")
    cached = entry.get("cached_prompt")
    return since, Price(
        prompt=float(entry["prompt"]),
        completion=float(entry["completion"]),
        cached_prompt=None if cached is None else float(cached),
    )
