"""What a long stage has finished, line by line, so that a killed run goes on where it stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class Journal:
    """JSON lines that are only ever added to; a line that a kill cut short is dropped."""

    def __init__(self, path: Path) -> None:
        self._path = path
        whole = path.read_bytes().rpartition(b"\n")[0] if path.exists() else b""
        self.entries: list[Any] = [json.loads(line) for line in whole.splitlines()]
        path.write_bytes(whole + b"\n" if whole else b"")

    def add(self, entry: object) -> None:
        """Append an entry and hand it to the system, where a kill of this process can't reach."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
        self.entries.append(json.loads(json.dumps(entry)))
