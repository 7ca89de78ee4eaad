"""What the answer cache holds, and how to make it smaller or take it elsewhere."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.usage import Price

PriceOf = Callable[[str, str], Price | None]

_HOLDINGS = """
SELECT endpoint, model, count(*), sum(length(payload) + length(body)), min(answered),
    max(answered), sum(coalesce(json_extract(body, '$.usage.prompt_tokens'), 0)),
    sum(coalesce(json_extract(body, '$.usage.completion_tokens'), 0)),
    sum(coalesce(json_extract(body, '$.usage.prompt_tokens_details.cached_tokens'), 0)),
    seconds = 0 AS batch
FROM answers GROUP BY endpoint, model, batch ORDER BY endpoint, model, batch
"""
_EXPORTED = ("key", "endpoint", "model", "kind", "payload", "sample", "body", "seconds", "answered")


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What one model's answers come to.

    Attributes:
        endpoint: who answered.
        batch: whether in batches, which cost less.
        model: as the endpoint calls it.
        answers: how many.
        bytes: of requests and answers, as JSON.
        prompt_tokens: as the endpoint counted them.
        completion_tokens: as the endpoint counted them.
        cost: dollars at today's price; none where that isn't known.
        oldest: Unix time of the first answer.
        newest: Unix time of the last.
    """

    endpoint: str
    model: str
    batch: bool
    answers: int
    bytes: int
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    oldest: float
    newest: float


def show_cache(path: Path, price_of: PriceOf = lambda endpoint, model: None) -> list[Holding]:
    """What the cache holds, by endpoint, model and mode; ``price_of`` looks up their prices.

    Raises:
        HornbookError: when there is no cache at ``path``, or it can't be read.
    """
    holdings = []
    with _existing(path) as cache, cache.telling():
        for row in cache.database.execute(_HOLDINGS):
            endpoint, model, answers, size, oldest, newest, prompt, completion, cached, batch = row
            price = price_of(endpoint, model)
            price = price.in_batch if price and batch else price
            holdings.append(
                Holding(
                    endpoint=endpoint,
                    model=model,
                    batch=bool(batch),
                    answers=answers,
                    bytes=size,
                    prompt_tokens=prompt,
                    completion_tokens=completion,
                    cost=None if price is None else price.cost(prompt, completion, cached),
                    oldest=oldest,
                    newest=newest,
                )
            )
    return holdings


def prune_cache(path: Path, *, older_than: float | None = None, model: str | None = None) -> int:
    """Delete answers that are ``older_than`` some seconds, of one ``model``, or both; how many.

    They would have to be paid for again, so one of the two has to be said.

    Raises:
        HornbookError: when neither is said, or the cache can't be written.
    """
    if older_than is None and model is None:
        raise HornbookError("say which answers to delete: those older than a time, or a model's")
    if older_than is not None and older_than < 0:
        raise HornbookError("an age can't be negative")
    before = float("inf") if older_than is None else time.time() - older_than
    with _existing(path) as cache, cache.telling():
        found = cache.database.execute(
            "DELETE FROM answers WHERE answered < ? AND (? IS NULL OR model = ?)",
            (before, model, model),
        )
        _give_back_space(cache.database)
        return found.rowcount


def export_cache(path: Path, output: Path, *, model: str | None = None) -> int:
    """Write the answers as JSONL, oldest first, payload and body as objects; how many.

    Raises:
        HornbookError: when the cache can't be read, or the output is there already.
    """
    count = 0
    with _existing(path) as cache:
        try:
            file = output.open("x", encoding="utf-8")
        except FileExistsError:
            raise HornbookError(f"{output} is there already; choose another name") from None
        except OSError as error:
            raise HornbookError(f"can't write {output} ({error.strerror})") from None
        with file, cache.telling():
            for record in _records(cache.database, model):
                file.write(json.dumps(record) + "\n")
                count += 1
    return count


def _records(database: sqlite3.Connection, model: str | None) -> Iterator[dict[str, object]]:
    rows = database.execute(
        f"SELECT {', '.join(_EXPORTED)} FROM answers WHERE ? IS NULL OR model = ? "
        "ORDER BY answered, key",
        (model, model),
    )
    with closing(rows):
        for row in rows:
            record = dict(zip(_EXPORTED, row, strict=True))
            yield record | {name: json.loads(record[name]) for name in ("payload", "body")}


def _existing(path: Path) -> AnswerCache:
    if not path.is_file():
        raise HornbookError(f"there is no answer cache at {path}; nothing was asked yet")
    return AnswerCache(path)


def _give_back_space(database: sqlite3.Connection) -> None:
    """Shrink the file, unless another process is using it just now: then the space is reused."""
    try:
        database.execute("PRAGMA busy_timeout = 1000")
        database.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error) and "busy" not in str(error):
            raise
