"""Vectors that were paid for in time or money, in one SQLite file that all runs share."""

from __future__ import annotations

import errno
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hornbook.errors import HornbookError

FORMAT = 1

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    key BLOB PRIMARY KEY,    -- hash of the embedder and the text
    vector BLOB NOT NULL,    -- little-endian float32
    cut INTEGER NOT NULL     -- whether the text was longer than the embedder reads
)
"""
_ASKED_AT_ONCE = 500


class VectorCache:
    """Vectors of one embedder by text. Use it from one thread; processes may share the file.

    Args:
        path: the file; it may hold the vectors of other embedders too.
        embedder: `Embedder.key`.

    Raises:
        HornbookError: here or later, when the file is damaged, locked or of a newer format.
    """

    def __init__(self, path: Path, embedder: str) -> None:
        self.path = path
        self._embedder = hashlib.blake2b(embedder.encode(), digest_size=32).digest()

    def __enter__(self) -> Self:
        with self._telling():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._database.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def _prepare(self) -> None:
        with self._telling():
            (found,) = self._database.execute("PRAGMA user_version").fetchone()
            if found > FORMAT:
                raise HornbookError(
                    f"{self.path} was written by a newer Hornbook (format {found}, this one reads "
                    f"{FORMAT}); update Hornbook, or move the file away to start a new cache"
                )
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute(_SCHEMA)
            self._database.execute(f"PRAGMA user_version = {FORMAT}")

    def key(self, text: str) -> bytes:
        """Where the vector of ``text`` lies."""
        data = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=16, key=self._embedder).digest()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, tuple[NDArray[np.float32], bool]]:
        """The vectors that are there, with whether their text was cut."""
        found = {}
        with self._telling():
            for start in range(0, len(keys), _ASKED_AT_ONCE):
                part = keys[start : start + _ASKED_AT_ONCE]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, vector, cut FROM vectors WHERE key IN ({marks})"
                for key, vector, cut in self._database.execute(query, part):
                    found[key] = (np.frombuffer(vector, dtype="<f4"), bool(cut))
        return found

    def put(self, rows: Iterable[tuple[bytes, NDArray[np.float32], bool]]) -> None:
        """Keep vectors, all of them or, if killed, none."""
        values = [(key, vector.astype("<f4").tobytes(), int(cut)) for key, vector, cut in rows]
        with self._telling(), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany("INSERT OR IGNORE INTO vectors VALUES (?,?,?)", values)

    def __len__(self) -> int:
        with self._telling():
            (count,) = self._database.execute("SELECT count(*) FROM vectors").fetchone()
        return int(count)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turn what SQLite raises inside into a sentence for the user."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", "")
            if name == "SQLITE_FULL":
                raise OSError(errno.ENOSPC, "no space left for the cache of vectors") from None
            if isinstance(error, sqlite3.ProgrammingError):
                raise
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                why = "another process has held it for over a minute; end that and try again"
            elif name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
                why = f"it can't be written ({error}); make it writable"
            else:
                why = f"it is damaged ({error}); move it away to start a new one"
            raise HornbookError(f"the cache of vectors {self.path}: {why}") from None
