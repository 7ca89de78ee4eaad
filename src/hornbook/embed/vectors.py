"""Vectors that were paid for in time or money, in one SQLite file that all runs share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hornbook.pipeline.shared_database import SharedDatabase

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    key BLOB PRIMARY KEY,    -- hash of the embedder and the text
    vector BLOB NOT NULL,    -- little-endian float32
    cut INTEGER NOT NULL     -- whether the text was longer than the embedder reads
)
"""
_ASKED_AT_ONCE = 500


class VectorCache(SharedDatabase):
    """Vectors of one embedder by text.

    Args:
        path: the file; it may hold the vectors of other embedders too.
        embedder: `Embedder.key`.
    """

    holds = "cache of vectors"
    schema = _SCHEMA

    def __init__(self, path: Path, embedder: str) -> None:
        super().__init__(path)
        self._embedder = hashlib.blake2b(embedder.encode(), digest_size=32).digest()

    def key(self, text: str) -> bytes:
        """Where the vector of ``text`` lies."""
        data = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=16, key=self._embedder).digest()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, tuple[NDArray[np.float32], bool]]:
        """The vectors that are there, with whether their text was cut."""
        found = {}
        with self.telling():
            for start in range(0, len(keys), _ASKED_AT_ONCE):
                part = keys[start : start + _ASKED_AT_ONCE]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, vector, cut FROM vectors WHERE key IN ({marks})"
                for key, vector, cut in self.database.execute(query, part):
                    found[key] = (np.frombuffer(vector, dtype="<f4"), bool(cut))
        return found

    def put(self, rows: Iterable[tuple[bytes, NDArray[np.float32], bool]]) -> None:
        """Keep vectors, all of them or, if killed, none."""
        values = [(key, vector.astype("<f4").tobytes(), int(cut)) for key, vector, cut in rows]
        with self.together():
            self.database.executemany("INSERT OR IGNORE INTO vectors VALUES (?,?,?)", values)

    def __len__(self) -> int:
        with self.telling():
            (count,) = self.database.execute("SELECT count(*) FROM vectors").fetchone()
        return int(count)
