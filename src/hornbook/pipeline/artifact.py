"""An artifact is a typed view of a published directory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True)
class Artifact:
    """What a stage made, as files below ``directory``; subclasses add ways to read and write."""

    directory: Path

    def counts(self) -> dict[str, int]:
        """Rows (or tokens, or items) by name, for the manifest and the funnel."""
        return {}

    def summary(self) -> str:
        """What a person should know when this is the last thing a run made; may be empty."""
        return ""


@dataclass(frozen=True)
class Metrics(Artifact):
    """A JSON object of results in ``metrics.json``."""

    @classmethod
    def write(cls, directory: Path, values: Mapping[str, Any]) -> Self:
        """Write ``values`` (JSON types only; not-a-number is refused)."""
        text = json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False)
        (directory / "metrics.json").write_text(text + "\n", encoding="utf-8")
        return cls(directory)

    def values(self) -> dict[str, Any]:
        """Read the results back."""
        text = (self.directory / "metrics.json").read_text(encoding="utf-8")
        values: dict[str, Any] = json.loads(text)
        return values
