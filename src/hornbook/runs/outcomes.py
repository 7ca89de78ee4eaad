"""What runs measured, side by side: in pairs where the items are the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hornbook.errors import HornbookError
from hornbook.pipeline.manifest import Manifest
from hornbook.report.measure_kinds import kind_of
from hornbook.report.view import Estimate
from hornbook.runs.matching import FinishedRun, Slot

if TYPE_CHECKING:
    from hornbook.evaluate.compare import Comparison

_ESTIMATE = {"value", "low", "high", "of"}
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Result:
    """A measure with its interval in each run.

    Attributes:
        unit: as `hornbook.report.measure_kinds` has them.
        estimates: None where a run hasn't measured it.
        pairs: each run against the first that has it, on the same items; None where they differ
            or the measure isn't a mean over items.
    """

    stage: str
    measure: str
    unit: str
    estimates: tuple[Estimate | None, ...]
    pairs: tuple[Comparison | None, ...]

    @property
    def equal(self) -> bool:
        """Whether all runs have the same figures."""
        return len(set(self.estimates)) == 1


@dataclass(frozen=True)
class Figure:
    """A number that a stage reported without an interval, such as a loss."""

    stage: str
    name: str
    values: tuple[float | None, ...]


def is_measured(manifest: Manifest) -> bool:
    """Whether a stage's purpose was to measure something."""
    return "metrics.json" in manifest.files


def results(runs: Sequence[FinishedRun], slot: Slot) -> Iterator[Result]:
    """The estimates of a stage; those that are means over items, in pairs."""
    made = _made(runs, slot)
    found = [dict(_estimates(each.facts)) if each else {} for each in made]
    pairs = list(_pairs(runs, slot))
    for name in dict.fromkeys(name for each in found for name in each):
        estimates = tuple(each.get(name) for each in found)
        unit = kind_of(name.rpartition(", ")[2]).unit
        told = tuple(_told(pair, number, estimates) for number, pair in enumerate(pairs))
        yield Result(slot.name, name.replace("_", " "), unit, estimates, told)


def _told(
    pair: Comparison | None, number: int, estimates: Sequence[Estimate | None]
) -> Comparison | None:
    """The pair, if it is of this measure: of pass@1, say, where there is pass@10 as well."""
    first, own = next((each for each in estimates if each), None), estimates[number]
    if pair is None or first is None or own is None:
        return None
    return pair if abs(pair.difference.value - (own.value - first.value)) < _ROUNDING else None


def figures(runs: Sequence[FinishedRun], slot: Slot) -> Iterator[Figure]:
    """The plain numbers that a stage recorded, where they differ; speed and time aside."""
    found = [
        {
            name: float(value)
            for name, value in each.facts.items()
            if isinstance(value, int | float) and not isinstance(value, bool)
            if "second" not in name
        }
        if each
        else {}
        for each in _made(runs, slot)
    ]
    for name in dict.fromkeys(name for each in found for name in each):
        values = tuple(each.get(name) for each in found)
        if len(set(values)) > 1:
            yield Figure(slot.name, name.replace("_", " "), values)


def _made(runs: Sequence[FinishedRun], slot: Slot) -> list[Manifest | None]:
    return [
        run.manifests[stage] if stage else None
        for run, stage in zip(runs, slot.stages, strict=True)
    ]


def _estimates(facts: dict[str, Any]) -> Iterator[tuple[str, Estimate]]:
    """Values with an interval, also one level deeper, where a stage measured several things."""
    for name, value in facts.items():
        if not isinstance(value, dict):
            continue
        if value.keys() >= _ESTIMATE:
            yield name, Estimate(*(value[part] for part in ("value", "low", "high", "of")))
        else:
            for inner, each in value.items():
                if isinstance(each, dict) and each.keys() >= _ESTIMATE:
                    four = (each[part] for part in ("value", "low", "high", "of"))
                    yield f"{name}, {inner}", Estimate(*four)


def _pairs(runs: Sequence[FinishedRun], slot: Slot) -> Iterator[Comparison | None]:
    from hornbook.evaluate.compare import compare_scores
    from hornbook.evaluate.evaluation import Evaluation

    first: tuple[str, dict[str, tuple[float, float]]] | None = None
    for run, stage in zip(runs, slot.stages, strict=True):
        scores = None
        if stage:
            try:
                scores = Evaluation(run.folders[stage]).scores()
            except (HornbookError, KeyError, ValueError, OSError):  # rows of another kind
                scores = None
        if scores is None or not scores:
            yield None
        elif first is None:
            first = (run.name, scores)
            yield None
        else:
            try:
                yield compare_scores(first[1], scores, (first[0], run.name))
            except HornbookError:  # other items
                yield None
