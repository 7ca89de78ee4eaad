"""Which requests are out in batches: tables in the answer cache's own file.

A request is in here from the moment it is written to a batch's file until its answer is in the
cache, so that an answer that comes tomorrow still finds what it answers, and so that nothing is
sent twice, whenever a process is killed.
"""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from hornbook.errors import HornbookError
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.load import Load
from hornbook.teacher.request import Kind, Request

State = Literal["new", "creating", "submitted", "done"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS asked (
    key TEXT PRIMARY KEY,      -- Request.key, and the line's custom_id
    endpoint TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    sample INTEGER NOT NULL,
    batch TEXT                 -- the batch it is in; none for a file that the user carries
);
CREATE INDEX IF NOT EXISTS asked_batch ON asked (batch);
CREATE TABLE IF NOT EXISTS batches (
    name TEXT PRIMARY KEY,     -- what its metadata says, to find it by
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,       -- new, creating, submitted or done
    remote TEXT NOT NULL,      -- the endpoint's id for it, once submitted
    requests INTEGER NOT NULL,
    most_prompt INTEGER NOT NULL,
    most_completion INTEGER NOT NULL,
    changed REAL NOT NULL      -- Unix time of the last change of state
);
"""

_IN_BATCH = "SELECT 1 FROM asked WHERE key = ? AND batch IS NOT NULL"
_ANY_OPEN = "SELECT 1 FROM batches WHERE state != 'done' LIMIT 1"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A file of requests on its way.

    Attributes:
        name: our own for it, in its metadata.
        endpoint: where it goes.
        model: whom all its requests ask.
        kind: the path that all its requests are for.
        state: ``new`` until it is about to be created, ``creating`` until that is known to have
            happened, ``submitted`` until its answers are here.
        remote: the endpoint's id for it.
        requests: how many.
        most: the most tokens that they can take.
        changed: Unix time at which it came into this state.
    """

    name: str
    endpoint: str
    model: str
    kind: Kind
    state: State
    remote: str
    requests: int
    most: Load
    changed: float


class BatchBook:
    """The record of what is out in batches; changes are on the disk when a method returns."""

    def __init__(self, cache: AnswerCache) -> None:
        self.cache = cache
        with cache.telling():
            # Nothing is written to a file whose tables can't be read.
            cache.database.execute("SELECT * FROM answers ORDER BY key LIMIT 1").fetchone()
            for statement in _SCHEMA.split(";\n"):
                cache.database.execute(statement)
            # A batch is worth a sync: what isn't known to be submitted is submitted again.
            cache.database.execute("PRAGMA synchronous = FULL")

    def note(self, key: str, endpoint: str, request: Request, batch: str | None = None) -> None:
        """Remember a request that is written to a file."""
        row = (key, endpoint, request.kind, json.dumps(request.payload), request.sample, batch)
        with self.cache.telling():
            self.cache.database.execute("INSERT OR REPLACE INTO asked VALUES (?,?,?,?,?,?)", row)

    def asked(self, key: str) -> tuple[Request, str] | None:
        """The request of this key and its endpoint, if it was written to a file."""
        row = self._one("SELECT payload, kind, sample, endpoint FROM asked WHERE key = ?", key)
        return None if row is None else (_request(*row[:3]), row[3])

    def under_way(self, key: str) -> bool:
        """Whether the request is in a batch that isn't done."""
        return self._one(_IN_BATCH, key) is not None

    def answered(self, key: str) -> None:
        """Forget a request, now that its answer is in the cache."""
        with self.cache.telling():
            self.cache.database.execute("DELETE FROM asked WHERE key = ?", (key,))

    def open_batch(self, requests: list[tuple[str, str, Request]]) -> Batch:
        """Begin a batch of requests, each with its key and endpoint; all of them or none."""
        name = f"hornbook-{uuid.uuid4().hex}"
        _, endpoint, first = requests[0]
        most = [most_of(request) for _, _, request in requests]
        prompt, completion = (
            sum(load.prompt for load in most),
            sum(load.completion for load in most),
        )
        model, count = str(first.payload.get("model")), len(requests)
        with self.cache.together():
            self.cache.database.execute(
                "INSERT INTO batches VALUES (?,?,?,?,'new','',?,?,?,?)",
                (name, endpoint, model, first.kind, count, prompt, completion, time.time()),
            )
            for key, _, request in requests:
                self.note(key, endpoint, request, name)
        return self.batch(name)

    def advance(self, name: str, state: State, remote: str = "") -> Batch:
        """Change the state of a batch."""
        with self.cache.telling():
            self.cache.database.execute(
                "UPDATE batches SET state = ?, remote = ?, changed = ? WHERE name = ?",
                (state, remote, time.time(), name),
            )
        return self.batch(name)

    def release(self, name: str, state: Literal["done"] | None = None) -> None:
        """Let go of the requests of a batch that have no answer; without a state, of itself too."""
        with self.cache.together():
            self.cache.database.execute("DELETE FROM asked WHERE batch = ?", (name,))
            if state is None:
                self.cache.database.execute("DELETE FROM batches WHERE name = ?", (name,))
            else:
                self.advance(name, state, self.batch(name).remote)

    def batch(self, name: str) -> Batch:
        """The batch of this name."""
        (found,) = self._batches("WHERE name = ?", name)
        return found

    def open_batches(self) -> list[Batch]:
        """All that aren't done, oldest first."""
        return list(self._batches("WHERE state != 'done'"))

    def batches(self) -> list[Batch]:
        """All there ever were, oldest first."""
        return list(self._batches(""))

    def requests(self, name: str) -> Iterator[tuple[str, Request]]:
        """The requests of a batch that have no answer yet, by key, in a fixed order."""
        rows = self.cache.database.execute(
            "SELECT key, payload, kind, sample FROM asked WHERE batch = ? ORDER BY key", (name,)
        )
        with closing(rows), self.cache.telling():
            for key, *row in rows:
                yield key, _request(*row)

    def _batches(self, where: str, *values: str) -> Iterator[Batch]:
        statement = f"SELECT * FROM batches {where} ORDER BY rowid"
        with self.cache.telling():
            rows = self.cache.database.execute(statement, values).fetchall()
        for name, endpoint, model, kind, state, remote, requests, *most, changed in rows:
            yield Batch(
                name=name,
                endpoint=endpoint,
                model=model,
                kind=kind,
                state=state,
                remote=remote,
                requests=requests,
                most=Load(prompt=most[0], completion=most[1]),
                changed=changed,
            )

    def _one(self, statement: str, value: str) -> sqlite3.Row | None:
        with self.cache.telling():
            row: sqlite3.Row | None = self.cache.database.execute(statement, (value,)).fetchone()
        return row


def most_of(request: Request) -> Load:
    """The most that a request can take; about what it takes where it doesn't limit its answer."""
    try:
        return Load.most(request)
    except HornbookError:
        return Load.likely(request)


def outstanding(cache: AnswerCache) -> Callable[[str], bool]:
    """Whether the request of a key is in a batch that is under way; quick where there is none."""
    database = cache.database
    with cache.telling():
        tables = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'batches'").fetchone()
        if not tables or not database.execute(_ANY_OPEN).fetchone():
            return lambda key: False
    return lambda key: database.execute(_IN_BATCH, (key,)).fetchone() is not None


def _request(payload: str, kind: Kind, sample: int) -> Request:
    return Request(payload=json.loads(payload), kind=kind, sample=sample)
