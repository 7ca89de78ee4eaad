"""Scores documents by asking a teacher (phi-1, 2306.11644, §2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hornbook.curate.annotate_question import Question
from hornbook.curate.sample import SampleForAnnotation
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.teacher import LocalTeacher, Request, Teacher
from hornbook.teacher.asking import Forecast, Questions

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, kw_only=True)
class Annotate(Stage[Dataset]):
    """Ask an annotator what each document is worth to a student, on a scale from 0 to 5.

    Splits: ``annotated``, and ``rejected`` with a ``reason``; both have all columns of the corpus,
    ``educational_value`` (as `hornbook.curate.classifier.TrainClassifier` takes it for ``labels``),
    and where it comes from: the answer, its request, the rubric, tokens and cost.

    Attributes:
        corpus: the documents.
        annotator: who judges.
        rubric: ``code`` and ``text`` add up points for five statements, as FineWeb-Edu's prompt
            does (2406.17557, appendix F); ``student`` is phi-1's bare question; or a Markdown file
            with the slot ``document``. Its text is what counts, not where it lies.
        method: ``logprobs`` weights the scores by their probabilities; an endpoint without any
            falls back on ``score``, what is written.
        characters: how much of a document's beginning is shown.
        max_tokens: the longest answer; models that reason first need a thousand and more.
        expected: tokens of a prompt and of its answer, for a plan to tell the bill before there is
            a sample.
    """

    corpus: Split
    annotator: Teacher = field(default_factory=LocalTeacher)
    rubric: str = unhashed("code")
    method: str = "logprobs"
    characters: int = 4000
    max_tokens: int = 32
    expected: tuple[int, int] | None = unhashed(None)

    def __post_init__(self) -> None:
        _ = self.question

    @property
    def question(self) -> Question:
        """How a document is put."""
        return Question(
            rubric=self.rubric,
            method=self.method,
            characters=self.characters,
            max_tokens=self.max_tokens,
        )

    def external(self) -> str:
        """The text of the rubric and what the teacher's files hold."""
        return f"{self.question.template().digest} {self.annotator.external()}".strip()

    def forecast(self) -> Forecast | None:
        """What it will take, if that is expected and a sample of a known size is annotated."""
        if self.expected is None or not isinstance(self.corpus.stage, SampleForAnnotation):
            return None
        prompt, completion = self.expected
        return Forecast(
            teacher=self.annotator,
            requests=self.corpus.stage.size,
            prompt_tokens=prompt,
            completion_tokens=completion,
        )

    def asks(self, context: Context) -> tuple[Questions, ...]:
        """The questions, for a plan or a batch."""
        template = self.question.template()
        count = context.load(self.corpus.stage).counts()[self.corpus.name]

        def requests() -> Iterator[Request]:
            for row in self.corpus.rows(context, ["text"]):
                yield self.question.request(template, row["text"])

        return (
            Questions(
                teacher=self.annotator, requests=requests, count=count, template=template.name
            ),
        )

    def run(self, context: Context) -> Dataset:
        """Write both splits in the order of the corpus."""
        from hornbook.curate.annotate_rows import Annotating

        source = context.load(self.corpus.stage)
        total = source.counts()[self.corpus.name]
        with (
            self.annotator.open(context.cache, context.settings) as client,
            DatasetWriter(context.directory, **schemas(source, self.corpus.name)) as writer,
            context.progress.bar("annotating", total=total, unit="docs") as bar,
        ):
            work = Annotating(client=client, question=self.question, say=context.progress.say)
            for row in work.annotated(lambda: self.corpus.rows(context)):
                if row["reason"]:
                    writer.add("rejected", row)
                else:
                    del row["reason"]
                    writer.add("annotated", row)
                bar.advance(note=f"{work.judged:,} judged")
            account = work.account()
        context.record(
            accounts=[account.record()],
            reasons=dict(work.reasons.most_common()),
            method=work.question.method,
        )
        return Dataset(context.directory)


def schemas(source: Dataset, split: str) -> dict[str, pa.Schema]:
    """Columns of both splits: those of the source, with the annotator's in place of their like."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    own = added_columns()
    names = {"reason", *(column.name for column in own)}
    kept = [column for column in pq.read_schema(source.files(split)[0]) if column.name not in names]
    annotated = pa.schema([*kept, *own])
    reason = pa.field("reason", pa.string(), nullable=False)
    return {"annotated": annotated, "rejected": annotated.append(reason)}


def added_columns() -> list[Any]:
    """What an annotation adds to a row, as Arrow fields."""
    import pyarrow as pa

    # Prefixed where rows that a teacher wrote have a column of that name.
    words = ("annotator", "rubric", "rubric_digest", "rubric_slots")
    prefixed = ("annotation_method", "annotation_request")
    return [
        pa.field("educational_value", pa.float64()),
        *(pa.field(name, pa.string(), nullable=False) for name in words + prefixed),
        pa.field("verdict", pa.string()),  # the answer as it came
        pa.field("written", pa.float64()),  # the score that it states, whatever the method
        pa.field("coverage", pa.float64()),  # probability of the six scores together
        pa.field("annotation_prompt_tokens", pa.int64()),
        pa.field("annotation_completion_tokens", pa.int64()),
        pa.field("annotation_cost", pa.float64()),  # dollars; null when the price isn't known
    ]
