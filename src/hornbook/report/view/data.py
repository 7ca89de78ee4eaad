"""What became of the data: the funnel, the classifier, contamination, variety and yields."""

from __future__ import annotations

from dataclasses import dataclass

from hornbook.report.view.findings import Estimate
from hornbook.report.view.shapes import Bin, CurvePanel, Histogram


@dataclass(frozen=True)
class FunnelStep:
    """What was left after a step, and why the rest was not: counts by reason.

    ``notes`` are label and value pairs shown in the same place, such as the parts of a mixture.
    """

    label: str
    count: int
    drops: tuple[tuple[str, int], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FunnelTrack:
    """One kind of thing on its way through the run; bars are drawn against the largest step."""

    name: str
    unit: str
    steps: tuple[FunnelStep, ...]


@dataclass(frozen=True)
class Mistake:
    """A snippet on which classifier and annotator differ: where it is from, and both scores."""

    place: str
    annotated: float
    predicted: float


@dataclass(frozen=True)
class Classifier:
    """How well the quality classifier agrees with the annotations it did not see.

    ``reliability`` bins scores, ``chances`` the predicted chance of being good; ``learning`` has
    a curve for each metric against the annotations learned from.
    """

    metrics: tuple[tuple[str, Estimate], ...]
    note: str = ""
    reliability: tuple[Bin, ...] = ()
    chances: tuple[Bin, ...] = ()
    learning: CurvePanel | None = None
    mistakes: tuple[Mistake, ...] = ()
    importances: tuple[tuple[str, float], ...] = ()
    scores: Histogram | None = None


@dataclass(frozen=True)
class Contamination:
    """What the decontamination looked for and found.

    Attributes:
        checked: rows looked at and rows removed, by data set.
        recalls: share of planted copies that the self-test found, by their form.
    """

    method: str
    checked: tuple[tuple[str, int, int], ...]
    recalls: tuple[tuple[str, Estimate], ...] = ()


@dataclass(frozen=True)
class VarietyMeasure:
    """One measure of variety on every data set; ``values`` are None where it says nothing."""

    label: str
    unit: str
    hint: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Variety:
    """How varied the data sets are.

    Attributes:
        names: of the data sets.
        measures: rows of the table, each with a value for every data set.
        novelty: near-duplicates in percent against rows looked at, a curve for every data set.
        imports: by data set, the modules that most of its programs import and their shares.
    """

    names: tuple[str, ...]
    measures: tuple[VarietyMeasure, ...]
    novelty: CurvePanel
    imports: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()


@dataclass(frozen=True)
class Yield:
    """What came of one generated data set.

    Attributes:
        asked: requests to a teacher; None where nobody was asked.
        pieces: what was read out of the answers, or drawn.
        reasons: the most frequent ones of what wasn't kept, with counts.
        stopped: why nothing more was asked, if it stopped early.
    """

    name: str
    pieces: int
    kept: int
    teacher: str = ""
    asked: int | None = None
    reasons: tuple[tuple[str, int], ...] = ()
    stopped: str = ""


@dataclass(frozen=True)
class Yields:
    """A row for each generated data set; ``novelty`` has those that a teacher wrote in rounds."""

    rows: tuple[Yield, ...]
    novelty: CurvePanel
