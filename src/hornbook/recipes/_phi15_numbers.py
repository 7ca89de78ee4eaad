"""phi-1.5's numbers at each scale; the section of the paper (2309.05463) beside each of its own.

"Not stated" marks what the paper leaves open and was chosen here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hornbook.evaluate.suites import SUITES
from hornbook.model.presets import NANO, PHI_1, Shape
from hornbook.recipes import _phi1_numbers as phi1
from hornbook.recipes._parts import Scale


@dataclass(frozen=True, kw_only=True)
class Amount:
    """Tokens of a model's data, and tokens that it sees, the data over again if those are more."""

    data: int
    seen: int


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What differs between the scales.

    Attributes:
        shape: of the models.
        vocabulary: of a tokenizer that is learned; None takes codegen's.
        batch: windows an update is averaged over.
        learning_rate: its peak.
        schedule: what it does after the warm-up.
        warmup: share of the updates over which it rises.
        optimizer: of all trainings.
        beta2: of Adam.
        epsilon: of Adam.
        dropout: of attention weights and block outputs.
        precision: of the training.
        plain: tokens of phi-1.5.
        web_only: tokens of phi-1.5-web-only.
        web: tokens of phi-1.5-web.
        seeds: models of each kind.
        phi1: numbers of phi-1's data.
        documents: of the small web; None takes the hub's.
        kept_web: share of the web that the classifier keeps, where it is asked to.
        annotator: who scores pages of the web; None filters it by rules alone.
        annotations: pages that are scored.
        author: who writes prose; None takes the procedural author.
        passages: of prose that are authored without a teacher.
        topics: that the teacher grows.
        asked: requests to the teacher for prose.
        measured: held-out documents of each kind, and problems of each benchmark; None takes all.
        suites: of zero-shot questions.
        items: questions of each suite; None takes all.
        completion: tokens of a program at most.
    """

    shape: Shape
    vocabulary: int | None
    batch: int
    learning_rate: float
    schedule: str
    warmup: float
    optimizer: str
    beta2: float
    epsilon: float
    dropout: float
    precision: str
    plain: Amount
    web_only: Amount
    web: Amount
    seeds: int
    phi1: phi1.Numbers
    documents: int | None
    kept_web: float
    annotator: str | None
    annotations: int
    author: str | None
    passages: int
    topics: int
    asked: int
    measured: int | None
    suites: tuple[str, ...]
    items: int | None
    completion: int


FULL = Numbers(
    shape=PHI_1,  # §2.1: "exactly the same as phi-1"
    vocabulary=None,  # §2.1: codegen-mono's
    batch=2048,  # §2.3
    learning_rate=2e-4,  # §2.3
    schedule="constant",  # §2.3
    warmup=0.0,  # §2.3: none
    optimizer="adamw",  # §2.3: Adam
    beta2=0.98,  # §2.3
    epsilon=1e-7,  # §2.3
    dropout=0.0,  # not stated; phi-1's 0.1 isn't repeated
    precision="float16",  # §2.3
    plain=Amount(data=30 * 10**9, seen=150 * 10**9),  # table 1
    web_only=Amount(data=95 * 10**9, seen=300 * 10**9),  # §2.4; seen: not stated, as with web
    web=Amount(data=100 * 10**9, seen=300 * 10**9),  # table 1
    seeds=1,  # one of each was trained
    phi1=phi1.FULL,
    documents=None,  # RefinedWeb, §2.4
    kept_web=0.15,  # not stated; 88B (§2.4) of the 600B tokens of RefinedWeb that are published
    annotator="gpt-4",  # phi-1, §2.1, whose technique is followed (§2.4)
    annotations=100_000,  # phi-1, §2.1
    author="gpt-3.5-turbo",  # not stated; phi-1's, §2.2 there
    passages=0,
    topics=20_000,  # §2.2
    asked=80_000_000,  # not stated; some 250 tokens each give §2.2's 20B
    measured=None,
    suites=tuple(SUITES),  # §3, tables 2 to 4
    items=None,
    completion=512,  # not stated
)

# Windows of two examples and a question exceed a context of 256; SQuAD is on the hub only.
_SHORT_SUITES = tuple(name for name, each in SUITES.items() if not each.shots and each.file)

NANO_NUMBERS = Numbers(
    shape=NANO,
    vocabulary=4096,
    batch=8,
    learning_rate=6e-3,
    # The rate of docs/results/training.md; falling beats constant in docs/results/phi15.md.
    schedule="linear",
    warmup=0.1,
    optimizer="muon",  # phi-1's at this scale: AdamW learns too little from so few updates
    beta2=0.95,
    epsilon=1e-8,
    dropout=0.0,
    precision="auto",
    # Equal amounts, so that the data alone differ.
    plain=Amount(data=1_000_000, seen=1_000_000),
    web_only=Amount(data=1_000_000, seen=1_000_000),
    web=Amount(data=1_000_000, seen=1_000_000),
    seeds=3,
    phi1=replace(phi1.NANO_NUMBERS, files=1_200, sections=400, exercises=400, heldout=0),
    documents=3_000,
    kept_web=0.5,
    annotator=None,
    annotations=300,
    author=None,
    passages=6_000,
    topics=200,
    asked=200,
    measured=200,
    suites=_SHORT_SUITES,
    items=200,
    completion=128,
)

TINY = Numbers(
    shape=Shape(width=32, layers=1, heads=2, context=64),
    vocabulary=512,
    batch=4,
    learning_rate=6e-3,
    schedule="linear",
    warmup=0.1,
    optimizer="muon",
    beta2=0.95,
    epsilon=1e-8,
    dropout=0.0,
    precision="auto",
    plain=Amount(data=20_000, seen=20_000),
    web_only=Amount(data=20_000, seen=20_000),
    web=Amount(data=20_000, seen=20_000),
    seeds=2,
    phi1=replace(phi1.TINY, files=80, sections=20, exercises=20, heldout=0),
    documents=60,
    kept_web=0.5,
    annotator=None,
    annotations=30,
    author=None,
    passages=150,
    topics=20,
    asked=20,
    measured=8,
    suites=_SHORT_SUITES,
    items=8,
    completion=16,
)

NUMBERS: dict[Scale, Numbers] = {"full": FULL, "nano": NANO_NUMBERS, "tiny": TINY}
