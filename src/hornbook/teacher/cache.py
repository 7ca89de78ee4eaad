"""Answers that were paid for, kept in one SQLite file that runs and processes share."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from hornbook.pipeline.shared_database import SharedDatabase
from hornbook.teacher.request import Request

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


class AnswerCache(SharedDatabase):
    """Request hashes to answers. Failures are never put in."""

    holds = "answer cache"
    schema = _SCHEMA

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

    def __len__(self) -> int:
        with self.telling():
            (count,) = self.database.execute("SELECT count(*) FROM answers").fetchone()
        return int(count)
