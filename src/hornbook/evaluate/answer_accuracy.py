"""The stage that measures answers in words: multiple choice, numbers, formulas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean
from typing import Any, ClassVar

from hornbook.benchmark.problem import Answer
from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.estimate import wilson
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.items import Item, load_items, problems_digest
from hornbook.evaluate.journal import Journal
from hornbook.evaluate.subject import Subject, external_of, in_chat, name_of
from hornbook.evaluate.text_answers import ASKINGS, WORDED, Asking, is_right, read_answer
from hornbook.model.sampling import Sampling
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed


@dataclass(frozen=True, kw_only=True)
class AnswerAccuracy(Stage[Evaluation]):
    """The share of questions that a model answers rightly in words, decoding greedily.

    Writes ``completions``, in the order of the questions (outcome ``passed``, ``failed``, or
    ``unread`` where no answer was found), and the results: ``accuracy`` with Wilson's interval,
    the same of each task, their plain mean ``mean_of_tasks`` (Orca's tables average so), and how
    many answers were unread.

    Attributes:
        model: a checkpoint of ours, or a model from elsewhere (`evaluate.subject`).
        problems: a benchmark's name, such as ``bbh``, ``agieval`` or ``gsm8k``; or a split of
            questions with their answers, such as explanation traces (`items.questions`).
        folder: where the benchmark's files lie, if not in a package; see `benchmark.load`.
        asking: how questions are put and answers read; by default the benchmark's own way, in which
            a model in a chat may answer in several paragraphs.
        max_new_tokens: where an answer ends at the latest.
        at_most: ask only so many questions, evenly spaced.
        perturbed: reword the questions: ``renamed`` or ``renumbered``; see `evaluate.perturb`.
        tasks: of a suite; only their questions are asked, where any are named.
    """

    version: ClassVar[int] = 2

    model: Subject
    problems: Split | str
    folder: str | None = unhashed(None)
    asking: Asking | None = None
    max_new_tokens: int = 256
    at_most: int | None = None
    perturbed: str = ""
    tasks: tuple[str, ...] = ()

    def external(self) -> str:
        """The digests of the benchmark and the model, where they come from outside."""
        return f"{problems_digest(self.problems, self.folder)} {external_of(self.model)}".strip()

    def run(self, context: Context) -> Evaluation:
        """Ask, read, count. A killed run asks nothing a second time.

        Raises:
            HornbookError: there are no questions, or one has no answer to compare with.
        """
        from hornbook.evaluate.sample import draw

        items = load_items(
            self.problems,
            context,
            self.at_most,
            self.folder,
            self.perturbed,
            worded=True,
            families=self.tasks,
        )
        answers = [self._answer(item) for item in items]
        benchmark = self.problems.removeprefix("hub:") if isinstance(self.problems, str) else ""
        asking = self.asking or ASKINGS.get(benchmark, WORDED)
        if in_chat(self.model) and self.asking is None:
            asking = replace(asking, stop=())  # they keep who continues texts from asking on
        prompts = [asking.prompt(item.problem) for item in items]
        drawn = draw(
            self.model,
            prompts,
            1,
            Sampling(max_new_tokens=self.max_new_tokens, temperature=0.0, stop=asking.stop),
            Journal(context.scratch / "completions.jsonl"),
            context,
        )
        rows = [
            self._row(item, answer, asking, prompt, completion)
            for item, answer, prompt, (completion,) in zip(
                items, answers, prompts, drawn, strict=True
            )
        ]
        with DatasetWriter(context.directory, completions=_schema()) as writer:
            writer.extend("completions", rows)
        results = summary(rows)
        Metrics.write(context.directory, results)
        context.record(**{name: value for name, value in results.items() if name != "tasks"})
        return Evaluation(context.directory)

    def _answer(self, item: Item) -> Answer:
        if item.problem.answer is None:
            raise HornbookError(
                f"{self.name}: {item.problem.id} has no answer in words to compare with; measure "
                "PassAtK on programs"
            )
        return item.problem.answer

    def _row(
        self, item: Item, answer: Answer, asking: Asking, prompt: str, completion: str
    ) -> dict[str, Any]:
        given = read_answer(completion, answer, asking.reading)
        outcome = "unread" if given is None else "failed"
        return {
            "id": document_id(prompt + completion),
            "text": prompt + completion,
            "source": name_of(self.model),
            "parents": [item.problem.id],
            "stage": self.name,
            "problem": item.problem.id,
            "family": item.family,
            "prompt": prompt,
            "completion": completion,
            "answer": answer.text,
            "given": given,
            "outcome": "passed" if is_right(given, answer) else outcome,
        }


def summary(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Accuracy of all rows and of each task, from their outcomes."""
    passed = [row["outcome"] == "passed" for row in rows]
    tasks: dict[str, list[bool]] = defaultdict(list)
    for row, right in zip(rows, passed, strict=True):
        tasks[row["family"] or ""].append(right)
    by_task = {name: wilson(sum(right), len(right)) for name, right in sorted(tasks.items())}
    return {
        "accuracy": wilson(sum(passed), len(passed)).facts(),
        "mean_of_tasks": mean(estimate.value for estimate in by_task.values()),
        "unread": sum(row["outcome"] == "unread" for row in rows),
        "protocol": "greedy",
        "tasks": {name: estimate.facts() for name, estimate in by_task.items() if name},
    }


def _schema() -> Any:  # noqa: ANN401 - a pyarrow.Schema
    import pyarrow as pa

    names = ("problem", "family", "prompt", "completion", "answer", "given", "outcome")
    empty = ("family", "given")
    return document_schema(*(pa.field(name, pa.string(), nullable=name in empty) for name in names))
