"""The numbers of the Orca recipe (2306.02707) at each scale, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hornbook.model.presets import NANO, Shape
from hornbook.recipes._parts import Scale
from hornbook.train.papers import LLAMA_13B

TINY = Shape(width=64, layers=2, heads=2, context=512)


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What the trainings are called; those of the paper are found by theirs in `train.papers`."""

    base: str = "base"
    first: str = "first of two stages"
    second: str = "second of two stages"
    alone: str = "one stage"
    longer: str = "one long stage"
    answers: str = "answers only"


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What differs between scales.

    Attributes:
        shape: of the model.
        length: tokens of a row that examples are packed into, and of a window of pretraining.
        vocabulary: of a tokenizer that is trained; a pretrained one has its own.
        kinds: of procedural questions; all where none is named.
        passages: of procedural prose for the base model, where it reads no web.
        stories: procedural ones, likewise.
        base_tokens: what the base model sees.
        base_batch: windows an update in pretraining.
        base_rate: its learning rate.
        queries: that the assistant explains.
        teacher_queries: how many of these the teacher explains, and nobody else in one stage.
        tokens: of the assistant's explanations, once.
        teacher_tokens: of the teacher's, once.
        epochs: how often either is seen.
        batch: rows an update in tuning.
        rate: its learning rate.
        optimizer: of all trainings.
        seeds: trainings of each kind.
        questions: of each test.
        answer: the longest answer, in tokens.
        prompt: tokens of a query with its system message that a teacher is expected to read.
        response: tokens that it is expected to write.
        labels: of the trainings.
    """

    shape: Shape
    length: int
    vocabulary: int = 0
    kinds: tuple[str, ...] = ()
    passages: int = 0
    stories: int = 0
    base_tokens: int
    base_batch: int
    base_rate: float
    queries: int
    teacher_queries: int
    tokens: int
    teacher_tokens: int
    epochs: int
    batch: int
    rate: float
    optimizer: str = "adamw"
    seeds: int
    questions: int
    answer: int
    prompt: int = 0
    response: int = 0
    labels: Labels = Labels()


_ROW = 2048
_EXAMPLES_A_ROW = 2.7  # §3.2.1: packing gives 2.7 examples a sequence
_TEACHERS = 5_000_000, 1_000_000  # §3.2: FLAN-5M by ChatGPT, FLAN-1M by GPT-4

FULL = Numbers(
    shape=LLAMA_13B,
    length=_ROW,  # §3.2.1
    base_tokens=1_000_000_000_000,  # LLaMA's (2302.13971, table 2): 1.0T for its 13B
    base_batch=1960,  # 4M tokens (2302.13971, table 2), in windows that 20 devices can share
    base_rate=3e-4,  # the same table
    queries=_TEACHERS[0],
    teacher_queries=_TEACHERS[1],
    tokens=round(_TEACHERS[0] / _EXAMPLES_A_ROW * _ROW),
    teacher_tokens=round(_TEACHERS[1] / _EXAMPLES_A_ROW * _ROW),
    epochs=4,  # §3.2.2
    batch=640,  # not stated
    rate=2e-5,  # not stated
    optimizer="adamw",  # not stated; LLaMA's own (2302.13971, §2.3)
    seeds=1,
    questions=1000,
    answer=1024,  # not stated
    # A row's 2,048 tokens hold 2.7 examples, so that one has 758; what of them is whose is not
    # stated.
    prompt=458,
    response=300,
    labels=Labels(
        base="LLaMA-13B",
        first="Orca, 5M by ChatGPT",
        second="Orca, 1M by GPT-4",
        alone="Orca, 1M only",
        longer="Orca, 1M for longer",
        answers="5M answers",
    ),
)

KINDS = (
    "arithmetic/expression", "counting/of_a_group", "dates/weekday", "deduction/standing_in_line",
    "deduction/who_lies", "language/dictionary_order", "logic/formulas", "space/back_home",
    "tables/row_of_things", "tracking/hiding_places", "tracking/pile", "tracking/swaps",
)  # fmt: skip
"""The procedural kinds that ask what tasks of BBH ask: few enough to be learned in minutes."""

NANO_NUMBERS = Numbers(
    shape=Shape(width=NANO.width, layers=NANO.layers, heads=NANO.heads, context=512),
    length=384,  # 5 of 100 explanations are longer, and lose their end
    vocabulary=2048,
    kinds=KINDS,
    passages=12_000,
    stories=4_000,
    base_tokens=1_500_000,
    base_batch=4,
    base_rate=7e-3,
    queries=4_000,
    teacher_queries=1_600,
    tokens=775_000,
    teacher_tokens=400_000,
    epochs=2,
    batch=4,
    rate=7e-3,
    optimizer="muon",  # it learns to copy from far fewer updates: see docs/log.md
    seeds=3,
    questions=200,
    answer=160,
)

TINY_NUMBERS = Numbers(
    shape=TINY,
    length=384,
    vocabulary=512,
    kinds=KINDS,
    passages=60,
    stories=40,
    base_tokens=20_000,
    base_batch=4,
    base_rate=6e-3,
    queries=100,
    teacher_queries=40,
    tokens=20_000,
    teacher_tokens=10_000,
    epochs=1,
    batch=4,
    rate=7e-3,
    optimizer="muon",
    seeds=2,
    questions=6,
    answer=12,
)

NUMBERS: Mapping[Scale, Numbers] = {
    "full": FULL,
    "nano": NANO_NUMBERS,
    "tiny": TINY_NUMBERS,
}
