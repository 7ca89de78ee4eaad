"""What the papers say of their trainings, to set one's own beside.

``hornbook plan`` shows it next to the training whose label is a paper training's name. What a paper
leaves open is None. phi-1 and phi-1.5 ran on A100s in fp16 (phi-1, §2.3; phi-1.5, §2.1). The share
of the devices' peak that follows from tokens and hours is stated nowhere: it is computed here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from hornbook.model.compute import (
    non_embedding_parameters,
    stated_parameters,
    training_flops,
    utilization,
)
from hornbook.model.devices import DEVICES
from hornbook.model.presets import PHI_1, PHI_1_SMALL, TINYGSM_125M, PhiConfig, Shape, tiny_stories

VOCABULARY = 51_200
"""Tokens of the published models, padding included."""

WINDOW = 2048
"""Tokens a window of phi-1's and phi-1.5's trainings."""

LLAMA_13B = Shape(width=5120, layers=40, heads=40, context=WINDOW, multiple=1024)
"""The width, layers and heads of LLaMA-13B (2302.13971, table 2) in blocks of phi's, which it
hasn't: that makes 13.1B with codegen's tokens, and is *not Orca's* model but one of its size."""

Counted = Literal["all", "without the head", "blocks"]
"""Which weights a paper's number of parameters counts; the papers don't say, so what agrees."""

_COUNTS: dict[str, Callable[[PhiConfig], int]] = {
    "all": PhiConfig.parameters,
    "without the head": stated_parameters,
    "blocks": non_embedding_parameters,
}


@dataclass(frozen=True, kw_only=True)
class PaperTraining:
    """A training as a paper states it; None where it doesn't.

    Attributes:
        name: what it made; the label of the stage that trains the same.
        source: where it is said.
        parameters: of the model.
        counted: which of them.
        tokens: seen in training.
        steps: updates of the weights.
        epochs: how often the data was seen.
        hours: of one device each.
        device: its kind, as `hornbook.model.devices` names it.
        shape: of the model, where the paper gives it.
        vocabulary: tokens of the model, padding included.
        window: tokens that are seen at once.
    """

    name: str
    source: str
    parameters: float | None = None
    counted: Counted = "all"
    tokens: float | None = None
    steps: int | None = None
    epochs: float | None = None
    hours: float | None = None
    device: str = "A100"
    shape: Shape | None = None
    vocabulary: int = VOCABULARY
    window: int = WINDOW

    def count(self, config: PhiConfig) -> int:
        """Parameters of a model, counted as the paper counts its own."""
        return _COUNTS[self.counted](config)

    def flops(self) -> float | None:
        """Operations, as `hornbook.model.compute` counts them; None where a number is missing."""
        if self.shape is None or self.tokens is None:
            return None
        return self.tokens * training_flops(self.shape.config(self.vocabulary), self.window)

    def share(self) -> float | None:
        """Of the devices' peak in 16 bits: the utilization that tokens and hours imply."""
        if self.shape is None or self.tokens is None or self.hours is None:
            return None
        flops = training_flops(self.shape.config(self.vocabulary), self.window)
        device = DEVICES[self.device]
        peak = device.peak[device.low_precision()]
        return utilization(flops, self.tokens / (self.hours * 3600), peak)


def paper_training(name: str) -> PaperTraining | None:
    """The training that a paper made under this name; None if none did."""
    return next((each for each in PAPER_TRAININGS if each.name == name), None)


PAPER_TRAININGS = (
    PaperTraining(
        name="350M at 26B tokens, raw",
        source="phi-1, figure 1",
        shape=PHI_1_SMALL,
        parameters=350e6,
        tokens=26e9,
    ),
    PaperTraining(
        name="350M at 26B tokens, filtered + textbooks",
        source="phi-1, figure 1",
        shape=PHI_1_SMALL,
        parameters=350e6,
        tokens=26e9,
    ),
    PaperTraining(
        name="350M at 76B tokens, raw",
        source="phi-1, figure 1",
        shape=PHI_1_SMALL,
        parameters=350e6,
        tokens=76e9,
    ),
    PaperTraining(
        name="350M at 76B tokens, filtered",
        source="phi-1, §2.1: 36,000 steps",
        shape=PHI_1_SMALL,
        parameters=350e6,
        steps=36_000,
    ),
    PaperTraining(
        name="phi-1-small-base",
        source="phi-1, figure 1: 350M at 76B tokens",
        shape=PHI_1_SMALL,
        parameters=350e6,
        tokens=76e9,
    ),
    PaperTraining(
        name="1.3B, raw",
        source="phi-1, figure 1: The Stack+, 76B tokens",
        shape=PHI_1,
        parameters=1.3e9,
        counted="without the head",
        tokens=76e9,
        hours=1090,
    ),
    PaperTraining(
        name="phi-1-base",
        source="phi-1, §2.3: the checkpoint at 24,000 steps of batch 1,024",
        shape=PHI_1,
        parameters=1.3e9,
        counted="without the head",
        tokens=50e9,
        steps=24_000,
        epochs=8,
        hours=770,
    ),
    PaperTraining(
        name="phi-1, finetuning",
        source="phi-1, §2.3: 7 hours on 8 A100s; tokens are 6,000 steps of batch 256",
        shape=PHI_1,
        parameters=1.3e9,
        counted="without the head",
        tokens=6_000 * 256 * WINDOW,
        steps=6_000,
        hours=7 * 8,
    ),
    PaperTraining(
        name="phi-1-small, finetuning",
        source="phi-1, §2.3 and §3.2: as phi-1",
        shape=PHI_1_SMALL,
        parameters=350e6,
        steps=6_000,
    ),
    PaperTraining(
        name="phi-1.5",
        source="phi-1.5, table 1",
        shape=PHI_1,
        parameters=1.3e9,
        counted="without the head",
        tokens=150e9,
        epochs=5,  # of 30B tokens
        hours=1500,
    ),
    PaperTraining(
        name="phi-1.5-web-only",
        source="phi-1.5, §2.4; what it saw isn't stated",
        shape=PHI_1,
        parameters=1.3e9,
        counted="without the head",
    ),
    PaperTraining(
        name="phi-1.5-web",
        source="phi-1.5, table 1",
        shape=PHI_1,
        parameters=1.3e9,
        counted="without the head",
        tokens=300e9,
        epochs=3,  # of 100B tokens
        hours=3000,
    ),
    PaperTraining(
        name="LLaMA-13B",
        source="LLaMA (2302.13971), tables 2 and 15; Orca's start",
        parameters=13.0e9,
        tokens=1.0e12,
        hours=135_168,
        shape=LLAMA_13B,
    ),
    PaperTraining(
        name="Orca, 5M by ChatGPT",
        source="Orca, §3.2.2: 160 hours on 20 A100s; tokens are 2.7 examples a row of 2,048",
        parameters=13.0e9,
        tokens=4 * 5e6 / 2.7 * WINDOW,
        epochs=4,
        hours=160 * 20,
        shape=LLAMA_13B,
    ),
    PaperTraining(
        name="Orca, 1M by GPT-4",
        source="Orca, §3.2.2: 40 hours on 20 A100s; tokens are 2.7 examples a row of 2,048",
        parameters=13.0e9,
        tokens=4 * 1e6 / 2.7 * WINDOW,
        epochs=4,
        hours=40 * 20,
        shape=LLAMA_13B,
    ),
    PaperTraining(
        name="TinyGSM 125M",
        source="TinyGSM, §3.1: batch 1,024, up to 20,000 steps",
        shape=TINYGSM_125M,
        parameters=125e6,
        counted="without the head",
        steps=20_000,
    ),
    PaperTraining(
        name="TinyGSM 350M",
        source="TinyGSM, §3.1: batch 1,024, up to 20,000 steps",
        shape=PHI_1_SMALL,
        parameters=350e6,
        steps=20_000,
    ),
    PaperTraining(
        name="TinyGSM 1.3B",
        source="TinyGSM, §3.1: batch 1,024, up to 20,000 steps",
        shape=PHI_1,
        parameters=1.3e9,
        counted="without the head",
        steps=20_000,
    ),
    # TinyStories gives its models' sizes as names, rounded, and neither tokens nor steps; each took
    # at most 30 hours on one V100. Its embedding is the head, too, so ours are counted without.
    *(
        PaperTraining(
            name=f"TinyStories-{size}",
            source="TinyStories: the published model's name",
            shape=tiny_stories(width, layers),
            parameters=millions * 1e6,
            counted="without the head",
            device="V100",
            vocabulary=10_000,
            window=512,
        )
        for size, millions, width, layers in (
            ("1M", 1, 64, 8),
            ("3M", 3, 128, 8),
            ("8M", 8, 256, 8),
            ("28M", 28, 512, 8),
            ("33M", 33, 768, 4),
            ("1Layer-21M", 21, 1024, 1),
            ("2Layers-33M", 33, 1024, 2),
        )
    ),
)
