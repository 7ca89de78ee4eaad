"""How fast models read and write, one text at a time; needs torch.

Shapes: T positions, V vocabulary.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

import torch

from hornbook.evaluate.speed import processor
from hornbook.model.cache import Cache
from hornbook.model.decode import in_precision, next_logits, read_prompt
from hornbook.model.phi import Phi
from hornbook.pipeline.memory import PeakMemory

_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}

Steps = Iterator[None]
"""Reads a text at the first step, and computes one more token at each of the others."""


@dataclass(frozen=True)
class Timed:
    """A model to time.

    Attributes:
        module: its weights.
        context: the longest sequence, if that is known.
        vocabulary: number of tokens.
        placed: the module in a precision, on a device.
        steps: of a module, with the tokens of a text.
    """

    module: torch.nn.Module
    context: int | None
    vocabulary: int
    placed: Callable[[str, torch.device], torch.nn.Module]
    steps: Callable[[Any, list[int]], Steps]


@dataclass(frozen=True)
class Timing:
    """What was measured; milliseconds a token, and bytes; ``each_ms`` of each token written."""

    prompt_ms: float
    token_ms: float
    each_ms: tuple[float, ...]
    memory: int
    weights: int
    device: str


def of_phi(model: Phi) -> Timed:
    """A model of ours, through the sampler's own arithmetic."""

    def steps(model: Phi, tokens: list[int]) -> Steps:
        prompt = read_prompt(model, tokens)
        cache = Cache(model.config, 1, model.head.weight)
        cache.add(prompt, shared=False)
        logits_V = prompt.logits_V
        while True:
            token = int(logits_V.argmax())
            yield
            logits_V = next_logits(model, [token], cache)[0]

    return Timed(
        model,
        model.config.context,
        model.config.vocabulary,
        lambda precision, device: in_precision(model, precision).to(device),
        steps,
    )


def of_transformers(model: Any, context: int | None) -> Timed:  # noqa: ANN401 - theirs
    """A model that transformers loaded, with the cache that it makes by itself."""

    def steps(model: Any, tokens: list[int]) -> Steps:  # noqa: ANN401 - theirs
        given_1T = torch.tensor([tokens], device=model.device)
        cache = None
        while True:
            out = model(given_1T, past_key_values=cache, use_cache=True, logits_to_keep=1)
            cache, given_1T = out.past_key_values, out.logits[:, -1:].argmax(dim=-1)
            given_1T.tolist()
            yield

    return Timed(
        model,
        context,
        model.config.vocab_size,
        lambda precision, device: model.to(device, _DTYPES[precision]),
        steps,
    )


@torch.inference_mode()
def measure(subject: Timed, length: int, tokens: int, precision: str) -> Timing:
    """Read ``length - tokens`` random tokens, then write ``tokens`` more.

    What the process does for the first time is done once before on a short text.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    draw = torch.Generator().manual_seed(0)
    text = torch.randint(subject.vocabulary, (length - tokens,), generator=draw).tolist()
    with PeakMemory() as peak:
        model = subject.placed(precision, device)
        warm = subject.steps(model, text[:8])
        for _ in range(2):
            next(warm)
        del warm
        if device.type == "cuda":
            torch.cuda.reset_peak_memory_stats()
        steps = subject.steps(model, text)
        seconds = []
        for _ in range(1 + tokens):
            started = time.perf_counter()
            next(steps)
            seconds.append(time.perf_counter() - started)
    on_gpu = device.type == "cuda"
    return Timing(
        prompt_ms=1000 * seconds[0] / len(text),
        token_ms=1000 * median(seconds[1:]),
        each_ms=tuple(1000 * each for each in seconds[1:]),
        memory=torch.cuda.max_memory_allocated() if on_gpu else peak.bytes,
        weights=sum(each.numel() * each.element_size() for each in model.parameters()),
        device=torch.cuda.get_device_name() if on_gpu else f"{processor()}, {_threads()}",
    )


def _threads() -> str:
    threads = torch.get_num_threads()
    return f"{threads} thread{'s' if threads > 1 else ''}"
