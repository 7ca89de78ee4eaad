"""Numbers that govern a training, and how the learning rate moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hornbook.errors import HornbookError

SCHEDULES = ("linear", "constant")
KEEPS = ("last", "best")
OPTIMIZERS = ("adamw", "muon")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How to train; phi-1's own numbers are in its §2.3, phi-1.5's in its §2.3.

    Attributes:
        steps: updates of the weights.
        batch: windows an update is averaged over, on all devices together.
        micro_batch: windows that a device computes at once; 0 means its whole share of the batch.
        learning_rate: its peak.
        schedule: ``linear`` falls to zero after the warm-up, ``constant`` stays.
        optimizer: ``adamw``, as in the papers, or ``muon``, which learns more from a step, on one
            process or with DDP (see `hornbook.train.optimizers`); rates suit both.
        warmup: steps over which the rate rises to its peak.
        weight_decay: AdamW's, on matrices only.
        beta1: AdamW's average of gradients.
        beta2: AdamW's average of squared gradients (0.98 in phi-1.5).
        epsilon: AdamW's, added to the root of the latter (1e-7 in phi-1.5).
        clip: the gradient's norm is cut to this.
        dropout: share of attention weights and block outputs that are dropped.
        evaluate_every: steps between looks at the held-out loss.
        save_every: steps between checkpoints that are candidates for ``keep``, and that a training
            which goes astray returns to (phi-1: 1,000).
        keep: ``last`` ends with the weights of the last step, ``best`` with those of the candidate
            whose held-out loss was lowest.
        spike: a batch whose loss lies this many standard deviations above the recent ones is left
            out (see `hornbook.train.guard`); 0 leaves out only what isn't a number.
        seed: decides the order of windows, and dropout.
        precision: see `hornbook.train.precision`.
        compile: whether blocks are compiled, see `hornbook.model.compile`; ``auto`` compiles on
            accelerators.
    """

    steps: int
    batch: int
    micro_batch: int = 0
    learning_rate: float
    schedule: str = "linear"
    optimizer: str = "adamw"
    warmup: int = 0
    weight_decay: float = 0.1
    beta1: float = 0.9
    beta2: float = 0.95
    epsilon: float = 1e-8
    clip: float = 1.0
    dropout: float = 0.0
    evaluate_every: int = 50
    save_every: int = 1000
    keep: str = "last"
    spike: float = 6.0
    seed: int = 0
    precision: str = "auto"
    compile: bool | str = "auto"

    def __post_init__(self) -> None:
        """Refuse what can't be trained.

        Raises:
            HornbookError: for a number out of its range.
        """
        for name in ("steps", "batch", "evaluate_every", "save_every"):
            if getattr(self, name) < 1:
                raise HornbookError(f"{name} has to be at least 1, not {getattr(self, name)}")
        if self.micro_batch and self.batch % self.micro_batch:
            raise HornbookError(
                f"a batch of {self.batch} doesn't divide into micro-batches of {self.micro_batch}"
            )
        for what, value, known in (
            ("schedule", self.schedule, SCHEDULES),
            ("keep", self.keep, KEEPS),
            ("optimizer", self.optimizer, OPTIMIZERS),
        ):
            if value not in known:
                raise HornbookError(f"{what} can't be {value!r}; choose one of: {', '.join(known)}")
        if self.compile not in (True, False, "auto"):
            raise HornbookError(f"compile can't be {self.compile!r}; it is True, False or 'auto'")
        if not self.learning_rate > 0 or not 0 <= self.dropout < 1:
            raise HornbookError("learning_rate has to be positive, and dropout from 0 to below 1")

    @property
    def horizon(self) -> int:
        """Steps over which the learning rate is drawn."""
        return self.steps

    def share(self, processes: int) -> int:
        """Windows of a step that each of so many processes takes.

        Raises:
            HornbookError: when they don't come out even.
        """
        at_once = processes * (self.micro_batch or 1)
        if self.batch % at_once:
            parts = f"{processes} processes"
            parts += f" times micro-batches of {self.micro_batch}" if self.micro_batch else ""
            raise HornbookError(
                f"a batch of {self.batch} doesn't divide by {parts}; choose a batch that is a "
                f"multiple of {at_once}, or fewer processes"
            )
        return self.batch // processes


@dataclass(frozen=True, kw_only=True)
class StoppedPlan(Plan):
    """A training that is stopped on its way: an early checkpoint of a longer one.

    phi-1-base is one: the checkpoint at 24,000 of 36,000 steps (phi-1, §2.3).

    Attributes:
        scheduled: the steps that the longer training has.
    """

    scheduled: int

    def __post_init__(self) -> None:
        """Refuse what can't be trained.

        Raises:
            HornbookError: as `Plan` does, and for a stop behind the end.
        """
        super().__post_init__()
        if self.steps > self.scheduled:
            raise HornbookError(
                f"a training of {self.scheduled:,} steps can't be stopped at {self.steps:,}"
            )

    @property
    def horizon(self) -> int:
        """The longer training's steps."""
        return self.scheduled


def plan_of(values: Mapping[str, Any]) -> Plan:
    """The plan whose fields these are."""
    return StoppedPlan(**values) if "scheduled" in values else Plan(**values)


def learning_rate(plan: Plan, step: int) -> float:
    """The rate of a step, counted from 0: linear warm-up, then linear decay or none."""
    if step < plan.warmup:
        return plan.learning_rate * (step + 1) / plan.warmup
    if plan.schedule == "constant":
        return plan.learning_rate
    return plan.learning_rate * (plan.horizon - step) / max(1, plan.horizon - plan.warmup)
