"""Answers that were paid for, kept in one SQLite file that runs and processes share."""

from __future__ import annotations

import errno
import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hornbook.errors import HornbookError
from hornbook.teacher.request import Request

FORMAT = 1

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,      -- Request.key
    endpoint TEXT NOT NULL,    -- a base URL, or what identifies a local model
    model TEXT NOT NULL,
    kind TEXT NOT NULL,        -- chat/completions or completions
    payload TEXT NOT NULL,     -- the JSON that was sent
    sample INTEGER NOT NULL,
    body TEXT NOT NULL,        -- the JSON that came back: text, finish_reason, usage …
    seconds REAL NOT NULL,     -- from sending to having the answer; 0 if it came in a batch
    answered REAL NOT NULL     -- Unix time
)
"""


class AnswerCache:
    """Request hashes to answers. Failures are never put in.

    Write-ahead logging lets processes read and write at once, and keeps every row written before
    a process is killed. Use it from one thread.

    Raises:
        HornbookError: here or later, when the file is damaged, locked or of a newer format.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        with self.telling():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Opened in one thread and used in another, never in two at once.
            self.database = sqlite3.connect(
                self.path, timeout=60, isolation_level=None, check_same_thread=False
            )
        try:
            self._prepare()
        except BaseException:
            self.database.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.database.close()

    def _prepare(self) -> None:
        with self.telling():
            (found,) = self.database.execute("PRAGMA user_version").fetchone()
            if found > FORMAT:
                raise HornbookError(
                    f"{self.path} was written by a newer Hornbook (format {found}, this one reads "
                    f"{FORMAT}); update Hornbook, or move the file away to start a new cache"
                )
            self.database.execute("PRAGMA journal_mode = WAL")
            self.database.execute("PRAGMA synchronous = NORMAL")
            self.database.execute(_SCHEMA)
            if found != FORMAT:
                self.database.execute(f"PRAGMA user_version = {FORMAT}")

    def get(self, key: str) -> tuple[dict[str, Any], float] | None:
        """The endpoint's JSON and the seconds it took, or nothing."""
        with self.telling():
            row = self.database.execute(
                "SELECT body, seconds FROM answers WHERE key = ?", (key,)
            ).fetchone()
            return None if row is None else (json.loads(row[0]), row[1])

    def put(
        self, key: str, request: Request, endpoint: str, body: Mapping[str, Any], seconds: float
    ) -> None:
        """Keep an answer; on its way to the disk when this returns, or when `together` ends."""
        row = (
            key,
            endpoint,
            str(request.payload.get("model", "")),
            request.kind,
            json.dumps(request.payload),
            request.sample,
            json.dumps(dict(body)),  # in ASCII: halves of characters have no other form
            seconds,
            time.time(),
        )
        with self.telling():
            self.database.execute("INSERT OR IGNORE INTO answers VALUES (?,?,?,?,?,?,?,?,?)", row)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is put inside, or nothing: one transaction costs less than several."""
        with self.telling():
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.database.execute("COMMIT")
            finally:
                if self.database.in_transaction:
                    self.database.execute("ROLLBACK")

    def __len__(self) -> int:
        with self.telling():
            (count,) = self.database.execute("SELECT count(*) FROM answers").fetchone()
        return int(count)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn what SQLite raises inside into a sentence for the user."""
        try:
            yield
        except (sqlite3.DatabaseError, json.JSONDecodeError) as error:
            name = getattr(error, "sqlite_errorname", "")
            if name == "SQLITE_FULL":
                raise OSError(errno.ENOSPC, "no space left for the answer cache") from None
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise HornbookError(
                    f"another process has held {self.path} for over a minute; end it and try again"
                ) from None
            if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
                raise HornbookError(
                    f"can't write the answer cache {self.path} ({error}); make it writable"
                ) from None
            if isinstance(error, sqlite3.ProgrammingError):
                raise
            raise HornbookError(
                f"the answer cache {self.path} is damaged ({error}); move it away to start a new "
                "one, or restore it from a backup"
            ) from None
