"""Numbers that govern a training, and how the learning rate moves."""

from __future__ import annotations

from dataclasses import dataclass

from hornbook.errors import HornbookError

SCHEDULES = ("linear", "constant")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How to train; phi-1's own numbers are in its §2.3.

    Attributes:
        steps: updates of the weights.
        batch: windows an update is averaged over.
        micro_batch: windows that are computed at once; 0 means the whole batch.
        learning_rate: its peak.
        schedule: ``linear`` falls to zero after the warm-up, ``constant`` stays.
        warmup: steps over which the rate rises to its peak.
        weight_decay: AdamW's, on matrices only.
        beta1: AdamW's average of gradients.
        beta2: AdamW's average of squared gradients.
        clip: the gradient's norm is cut to this.
        dropout: share of attention weights and block outputs that are dropped.
        evaluate_every: steps between looks at the held-out loss.
        seed: decides the order of windows, and dropout.
        precision: see `hornbook.train.precision`.
    """

    steps: int
    batch: int
    micro_batch: int = 0
    learning_rate: float
    schedule: str = "linear"
    warmup: int = 0
    weight_decay: float = 0.1
    beta1: float = 0.9
    beta2: float = 0.95
    clip: float = 1.0
    dropout: float = 0.0
    evaluate_every: int = 50
    seed: int = 0
    precision: str = "auto"

    def __post_init__(self) -> None:
        """Refuse what can't be trained.

        Raises:
            HornbookError: for a number out of its range.
        """
        if self.steps < 1 or self.batch < 1 or self.evaluate_every < 1:
            raise HornbookError("steps, batch and evaluate_every have to be at least 1")
        if self.micro_batch and self.batch % self.micro_batch:
            raise HornbookError(
                f"a batch of {self.batch} doesn't divide into micro-batches of {self.micro_batch}"
            )
        if self.schedule not in SCHEDULES:
            raise HornbookError(
                f"no schedule is named {self.schedule!r}; choose one of: {', '.join(SCHEDULES)}"
            )
        if not self.learning_rate > 0 or not 0 <= self.dropout < 1:
            raise HornbookError("learning_rate has to be positive, and dropout from 0 to below 1")

    @property
    def windows_at_once(self) -> int:
        """Windows in one forward pass."""
        return self.micro_batch or self.batch


def learning_rate(plan: Plan, step: int) -> float:
    """The rate of a step, counted from 0: linear warm-up, then linear decay or none."""
    if step < plan.warmup:
        return plan.learning_rate * (step + 1) / plan.warmup
    if plan.schedule == "constant":
        return plan.learning_rate
    return plan.learning_rate * (plan.steps - step) / max(1, plan.steps - plan.warmup)
