"""What the models can do: estimates, the small Figure 1, choosing among candidates."""

from __future__ import annotations

from dataclasses import dataclass

from hornbook.report.view.shapes import Band


@dataclass(frozen=True)
class Estimate:
    """A measured value with its 95 % interval; ``of`` is the number of items behind it."""

    value: float
    low: float | None = None
    high: float | None = None
    of: int | None = None


@dataclass(frozen=True)
class Figure:
    """One of the few large numbers below the headline."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Measure:
    """A row of the small Figure 1: one benchmark on every arm, before and after finetuning.

    ``base`` and ``tuned`` are in the order of the arms; ``None`` where not measured.
    """

    name: str
    unit: str
    higher_is_better: bool
    base: tuple[Estimate | None, ...]
    tuned: tuple[Estimate | None, ...]


@dataclass(frozen=True)
class Figure1:
    """Data sets × before and after finetuning, as in phi-1's Figure 1."""

    arms: tuple[str, ...]
    measures: tuple[Measure, ...]
    note: str = ""


@dataclass(frozen=True)
class Choosing:
    """What choosing one of n candidates gives, one band for each way to choose.

    ``greedy`` is the accuracy of the greedy candidate, ``pairs`` are sentences about differences.
    """

    name: str
    bands: tuple[Band, ...]
    greedy: Estimate | None
    pairs: tuple[str, ...]
