"""Memory, and milliseconds a token, with the context full (phi-1.5, Table 1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from hornbook.errors import HornbookError
from hornbook.evaluate.estimate import bootstrap
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.subject import (
    Endpoint,
    HuggingFace,
    Subject,
    checkpoint_of,
    external_of,
    name_of,
)
from hornbook.model.sampling import PRECISIONS
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.stage import Stage


@dataclass(frozen=True, kw_only=True)
class MeasureSpeed(Stage[Evaluation]):
    """Time a model that continues one text of nearly as many tokens as its context holds.

    The results: ``prompt_ms``, milliseconds a token of reading the text; ``token_ms``, the median
    milliseconds of each token after it, and ``mean_token_ms`` their mean with a bootstrap interval
    over them; ``memory``, the peak in bytes of the whole process, Python and torch included, or on
    a GPU of what torch took there; ``weights`` in bytes; ``device``, ``precision`` and ``context``,
    the number of tokens in the end.

    The device is a part of the identity here, since it is what is measured.

    Attributes:
        model: a checkpoint of ours, or a model that transformers loads.
        context: tokens, of the text and those that follow; less where the model's own is shorter.
        tokens: how many follow the text.
        precision: float32 or bfloat16, of weights and arithmetic.
    """

    version: ClassVar[int] = 2

    model: Subject
    context: int = 2048
    tokens: int = 16
    precision: str = "float32"

    def __post_init__(self) -> None:
        """Refuse what can't be measured.

        Raises:
            HornbookError: for an endpoint, or numbers out of range.
        """
        if isinstance(self.model, Endpoint):
            raise HornbookError(
                f"{self.name}: {self.model.teacher.name} is an endpoint, whose memory and device "
                "aren't known here; measure the model from its files"
            )
        if not 1 <= self.tokens < self.context:
            raise HornbookError(
                f"{self.name}: {self.tokens} tokens don't fit behind a text in a context of "
                f"{self.context}; lower tokens"
            )
        if self.precision not in PRECISIONS:
            raise HornbookError(
                f"no precision is named {self.precision!r}; choose one of: {', '.join(PRECISIONS)}"
            )

    def external(self) -> str:
        """The digest of the model, and the name of the device."""
        return f"{external_of(self.model)} {device_name()}".strip()

    def run(self, context: Context) -> Evaluation:
        """Load the model, read a text, continue it.

        Raises:
            HornbookError: when the model can't be loaded.
        """
        from hornbook.evaluate import timing

        if isinstance(self.model, HuggingFace):
            from hornbook.model.hugging_face_model import HuggingFaceModel

            loaded = HuggingFaceModel(self.model.where, self.model.revision)
            subject = timing.of_transformers(loaded.model, loaded.context)
        else:
            assert not isinstance(self.model, Endpoint)
            subject = timing.of_phi(checkpoint_of(self.model, context).load()[0])
        length = min(self.context, subject.context or self.context)
        found = timing.measure(subject, length, min(self.tokens, length // 2), self.precision)
        if length < self.context:
            context.progress.say(
                f"  the model's context is {length:,} tokens, not {self.context:,}"
            )
        results = {
            "model": name_of(self.model),
            "context": length,
            "precision": self.precision,
            "device": found.device,
            "prompt_ms": found.prompt_ms,
            "token_ms": found.token_ms,
            "mean_token_ms": bootstrap(found.each_ms, [1.0] * len(found.each_ms)).facts(),
            "memory": found.memory,
            "weights": found.weights,
        }
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)


def device_name() -> str:
    """The first GPU of this machine, or else its processor."""
    for path in sorted(Path("/proc/driver/nvidia/gpus").glob("*/information")):
        if found := re.search(r"^Model:\s*(.+)$", path.read_text(), re.MULTILINE):
            return found[1]
    return processor()


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    import platform

    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        text = ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.processor() or platform.machine()
