"""How it was made: stages with their costs, and trainings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """A stage of the run as its manifest tells it."""

    name: str
    kind: str
    fingerprint: str
    inputs: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]
    seconds: float
    peak_memory: int
    bytes: int
    fields: str = ""
    facts: str = ""


@dataclass(frozen=True)
class Spend:
    """What a stage asked of a teacher by one template, and what came of it.

    Attributes:
        requests: dispatches, repetitions included.
        cached: answers that were paid for before.
        cached_prompt_tokens: those of ``prompt_tokens`` that the endpoint had seen before.
        cost: dollars; none where the price isn't known.
        since: the day of the price.
        asked: what ``parsed`` and ``kept`` are shares of; 0 where the stage doesn't count them.
        latencies: seconds within which 50, 90 and 99 % of the answers came.
        retries: repetitions by reason.
    """

    stage: str
    teacher: str
    requests: int
    cached: int
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    template: str = ""
    cached_prompt_tokens: int = 0
    since: str = ""
    asked: int = 0
    parsed: int = 0
    verified: int | None = None
    kept: int = 0
    latencies: tuple[float, ...] = ()
    retries: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Training:
    """One training of the run.

    Attributes:
        name: of its stage.
        fingerprint: of its stage.
        parameters: of the model; 0 where unknown.
        tokens: seen in training.
        losses: training losses as they fell, evenly spaced, in nats a token.
        train_loss: the last one.
        heldout_loss: the last one on held-out text; None where it wasn't taken.
        seconds: spent in training.
        tokens_per_second: the median over the training, or the mean where only that is known.
        mfu: the share of the device's peak that was used; None where the peak isn't known.
    """

    name: str
    fingerprint: str
    parameters: int
    tokens: int
    losses: tuple[float, ...]
    train_loss: float | None
    heldout_loss: float | None
    seconds: float
    tokens_per_second: float | None
    mfu: float | None = None
