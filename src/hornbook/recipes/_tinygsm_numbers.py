"""TinyGSM's numbers at each scale; the section of the paper (2312.09241) beside each of its own.

"Not stated" marks what the paper leaves open and was chosen here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hornbook.model.presets import PHI_1, PHI_1_SMALL, TINYGSM_125M, Shape
from hornbook.recipes._parts import Scale


@dataclass(frozen=True, kw_only=True)
class Size:
    """A size of generators and verifiers.

    Attributes:
        name: what the reader sees.
        shape: of the model.
        rate: learning rate of the generator.
    """

    name: str
    shape: Shape
    rate: float


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Requests to the teacher.

    Attributes:
        similar: for ten problems with their programs each, in one step.
        variants: for ten variants of a question each.
        solved: for a program for one variant each.
    """

    similar: int
    variants: int
    solved: int


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What differs between the scales.

    Attributes:
        sizes: of generators and of verifiers.
        vocabulary: of a tokenizer that is learned; None takes codegen's.
        problems: that are authored without a teacher; at full scale the teacher's.
        asked: of the teacher.
        tokens: of the problems, about; they are seen over again.
        practice: problems that verifiers learn from, where GSM8K's training set doesn't give them.
        tested: problems of each kind to be tested on; None takes all of GSM8K's.
        topics: of authored problems.
        learned: the column whose tokens a generator learns; empty for the whole text.
        length: tokens of a window.
        batch: windows an update.
        steps: updates of a generator.
        early: share of them after which an early checkpoint is taken.
        warmup: updates.
        schedule: of the learning rate after the warm-up.
        optimizer: of generators and verifiers.
        decay: weight decay.
        temperatures: that verifiers learn from.
        samples: candidates a problem to learn from, of each of the largest generator's two
            checkpoints and each temperature.
        tries: candidates a test problem.
        temperature: of these.
        completion: tokens of a candidate at most.
        read: tokens of a problem with a candidate at most.
        distinct: learn once from equal candidates of one problem. A verifier that doesn't is told,
            too, that what is written often is mostly right.
        balance: learn from as many right as wrong candidates of each problem. Where right programs
            of a problem hardly differ, little is left of distinct ones.
        prompts: learn at the tokens of problems, too. Balanced, they tell nothing.
        verifier_steps: updates of a verifier.
        verifier_batch: candidates an update.
        verifier_rate: its learning rate.
        verifier_dropout: of attention weights and block outputs.
        seeds: generators of each size, and verifiers.
    """

    sizes: tuple[Size, ...]
    vocabulary: int | None
    problems: int
    asked: Asked
    tokens: int
    practice: int
    tested: int | None
    topics: tuple[str, ...]
    learned: str
    length: int
    batch: int
    steps: int
    early: float
    warmup: int
    schedule: str
    optimizer: str
    decay: float
    temperatures: tuple[float, ...]
    samples: int
    tries: int
    temperature: float
    completion: int
    read: int
    distinct: bool
    balance: bool
    prompts: bool
    verifier_steps: int
    verifier_batch: int
    verifier_rate: float
    verifier_dropout: float
    seeds: int


FULL = Numbers(
    sizes=(  # §3.1; the rate is the same for all
        Size(name="125M", shape=TINYGSM_125M, rate=1e-4),
        Size(name="350M", shape=PHI_1_SMALL, rate=1e-4),
        Size(name="1.3B", shape=PHI_1, rate=1e-4),
    ),
    vocabulary=None,  # phi-1.5's tokenizer, which is codegen's
    problems=0,
    # 12.3M pairs, most of them in one step (§2); the shares are not stated. Ten a request (§2).
    asked=Asked(similar=900_000, variants=330_000, solved=3_300_000),
    tokens=1_800_000_000,  # §2
    practice=0,
    tested=None,
    topics=(),
    learned="",  # not stated
    length=2048,  # phi-1.5's; not stated
    batch=1024,  # §3.1
    steps=20_000,  # §3.1: up to 20k
    early=0.5,  # "several checkpoints" (§4); which ones: not stated
    warmup=750,  # linear (§3.1); its length is not stated: phi-1's
    schedule="linear",  # not stated
    optimizer="adamw",  # not stated: phi-1.5's
    decay=0.01,  # §3.1
    temperatures=(0.5, 0.7),  # §4
    samples=12,  # 48 a question (§4) of two checkpoints at two temperatures
    tries=48,  # §4
    temperature=0.7,  # not stated
    completion=256,  # not stated
    read=512,  # not stated
    distinct=False,  # not stated
    balance=False,  # not stated
    prompts=True,  # §4: at every token
    verifier_steps=3_000,  # not stated: about once over 7,473 × 48 candidates
    verifier_batch=128,  # not stated
    verifier_rate=1e-5,  # not stated
    verifier_dropout=0.1,  # not stated
    seeds=1,
)

NANO = Numbers(
    sizes=(
        Size(name="0.41M", shape=Shape(width=64, layers=3, heads=2, context=256), rate=1e-2),
        Size(name="1.1M", shape=Shape(width=128, layers=3, heads=4, context=256), rate=7e-3),
    ),
    vocabulary=2_048,  # a number mostly is one token
    problems=30_000,
    asked=Asked(similar=0, variants=0, solved=0),
    tokens=3_000_000,
    practice=3_500,
    tested=200,
    topics=("shopping", "collections"),
    learned="solution",
    length=256,
    batch=8,
    steps=3_000,
    early=0.5,
    warmup=50,
    schedule="linear",
    optimizer="muon",
    decay=0.01,
    temperatures=(0.7, 1.0),
    samples=4,
    tries=48,
    temperature=1.0,
    completion=96,
    read=160,
    distinct=False,
    balance=True,
    prompts=False,
    verifier_steps=800,
    verifier_batch=32,
    verifier_rate=5e-3,
    verifier_dropout=0.1,
    seeds=1,
)

TINY = Numbers(
    sizes=(
        Size(name="0.06M", shape=Shape(width=32, layers=2, heads=2, context=256), rate=1e-2),
        Size(name="0.17M", shape=Shape(width=64, layers=2, heads=2, context=256), rate=1e-2),
    ),
    vocabulary=512,
    problems=3_000,
    asked=Asked(similar=0, variants=0, solved=0),
    tokens=350_000,
    practice=60,
    tested=4,
    topics=("sport",),
    learned="solution",
    length=192,
    batch=8,
    steps=300,
    early=0.6,
    warmup=20,
    schedule="linear",
    optimizer="muon",
    decay=0.01,
    temperatures=(0.5, 0.7),
    samples=3,
    tries=2,
    temperature=0.7,
    completion=64,
    read=256,
    distinct=False,
    balance=False,
    prompts=True,
    verifier_steps=4,
    verifier_batch=4,
    verifier_rate=5e-3,
    verifier_dropout=0.1,
    seeds=1,
)

NUMBERS: Mapping[Scale, Numbers] = {"full": FULL, "nano": NANO, "tiny": TINY}
