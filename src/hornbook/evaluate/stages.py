"""The stages that measure a checkpoint."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.chat_code import question
from hornbook.evaluate.cut import cut, stop_strings
from hornbook.evaluate.estimate import bootstrap
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.items import Item, load_items, problems_digest, require_tests
from hornbook.evaluate.journal import Journal
from hornbook.evaluate.pass_at_k import estimate_pass_at_k
from hornbook.evaluate.subject import Subject, external_of, in_chat, name_of, opened
from hornbook.model.sampling import Sampling
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.sandbox import Limits


@dataclass(frozen=True, kw_only=True)
class BitsPerByte(Stage[Evaluation]):
    """How well a model predicts the reference solutions, given their prompts.

    Smooth where pass@1 is still zero, and comparable between tokenizers: bits of all solutions
    over bytes of all solutions. Writes ``items`` (problem, family, bits, bytes) and the result
    ``bits_per_byte`` with a bootstrap interval over problems.

    Attributes:
        model: a checkpoint of ours, or a model from elsewhere (`evaluate.subject`).
        problems: a benchmark's name, or a split of exercises.
        folder: where the benchmark's files lie, if not in a package; see `benchmark.load`.
        at_most: evaluate only so many problems, evenly spaced.
        perturbed: reword the problems: ``renamed`` or ``renumbered``; see `evaluate.perturb`.
        seed: of the bootstrap.
    """

    model: Subject
    problems: Split | str = "humaneval"
    folder: str | None = unhashed(None)
    at_most: int | None = None
    perturbed: str = ""
    seed: int = 0

    def external(self) -> str:
        """The digests of the benchmark and the model, where they come from outside."""
        return f"{problems_digest(self.problems, self.folder)} {external_of(self.model)}".strip()

    def run(self, context: Context) -> Evaluation:
        """Score every solution that isn't empty.

        Raises:
            HornbookError: when there is nothing to score, or a row lacks what it needs.
        """
        import pyarrow as pa

        items = load_items(self.problems, context, self.at_most, self.folder, self.perturbed)
        items = [item for item in items if item.problem.solution]
        if not items:
            raise HornbookError(f"{self.name}: no problem has a reference solution to score")
        pairs = [(item.problem.prompt, item.problem.solution) for item in items]
        with opened(self.model, context) as model:
            scored = model.log_likelihood(pairs, context.progress)
        schema = pa.schema(
            [
                pa.field("problem", pa.string(), nullable=False),
                pa.field("family", pa.string()),
                pa.field("bits", pa.float64(), nullable=False),
                pa.field("bytes", pa.int64(), nullable=False),
            ]
        )
        bits = [likelihood.nats / log(2) for likelihood in scored]
        sizes = [likelihood.bytes for likelihood in scored]
        with DatasetWriter(context.directory, items=schema) as writer:
            for item, bit, size in zip(items, bits, sizes, strict=True):
                row = {"problem": item.problem.id, "family": item.family}
                writer.add("items", row | {"bits": bit, "bytes": size})
        estimate = bootstrap(bits, sizes, seed=self.seed)
        results = {"bits_per_byte": estimate.facts(), "bytes": sum(sizes)}
        return _publish(context, results)


@dataclass(frozen=True, kw_only=True)
class PassAtK(Stage[Evaluation]):
    """The share of problems that a model solves, as its programs' tests say.

    Completions are cut where the function ends (see `evaluate.cut`) and run in the sandbox.
    Writes ``completions``, in the order of the problems, and the results: ``pass@k`` for each k
    (Wilson's interval for one sample a problem, else a bootstrap over problems), how many
    completions had which outcome, and the passes by family.

    Attributes:
        model: a checkpoint of ours, or a model from elsewhere (`evaluate.subject`).
        problems: a benchmark's name, or a split of exercises.
        folder: where the benchmark's files lie, if not in a package; see `benchmark.load`.
        k: the numbers of tries to report, none above ``samples``.
        samples: completions a problem; more than one needs a temperature.
        temperature: 0 decodes greedily.
        top_p: share of the likeliest tokens to draw from.
        max_new_tokens: where a completion ends at the latest.
        at_most: evaluate only so many problems, evenly spaced.
        perturbed: reword the problems: ``renamed`` or ``renumbered``; see `evaluate.perturb`.
        limits: time and memory that a program may take.
        seed: of the sampling and the bootstrap.
    """

    version: ClassVar[int] = 2

    model: Subject
    problems: Split | str = "humaneval"
    folder: str | None = unhashed(None)
    k: tuple[int, ...] = (1,)
    samples: int = 1
    temperature: float = 0.0
    top_p: float = 1.0
    max_new_tokens: int = 256
    at_most: int | None = None
    perturbed: str = ""
    limits: Limits = field(default_factory=Limits)
    seed: int = 0

    def external(self) -> str:
        """The digests of what comes from outside; refuses fields that don't fit."""
        self._check()
        return f"{problems_digest(self.problems, self.folder)} {external_of(self.model)}".strip()

    def run(self, context: Context) -> Evaluation:
        """Sample, run, count. A killed run draws and runs nothing a second time.

        Raises:
            HornbookError: when there are no problems, or a row lacks what it needs.
        """
        from hornbook.evaluate.sample import draw, execute, programs

        items = load_items(self.problems, context, self.at_most, self.folder, self.perturbed)
        require_tests(items, self.name)
        chat = in_chat(self.model)
        prompts = [item.problem.prompt for item in items]
        sampling = Sampling(
            max_new_tokens=self.max_new_tokens,
            temperature=self.temperature,
            top_p=self.top_p,
            stop=() if chat else stop_strings(prompts),
            seed=self.seed,
        )
        completions = draw(
            self.model,
            [question(prompt) for prompt in prompts] if chat else prompts,
            self.samples,
            sampling,
            Journal(context.scratch / "completions.jsonl"),
            context,
        )
        verdicts = execute(
            programs(items, completions, chat=chat),
            self.limits,
            Journal(context.scratch / "verdicts.jsonl"),
            context,
        )
        context.record(sandbox_seconds=round(sum(verdict["seconds"] for verdict in verdicts), 3))
        rows = list(self._rows(items, completions, verdicts))
        with DatasetWriter(context.directory, completions=_completion_schema()) as writer:
            writer.extend("completions", rows)
        return _publish(context, self._results(rows))

    def _rows(
        self,
        items: Sequence[Item],
        completions: Sequence[Sequence[str]],
        verdicts: Sequence[dict[str, Any]],
    ) -> Iterator[dict[str, Any]]:
        judged = iter(verdicts)
        for item, texts in zip(items, completions, strict=True):
            for number, text in enumerate(texts):
                kept = text if in_chat(self.model) else cut(item.problem.prompt, text)
                verdict = next(judged)
                yield {
                    "id": document_id(item.problem.prompt + kept),
                    "text": item.problem.prompt + kept,
                    "source": name_of(self.model),
                    "parents": [item.problem.id],
                    "stage": self.name,
                    "problem": item.problem.id,
                    "family": item.family,
                    "sample": number,
                    "prompt": item.problem.prompt,
                    "completion": kept,
                    "after_cut": text[len(kept) :],
                    "outcome": verdict["outcome"],
                    "detail": verdict["detail"],
                }

    def _results(self, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
        passed: dict[str, int] = defaultdict(int)
        families: dict[str, dict[str, int]] = defaultdict(lambda: {"passed": 0, "of": 0})
        for row in rows:
            success = row["outcome"] == "passed"
            passed[row["problem"]] += success
            if row["family"] is not None:
                families[row["family"]]["passed"] += success
                families[row["family"]]["of"] += 1
        counts = list(passed.values())
        shares = {
            f"pass@{k}": estimate_pass_at_k(counts, self.samples, k, seed=self.seed).facts()
            for k in self.k
        }
        return shares | {
            "protocol": "greedy" if self.temperature == 0 else "sampled",
            "samples": self.samples,
            "temperature": self.temperature,
            "outcomes": dict(sorted(Counter(row["outcome"] for row in rows).items())),
            "families": dict(sorted(families.items())),
        }

    def _check(self) -> None:
        if self.samples < 1 or not self.k or min(self.k) < 1:
            raise HornbookError(f"{self.name}: samples and every k must be at least 1")
        if max(self.k) > self.samples:
            raise HornbookError(
                f"{self.name}: pass@{max(self.k)} needs at least {max(self.k)} samples a problem "
                f"and has {self.samples}; raise samples or lower k"
            )
        if self.samples > 1 and self.temperature == 0:
            raise HornbookError(
                f"{self.name}: at temperature 0 all {self.samples} samples of a problem would be "
                "equal; set a temperature, or samples=1"
            )


def _publish(context: Context, results: dict[str, Any]) -> Evaluation:
    Metrics.write(context.directory, results)
    context.record(**{key: value for key, value in results.items() if key != "families"})
    return Evaluation(context.directory)


def _completion_schema() -> Any:  # noqa: ANN401 - a pyarrow.Schema
    import pyarrow as pa

    names = ("problem", "family", "prompt", "completion", "after_cut", "outcome", "detail")
    texts = [pa.field(name, pa.string(), nullable=name == "family") for name in names]
    return document_schema(*texts, pa.field("sample", pa.int32(), nullable=False))
