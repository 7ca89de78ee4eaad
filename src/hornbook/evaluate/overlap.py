"""Whether completions are a model's own: unlike one another, and unlike what it was trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hornbook.errors import HornbookError
from hornbook.evaluate.document_bits import spaced
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.story_grades import mean_of_items
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage


@dataclass(frozen=True, kw_only=True)
class CompletionOverlap(Stage[Evaluation]):
    """How much completions repeat one another and the training data, by Rouge (TinyStories).

    Writes ``items`` (problem, unlike_others, unlike_training) and the results with bootstrap
    intervals over prompts: ``unlike_others``, one less the highest Rouge-2 F1 that a completion has
    with any other; ``unlike_training``, one less the largest share of its pairs of words that one
    training document has. 0 is a copy, 1 is all new.

    Attributes:
        completions: the split ``completions`` of `CompletePrompts`.
        training: what the model was trained on.
        at_most: compare with only so many training documents, evenly spaced.
        ngram: words of an n-gram.
        seed: of the bootstrap.
    """

    completions: Split
    training: Split
    at_most: int = 20_000
    ngram: int = 2
    seed: int = 0

    def run(self, context: Context) -> Evaluation:
        """Compare each completion with all others, and with the training documents.

        Raises:
            HornbookError: when there are no completions.
        """
        import pyarrow as pa

        rows = list(self.completions.rows(context, ["problem", "completion"]))
        if not rows:
            raise HornbookError(f"{self.name}: there are no completions to compare")
        documents = spaced(list(self.training.rows(context, ["text"])), self.at_most)
        others, training = self._unlike(
            [row["completion"] for row in rows], [document["text"] for document in documents]
        )
        names = ("unlike_others", "unlike_training")
        schema = pa.schema(
            [
                pa.field("problem", pa.string(), nullable=False),
                *(pa.field(name, pa.float64(), nullable=False) for name in names),
            ]
        )
        problems = [row["problem"] for row in rows]
        with DatasetWriter(context.directory, items=schema) as writer:
            for problem, *values in zip(problems, others, training, strict=True):
                writer.add("items", {"problem": problem, **dict(zip(names, values, strict=True))})
        results: dict[str, Any] = {
            name: mean_of_items(zip(problems, values, strict=True), self.seed).facts()
            for name, values in zip(names, (others, training), strict=True)
        }
        results["training_documents"] = len(documents)
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)

    def _unlike(
        self, texts: Sequence[str], documents: Sequence[str]
    ) -> tuple[list[float], list[float]]:
        from hornbook.similarity.rouge import most_alike, most_contained

        alike = most_alike(texts, self.ngram)
        contained = most_contained(texts, documents, self.ngram)
        return (1 - alike).tolist(), (1 - contained).tolist()
