"""A named split of a dataset that a stage makes: how stages say which rows they read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.stage import Stage


@dataclass(frozen=True)
class Split:
    """The rows of ``name`` in the dataset that ``stage`` makes."""

    stage: Stage[Dataset]
    name: str

    def rows(self, context: Context, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
        """Stream the rows, inside the run of a stage that holds this split as a field."""
        return context.load(self.stage).rows(self.name, columns)
