"""The artifact of an evaluation: one row an item or completion, and the numbers they give."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.dataset import Dataset


class Evaluation(Dataset):
    """Rows in ``completions`` (pass@k) or ``items`` (bits per byte); results in a JSON file."""

    def values(self) -> dict[str, Any]:
        """The results: each estimate as ``{"value", "low", "high", "of"}``."""
        return Metrics(self.directory).values()

    def scores(self) -> dict[str, tuple[float, float]]:
        """By problem: samples that passed and samples drawn, or bits and bytes."""
        scores: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
        if "items" in self.splits():
            for row in self.rows("items"):
                scores[row["problem"]] = (row["bits"], row["bytes"])
        else:
            for row in self.rows("completions", ["problem", "outcome"]):
                passed, drawn = scores[row["problem"]]
                scores[row["problem"]] = (passed + (row["outcome"] == "passed"), drawn + 1)
        return dict(scores)
