"""What the page shows, as plain values: no artifact, no file, no HTML.

`hornbook.report.collect` fills these in from a run; `hornbook.report.render` turns them into
the page. Every section may be missing, so that a recipe without a classifier, or one that only
makes data, still gets a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from hornbook.report.result_table import ResultTable


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


class Language(StrEnum):
    """How a text is shown: highlighted code, rendered Markdown, or as it is."""

    PYTHON = "python"
    MARKDOWN = "markdown"
    PLAIN = "plain"


@dataclass(frozen=True)
class Pane:
    """A text to read, under a label; ``tone`` colours the label (``good``, ``bad``, or none).

    ``marks`` are passages to point out, such as the words that two texts share.
    """

    label: str
    text: str
    language: Language = Language.PYTHON
    tone: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One thing to look at: a title, what is known of it, and texts to open.

    Attributes:
        score: shown at the right of the title, such as an educational value.
        facets: values to filter by, under the names of the shelf's filters.
        facts: label and value pairs, shown when the entry is open.
        verdict: one sentence: why it was kept or dropped.
        tone: ``good`` or ``bad`` or none, a small coloured mark.
        columns: lay the panes side by side where the screen is wide enough.
    """

    id: str
    title: str
    panes: tuple[Pane, ...]
    score: str = ""
    verdict: str = ""
    tone: str = ""
    facets: dict[str, str] = field(default_factory=dict)
    facts: tuple[tuple[str, str], ...] = ()
    columns: bool = False


@dataclass(frozen=True)
class Shelf:
    """A set of entries that can be searched and filtered.

    Attributes:
        id: anchor of the section, in kebab case.
        total: how many there are in the run; ``entries`` is a sample of them.
    """

    id: str
    title: str
    intro: str
    entries: tuple[Entry, ...]
    total: int
    unit: str = "rows"


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


@dataclass(frozen=True)
class Choosing:
    """What choosing one of n candidates gives, one band for each way to choose.

    ``greedy`` is the accuracy of the greedy candidate, ``pairs`` are sentences about differences.
    """

    name: str
    bands: tuple[Band, ...]
    greedy: Estimate | None
    pairs: tuple[str, ...]


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
class Report:
    """The whole page."""

    title: str
    headline: str
    figures: tuple[Figure, ...] = ()
    funnel: tuple[FunnelTrack, ...] = ()
    figure1: Figure1 | None = None
    tables: tuple[ResultTable, ...] = ()
    panels: tuple[CurvePanel, ...] = ()
    documents: Shelf | None = None
    sections: Shelf | None = None
    exercises: Shelf | None = None
    yields: Yields | None = None
    written: tuple[Shelf, ...] = ()
    classifier: Classifier | None = None
    duplicates: Shelf | None = None
    variety: Variety | None = None
    contamination: Contamination | None = None
    choosing: tuple[Choosing, ...] = ()
    hits: Shelf | None = None
    completions: Shelf | None = None
    lineage: tuple[Node, ...] = ()
    spends: tuple[Spend, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    command: str = ""
    finished: str = ""
