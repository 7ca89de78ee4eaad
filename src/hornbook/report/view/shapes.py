"""What charts draw: curves, bands, bins and histograms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bin:
    """A bin of predicted scores: mean prediction, mean label, number of items."""

    predicted: float
    observed: float
    count: int


@dataclass(frozen=True)
class Histogram:
    """Counts between ``edges`` (one more edge than counts) for several named groups."""

    edges: tuple[float, ...]
    groups: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Curve:
    """Points of a loss curve; ``x`` in tokens seen, ``y`` in nats a token.

    ``series`` numbers the data set, so that it has one colour everywhere.
    """

    name: str
    series: int
    x: tuple[float, ...]
    y: tuple[float, ...]
    dashed: bool = False


@dataclass(frozen=True)
class CurvePanel:
    """Curves that share axes."""

    title: str
    x_label: str
    y_label: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class Band:
    """A curve with its 95 % interval, in the curve's places."""

    curve: Curve
    low: tuple[float, ...]
    high: tuple[float, ...]
