"""The stage that measures common sense and knowledge with lm-eval's suites (phi-1.5, §3)."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.estimate import wilson
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.subject import (
    Endpoint,
    HuggingFace,
    Subject,
    checkpoint_of,
    external_of,
    name_of,
)
from hornbook.evaluate.suites import SUITES, local_file, local_tasks, suite
from hornbook.model.language_model import PhiModel
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.stage import Stage, unhashed

_EXAMPLES_SEED = 1234  # lm-eval's own, so that its command line draws the same examples

LOCAL = tuple(name for name, each in SUITES.items() if each.file)


@dataclass(frozen=True, kw_only=True)
class ZeroShot(Stage[Evaluation]):
    """Measure a model on suites of multiple choice, through lm-eval.

    Writes ``completions`` (one row an item: suite, prompt, right answer, outcome) and the results:
    for each suite its accuracy with Wilson's interval, and ``mean`` over the suites. What counts is
    lm-eval's plain accuracy: the likeliest option, its length not allowed for.

    Attributes:
        model: a checkpoint of ours, or a model that transformers loads.
        suites: names of `evaluate.suites`.
        folder: where local files lie; empty takes the hub's.
        at_most: measure only the first so many items of each task.
    """

    model: Subject
    suites: tuple[str, ...] = LOCAL
    folder: str = unhashed("")
    at_most: int | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be measured, before anything runs.

        Raises:
            HornbookError: for an unknown suite, or an endpoint.
        """
        for name in self.suites:
            suite(name)
        if isinstance(self.model, Endpoint):
            raise HornbookError(
                f"{self.name}: the suites need likelihoods of given answers, which "
                f"{self.model.teacher.name} isn't asked for; evaluate the model from its files"
            )

    def external(self) -> str:
        """The digests of the local files and the model."""
        digest = hashlib.sha256()
        for name in self.suites if self.folder else ():
            digest.update(local_file(name, Path(self.folder)).read_bytes())
        return f"{digest.hexdigest()} {external_of(self.model)}".strip()

    def from_hub(self) -> str:
        """The suites' rows, unless a folder holds them."""
        names = ", ".join(suite(name).title for name in self.suites)
        return "" if self.folder else f"the rows of {names}"

    def run(self, context: Context) -> Evaluation:
        """Let lm-eval ask, and keep every item.

        Raises:
            HornbookError: when lm-eval isn't installed, or the hub can't be reached.
        """
        found = self._evaluate(context)
        rows = list(self._rows(found))
        names = ("problem", "family", "prompt", "completion", "outcome")
        import pyarrow as pa

        texts = [pa.field(name, pa.string(), nullable=False) for name in names]
        scores = pa.field("scores", pa.list_(pa.float64()), nullable=False)
        schema = document_schema(*texts, scores)
        with DatasetWriter(context.directory, completions=schema) as writer:
            writer.extend("completions", rows)
        results: dict[str, Any] = {"protocol": "likeliest option"}
        for name in self.suites:
            passed = [row["outcome"] == "passed" for row in rows if row["family"] == name]
            results[name] = wilson(sum(passed), len(passed)).facts()
        results["mean"] = sum(results[name]["value"] for name in self.suites) / len(self.suites)
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)

    def _evaluate(self, context: Context) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """lm-eval's samples, by suite and task."""
        lm_eval = _lm_eval()
        from lm_eval.tasks import TaskManager

        manager = TaskManager()  # reads some thousand definitions, so only once
        model = self._lm(context)
        samples = {}
        for name in self.suites:
            tasks = [suite(name).task]
            if self.folder:
                tasks = local_tasks(name, Path(self.folder), context.scratch)
            context.progress.say(f"  {suite(name).title}")
            try:
                loaded = manager.load(tasks)
                for task in loaded["tasks"].values():
                    task.set_config("num_fewshot", suite(name).shots)
                    task.set_fewshot_seed(seed=_EXAMPLES_SEED)
                found = lm_eval.evaluate(
                    lm=model,
                    task_dict=loaded,
                    limit=self.at_most,
                    bootstrap_iters=0,
                    verbosity="ERROR",
                )
            except (OSError, ValueError) as error:
                raise HornbookError(
                    f"{self.name}: lm-eval can't measure {suite(name).title} ({error}); give "
                    "folder=… with its rows, or leave it out of suites"
                ) from None
            samples[name] = found["samples"]
        return samples

    def _lm(self, context: Context) -> Any:  # noqa: ANN401 - lm-eval's LM
        if isinstance(self.model, HuggingFace):
            import torch
            from lm_eval.models.huggingface import HFLM

            return HFLM(
                pretrained=self.model.where,
                revision=self.model.revision or "main",
                batch_size=self.model.batch,
                device="cuda" if torch.cuda.is_available() else "cpu",
                trust_remote_code=False,
            )
        assert not isinstance(self.model, Endpoint)
        from hornbook.evaluate.lm_eval_model import PhiForLmEval

        return PhiForLmEval(PhiModel(*checkpoint_of(self.model, context).load()), context.progress)

    def _rows(
        self, samples: dict[str, dict[str, list[dict[str, Any]]]]
    ) -> Iterator[dict[str, Any]]:
        for name, by_task in samples.items():
            metric = suite(name).metric.partition(",")[0]
            for task, items in by_task.items():
                for item in sorted(items, key=lambda each: int(each["doc_id"])):
                    prompt, completion, scores = _asked(item)
                    yield {
                        "id": document_id(prompt + completion),
                        "text": prompt + completion,
                        "source": name_of(self.model),
                        "parents": [],
                        "stage": self.name,
                        "problem": f"{task}/{item['doc_id']}",
                        "family": name,
                        "prompt": prompt,
                        "completion": completion,
                        "scores": scores,
                        "outcome": "passed" if float(item[metric]) > 0 else "failed",
                    }


def _asked(item: dict[str, Any]) -> tuple[str, str, list[float]]:
    """The prompt of an item, the answer found likeliest or written, and the options' scores."""
    asked, answers = item["arguments"], item["filtered_resps"]
    if answers and isinstance(answers[0], str):
        return str(asked[0][0]), answers[0], []
    scores = [float(answer[0]) for answer in answers]
    prompt, completion = asked[scores.index(max(scores))][:2]
    return str(prompt), str(completion), scores


def _lm_eval() -> Any:  # noqa: ANN401 - a module without annotations
    for name in ("HF_HUB_DISABLE_TELEMETRY", "DISABLE_TELEMETRY"):
        os.environ.setdefault(name, "1")
    try:
        import lm_eval
    except ImportError:
        raise HornbookError(
            "zero-shot suites need lm-eval; install it with: pip install 'hornbook[eval]'"
        ) from None
    import datasets

    # Their bars would be drawn over ours.
    datasets.disable_progress_bars()
    for module in ("lm_eval.api.task", "lm_eval.api.model"):
        vars(import_module(module))["tqdm"] = _no_bar
    logging.getLogger("lm_eval").setLevel(logging.ERROR)
    return lm_eval


def _no_bar(items: Iterable[Any], **_: object) -> Iterable[Any]:
    return items
