"""The stages that gather many candidate solutions of each problem, labelled right or wrong.

What they write, and what a verifier's training and `evaluate.selection` read, is a split
``candidates`` in the columns of `candidate_schema`, those of one problem next to one another.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.benchmark import HUB
from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.cut import cut, stop_strings
from hornbook.evaluate.items import problems_digest
from hornbook.evaluate.journal import Journal
from hornbook.model.checkpoint import Checkpoint
from hornbook.model.sampling import Sampling
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.sandbox import Limits

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.evaluate.attempt import Task

CANDIDATES = "candidates"


def candidate_schema() -> pa.Schema:
    """The columns of a candidate, which is a document: its prompt and completion.

    ``problem`` and ``family`` say what it attempts; ``prompt`` and ``completion`` are its text;
    ``generator``, ``temperature`` (0 is greedy, null unknown) and ``sample`` say how it was drawn;
    ``outcome`` is the sandbox's, ``detail`` its words, ``answer`` what a word problem's program
    answered, ``correct`` the label; ``score`` is a verifier's logit, once it was asked.
    """
    import pyarrow as pa

    return document_schema(
        pa.field("problem", pa.string(), nullable=False),
        pa.field("family", pa.string()),
        pa.field("prompt", pa.string(), nullable=False),
        pa.field("completion", pa.string(), nullable=False),
        pa.field("generator", pa.string(), nullable=False),
        pa.field("temperature", pa.float64()),
        pa.field("sample", pa.int32(), nullable=False),
        pa.field("outcome", pa.string()),
        pa.field("detail", pa.string()),
        pa.field("answer", pa.string()),
        pa.field("correct", pa.bool_(), nullable=False),
        pa.field("score", pa.float64()),
    )


@dataclass(frozen=True, kw_only=True)
class SampleCandidates(Stage[Dataset]):
    """Let generators attempt each problem many times, and run what they write (TinyGSM, §4).

    TinyGSM draws 48 a question from several checkpoints at temperatures of 0.5 and 0.7. A word
    problem's candidate is correct when its program returns the stated answer, a function's when it
    passes its tests.

    Splits: ``candidates``, by problem, then checkpoint, temperature and sample.

    Attributes:
        checkpoints: the generators; each draws at each temperature.
        problems: word problems (rows with a ``prompt`` and an ``answer``), exercises (with
            ``tests``), or a benchmark of programs, such as ``gsm8k-program``.
        folder: where the benchmark's files lie, if not in a package; see `benchmark.load`.
        temperatures: 0 draws one greedy candidate, which is no part of the others' pool.
        samples: candidates a problem of each checkpoint and temperature.
        top_p: share of the likeliest tokens to draw from.
        max_new_tokens: where a completion ends at the latest.
        at_most: attempt only so many problems, evenly spaced.
        limits: time and memory that a program may take.
        seed: of the sampling.
    """

    version: ClassVar[int] = 2

    checkpoints: tuple[Stage[Checkpoint], ...]
    problems: Split | str
    folder: str | None = unhashed(None)
    temperatures: tuple[float, ...] = (0.5, 0.7)
    samples: int = 12
    top_p: float = 1.0
    max_new_tokens: int = 256
    at_most: int | None = None
    limits: Limits = field(default_factory=Limits)
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what can't be drawn.

        Raises:
            HornbookError: for fields that don't fit.
        """
        if not self.checkpoints or not self.temperatures or self.samples < 1:
            raise HornbookError(
                f"{self.name} needs a checkpoint, a temperature and at least one sample"
            )
        if len(set(self.temperatures)) < len(self.temperatures):
            raise HornbookError(
                f"{self.name} names a temperature twice; raise samples instead, which differ"
            )
        if len({checkpoint.name for checkpoint in self.checkpoints}) < len(self.checkpoints):
            raise HornbookError(
                f"{self.name} has two checkpoints of one name; give each a label, which its "
                "candidates carry"
            )
        if self.at_most is not None and self.at_most < 1:
            raise HornbookError(f"{self.name}: at_most={self.at_most} leaves no problem")

    def external(self) -> str:
        """The digest of the benchmark, if the problems are one; its name says it on the hub.

        So a plan needs no hub.
        """
        if isinstance(self.problems, str) and self.problems.startswith(HUB):
            return ""
        return problems_digest(self.problems, self.folder)

    def run(self, context: Context) -> Dataset:
        """Sample, run, label. A killed run draws and runs nothing a second time.

        Raises:
            HornbookError: when there are no problems, or a row lacks what it needs.
        """
        from hornbook.evaluate.attempt import load_tasks, run_all

        tasks = load_tasks(self.problems, self.folder, context, self.at_most)
        drawn = list(self._draw(tasks, context))
        attempts = [(task, row["completion"]) for task, row in drawn]
        judged = run_all(attempts, self.limits, Journal(context.scratch / "judged.jsonl"), context)
        with DatasetWriter(context.directory, candidates=candidate_schema()) as writer:
            for (_, row), verdict in zip(drawn, judged, strict=True):
                writer.add(CANDIDATES, {**row, **verdict})
        context.record(
            problems=len(tasks),
            candidates=len(judged),
            different=len({(task.id, completion) for task, completion in attempts}),
            correct=sum(verdict["correct"] for verdict in judged),
            outcomes=dict(sorted(Counter(verdict["outcome"] for verdict in judged).items())),
        )
        return Dataset(context.directory)

    def _draw(
        self, tasks: Sequence[Task], context: Context
    ) -> Iterator[tuple[Task, dict[str, Any]]]:
        """Every task's candidates without their verdicts, those of a task together."""
        ways = [(number, t) for number in range(len(self.checkpoints)) for t in self.temperatures]
        by_way = [self._draw_at(tasks, number, t, context) for number, t in ways]
        for place, task in enumerate(tasks):
            for (number, temperature), texts in zip(ways, by_way, strict=True):
                generator = self.checkpoints[number].name
                for sample, text in enumerate(texts[place]):
                    completion = cut(task.prompt, text)
                    row = {
                        "id": document_id(task.prompt + completion),
                        "text": task.prompt + completion,
                        "source": f"checkpoint:{generator}",
                        "parents": [task.id],
                        "stage": self.name,
                        "problem": task.id,
                        "family": task.family,
                        "prompt": task.prompt,
                        "completion": completion,
                        "generator": generator,
                        "temperature": temperature,
                        "sample": sample,
                    }
                    yield task, row

    def _draw_at(
        self, tasks: Sequence[Task], number: int, temperature: float, context: Context
    ) -> list[list[str]]:
        """The completions of each task by one checkpoint at one temperature."""
        from hornbook.evaluate.attempt import drawing_seed
        from hornbook.evaluate.sample import draw

        sampling = Sampling(
            max_new_tokens=self.max_new_tokens,
            temperature=temperature,
            top_p=self.top_p,
            stop=stop_strings(task.prompt for task in tasks),
            seed=drawing_seed(self.seed, number, temperature),
        )
        return draw(
            self.checkpoints[number],
            [task.prompt for task in tasks],
            self.samples if temperature > 0 else 1,
            sampling,
            Journal(context.scratch / f"drawn-{number}-{temperature!r}.jsonl"),
            context,
        )


@dataclass(frozen=True, kw_only=True)
class ReadCandidates(Stage[Dataset]):
    """Take candidates that others drew and labelled; `given` describes the file.

    Splits: ``candidates``, in the order of the file.

    Attributes:
        path: a JSONL file.
        generators: take only those of these names; none takes all.
    """

    path: str = unhashed("")
    generators: tuple[str, ...] = ()

    def external(self) -> str:
        """The digest of the file.

        Raises:
            HornbookError: when it can't be read.
        """
        try:
            return hashlib.sha256(Path(self.path).read_bytes()).hexdigest()
        except OSError as error:
            raise HornbookError(f"{self.path} can't be read: {error.strerror}") from None

    def run(self, context: Context) -> Dataset:
        """Check and copy.

        Raises:
            HornbookError: when a line is malformed.
        """
        from hornbook.evaluate.given import read_candidates

        with DatasetWriter(context.directory, candidates=candidate_schema()) as writer:
            for row in read_candidates(Path(self.path)):
                if not self.generators or row["generator"] in self.generators:
                    writer.add(CANDIDATES, {**row, "stage": self.name})
        return Dataset(context.directory)
