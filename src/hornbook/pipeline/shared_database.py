"""A SQLite file that runs and processes share: opened, checked, and its errors told in words."""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from hornbook.errors import HornbookError


class SharedDatabase:
    """A file with one table, to be subclassed by what keeps something in it.

    Write-ahead logging lets processes read and write at once, and keeps every row written before
    a process is killed. Use it from one thread at a time.

    Attributes:
        path: the file; made with its folders when it isn't there.
        holds: what is in it, for messages.
        schema: makes the table where there is none.
        format: of the rows; a file of a higher one is refused.

    Raises:
        HornbookError: here or later, when the file is damaged, locked or of a newer format.
    """

    holds: ClassVar[str]
    schema: ClassVar[str]
    format: ClassVar[int] = 1

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
            if found > self.format:
                raise HornbookError(
                    f"{self.path} was written by a newer Hornbook (format {found}, this one reads "
                    f"{self.format}); update Hornbook, or move the file away to start a new one"
                )
            self.database.execute("PRAGMA journal_mode = WAL")
            self.database.execute("PRAGMA synchronous = NORMAL")
            self.database.execute(self.schema)
            if found != self.format:
                self.database.execute(f"PRAGMA user_version = {self.format}")

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

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn what SQLite raises inside into a sentence for the user."""
        try:
            yield
        except (sqlite3.DatabaseError, json.JSONDecodeError) as error:
            name = getattr(error, "sqlite_errorname", "")
            if name == "SQLITE_FULL":
                raise OSError(errno.ENOSPC, f"no space left for the {self.holds}") from None
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise HornbookError(
                    f"another process has held {self.path} for over a minute; end it and try again"
                ) from None
            if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
                raise HornbookError(
                    f"can't write the {self.holds} {self.path} ({error}); make it writable"
                ) from None
            if isinstance(error, sqlite3.ProgrammingError):
                raise
            raise HornbookError(
                f"the {self.holds} {self.path} is damaged ({error}); move it away to start a new "
                "one, or restore it from a backup"
            ) from None
