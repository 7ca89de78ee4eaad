"""What every way of searching for duplicates is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hornbook.deduplicate.components import Forest
from hornbook.pipeline.progress import Progress


@dataclass(frozen=True)
class Work:
    """How a search is run, which changes nothing about what it finds.

    Attributes:
        scratch: a folder for what needn't be in memory; what a killed search left is used.
        progress: where to report.
        workers: threads or processes.
    """

    scratch: Path
    progress: Progress
    workers: int = 1


@dataclass(frozen=True)
class Found:
    """What a search found, rows numbered by preference, and counts for the manifest."""

    forest: Forest
    facts: dict[str, Any] = field(default_factory=dict)
