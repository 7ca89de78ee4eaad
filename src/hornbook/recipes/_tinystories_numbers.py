"""TinyStories' numbers at each scale; what the paper (2305.07759) says beside each of its own.

"Not stated" marks what the paper leaves open and was chosen here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hornbook.recipes._parts import Scale


@dataclass(frozen=True)
class Rung:
    """A model of the ladder; ``name`` is the published one's, where there is one."""

    width: int
    layers: int
    name: str = ""

    @property
    def title(self) -> str:
        """What the reader sees."""
        size = f"{self.width} wide, {self.layers} layer{'s' * (self.layers > 1)}"
        return f"{self.name} ({size})" if self.name else size


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What differs between the scales.

    Attributes:
        wider: models of growing width and equal depth.
        deeper: models of growing depth.
        stories: to train on.
        heldout: stories to measure the models on.
        vocabulary: tokens of the tokenizer.
        length: tokens of a training window.
        data: tokens of the stories.
        epochs: how often a model sees them.
        batch: windows an update is averaged over.
        learning_rate: its peak.
        schedule: what it does after the warm-up.
        optimizer: of all trainings.
        seeds: models of each rung.
        samples: continuations of each beginning, drawn at a temperature of 1.
        continuation: tokens of one at most.
        graded: continuations of each model that the judge grades; None for all.
        controls: beginnings that the judge is held against; None for all.
        judgement: tokens of a judgement at most.
        compared: training stories that continuations are compared with.
    """

    wider: tuple[Rung, ...]
    deeper: tuple[Rung, ...]
    stories: int
    heldout: int
    vocabulary: int
    length: int
    data: int
    epochs: float
    batch: int
    learning_rate: float
    schedule: str = "linear"
    optimizer: str = "muon"
    seeds: int = 1
    samples: int = 10
    continuation: int = 256
    graded: int | None = None
    controls: int | None = None
    judgement: int = 400
    compared: int = 20_000


FULL = Numbers(
    # The published models; the paper's grid: hidden sizes of 64 to 1,024, 1 to 12 layers.
    wider=(
        Rung(64, 8, "TinyStories-1M"),
        Rung(128, 8, "TinyStories-3M"),
        Rung(256, 8, "TinyStories-8M"),
        Rung(512, 8, "TinyStories-28M"),
    ),
    deeper=(
        Rung(1024, 1, "TinyStories-1Layer-21M"),
        Rung(1024, 2, "TinyStories-2Layers-33M"),
        Rung(768, 4, "TinyStories-33M"),
    ),
    stories=2_119_719,  # the published data set
    heldout=21_990,  # the published data set
    vocabulary=10_000,  # so many of GPT-Neo's in the paper; here learned from the stories
    length=512,  # the paper's context
    data=450_000_000,  # not stated: some 210 tokens a story
    epochs=3,  # not stated
    batch=128,  # not stated
    learning_rate=5e-4,  # not stated
    schedule="constant",  # not stated
    optimizer="adamw",  # not stated
    seeds=1,
    samples=10,  # the paper's, at a temperature of 1
    continuation=256,  # not stated
    compared=200_000,  # not stated
)

NANO = Numbers(
    wider=(Rung(32, 4), Rung(64, 4), Rung(128, 4)),
    deeper=(Rung(64, 1), Rung(64, 2), Rung(64, 4)),
    stories=8_000,
    heldout=300,
    vocabulary=2048,
    length=256,
    data=1_200_000,
    epochs=1,
    batch=8,
    learning_rate=6e-3,
    seeds=3,
    samples=2,
    continuation=96,
    graded=12,
    controls=20,
    judgement=110,
    compared=8_000,
)

TINY = replace(
    NANO,
    wider=(Rung(32, 1), Rung(64, 1)),
    deeper=(Rung(32, 1), Rung(32, 2)),
    stories=200,
    heldout=20,
    vocabulary=512,
    length=64,
    data=15_000,
    seeds=2,
    samples=1,
    continuation=16,
    graded=4,
    controls=2,
    compared=100,
)

NUMBERS: dict[Scale, Numbers] = {"full": FULL, "nano": NANO, "tiny": TINY}
