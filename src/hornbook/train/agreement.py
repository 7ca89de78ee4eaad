"""A planned training beside what its paper says: how far apart the numbers are."""

from __future__ import annotations

from dataclasses import dataclass

from hornbook.model.devices import DEVICES
from hornbook.train.papers import PaperTraining, paper_training
from hornbook.train.planned import PlannedTraining

PAPER_SHARE = 0.5
"""Model FLOPs utilization at which GPU hours are set beside a paper's, if none is stated."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of a training.

    Attributes:
        name: what it counts.
        planned: by the recipe.
        paper: what the paper says.
    """

    name: str
    planned: float
    paper: float

    @property
    def off(self) -> float:
        """How far the plan is above the paper, as a share of the paper's number."""
        return self.planned / self.paper - 1


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A training and the paper's own.

    Attributes:
        paper: what the paper says.
        figures: the numbers that both have.
        share: utilization of the paper's devices at which the planned hours are computed.
    """

    paper: PaperTraining
    figures: tuple[Figure, ...]
    share: float


def agreement(training: PlannedTraining, share: float | None = None) -> Agreement | None:
    """Set a training beside the paper's of its name; None if no paper has one.

    Args:
        training: as planned.
        share: of the peak of the paper's devices; `PAPER_SHARE` if left out.
    """
    paper = paper_training(training.stage)
    if paper is None:
        return None
    assumed = PAPER_SHARE if share is None else share
    parameters = None if training.config is None else paper.count(training.config)
    numbers = (
        ("parameters", parameters, paper.parameters),
        ("steps", training.plan.steps, paper.steps),
        ("tokens", training.tokens, paper.tokens),
        ("epochs", training.epochs, paper.epochs),
        (f"{paper.device} hours", _hours(training, paper, assumed), paper.hours),
    )
    figures = tuple(
        Figure(name=name, planned=planned, paper=said)
        for name, planned, said in numbers
        if planned is not None and said is not None
    )
    return Agreement(paper=paper, figures=figures, share=assumed)


def _hours(training: PlannedTraining, paper: PaperTraining, share: float) -> float | None:
    """Hours of one of the paper's devices at this share of its 16-bit peak."""
    if training.flops is None:
        return None
    device = DEVICES[paper.device]
    return training.flops / (device.peak[device.low_precision()] * share) / 3600
