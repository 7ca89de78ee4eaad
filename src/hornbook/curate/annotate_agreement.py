"""What an annotator is worth: its scores beside the labels that ship with Hornbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hornbook.curate.classifier import QualityClassifier, TrainClassifier
from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 10
"""Scored excerpts; agreement on fewer says nothing."""


@dataclass(frozen=True, kw_only=True)
class AnnotatorAgreement(Stage[Metrics]):
    """Compare an annotator's scores with the labels of the same excerpts.

    Beside it, on the same excerpts, stand the scores that it wrote (where those counted were
    weighted by probability), the mean of the labels for everyone, and the default classifier,
    whose predictions come from folds that hadn't seen the excerpt's package.

    Attributes:
        annotations: the ``annotated`` split of an `Annotate` over `LabelledExcerpts`.
        classifier: trained on the shipped labels.
    """

    annotations: Split
    classifier: Stage[QualityClassifier] = field(default_factory=TrainClassifier)

    def run(self, context: Context) -> Metrics:
        """Measure each of them."""
        import numpy as np

        from hornbook.curate.annotate_measures import GOOD, agreement

        rows = list(self.annotations.rows(context))
        counts = context.load(self.annotations.stage).counts()
        if len(rows) < FEWEST:
            raise HornbookError(
                f"the annotator gave {len(rows)} of {sum(counts.values())} excerpts a score; "
                f"agreement needs {FEWEST}"
            )
        labels = np.array([row["label"] for row in rows], dtype=np.float64)
        groups = [row["group"] for row in rows]
        predicted = context.load(self.classifier).metrics()["predictions"]
        judges = judgements(rows, labels, {row["id"]: row["predicted"] for row in predicted})
        metrics = {
            "annotator": rows[0]["annotator"],
            "rubric": rows[0]["rubric"],
            "method": rows[0]["annotation_method"],
            "excerpts": len(rows),
            "rejected": counts.get("rejected", 0),
            "good": int((labels >= GOOD).sum()),
            **_cost(rows),
            "judges": {
                name: {
                    "excerpts": int(here.sum()),
                    **agreement(
                        values[here],
                        labels[here],
                        [each for each, kept in zip(groups, here, strict=True) if kept],
                    ),
                }
                for name, values in judges.items()
                for here in [np.isfinite(values)]
                if here.any()
            },
        }
        return Metrics.write(context.directory, metrics)


def _cost(rows: list[dict[str, Any]]) -> dict[str, float | None]:
    """What an excerpt took on average, whenever it was paid for; dollars where they are known."""
    tokens = [row["annotation_prompt_tokens"] + row["annotation_completion_tokens"] for row in rows]
    dollars = [row["annotation_cost"] for row in rows]
    known = None not in dollars
    return {
        "tokens_per_excerpt": round(sum(tokens) / len(rows), 1),
        "cost_per_excerpt": sum(dollars) / len(rows) if known else None,
    }


def judgements(
    rows: list[dict[str, Any]], labels: NDArray[np.float64], predictions: Mapping[str, float]
) -> dict[str, NDArray[np.float64]]:
    """Scores by who gave them, in the order of the rows; not-a-number where there is none."""
    import numpy as np

    def column(values: list[float | None]) -> NDArray[np.float64]:
        return np.array([np.nan if value is None else value for value in values])

    judges = {"annotator": column([row["educational_value"] for row in rows])}
    if rows[0]["annotation_method"] == "logprobs":
        judges["as written"] = column([row["written"] for row in rows])
    judges["mean of the labels"] = np.full(len(rows), labels.mean())
    judges["classifier"] = column([predictions.get(row["excerpt"]) for row in rows])
    return judges
