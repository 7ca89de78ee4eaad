"""What the models can do: their tests' results, and the small Figure 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hornbook.evaluate.evaluation import Evaluation
from hornbook.model.checkpoint import Checkpoint
from hornbook.pipeline.artifact import Artifact
from hornbook.report.measure_kinds import kind_of
from hornbook.report.view import Estimate, Figure1, Measure


@dataclass(frozen=True)
class Trained:
    """A checkpoint with the results of its tests, by the title of the test."""

    checkpoint: Checkpoint
    results: tuple[tuple[str, Evaluation], ...]

    def measured(self) -> dict[tuple[str, str], tuple[Estimate, Evaluation]]:
        """Every value with an interval, by the test's title and the value's key."""
        found = {}
        for title, evaluation in self.results:
            for key, value in evaluation.values().items():
                if isinstance(value, dict) and {"value", "low", "high", "of"} <= value.keys():
                    four = (value[part] for part in ("value", "low", "high", "of"))
                    found[title, key] = Estimate(*four), evaluation
        return found


@dataclass(frozen=True)
class Contestant:
    """One data set of the small Figure 1, with the models that were trained on it."""

    name: str
    data: Artifact
    base: Trained
    tuned: Trained | None


def figure1(contestants: Sequence[Contestant], note: str = "") -> Figure1 | None:
    """Data sets × tests, before and after finetuning."""
    before = [each.base.measured() for each in contestants]
    after = [each.tuned.measured() if each.tuned else {} for each in contestants]
    names = list(dict.fromkeys(name for values in (*before, *after) for name in values))
    if not names:
        return None
    measures = tuple(
        Measure(
            name=f"{test}, {key.replace('_', ' ')}",
            unit=kind_of(key).unit,
            higher_is_better=kind_of(key).higher_is_better,
            base=tuple(
                values[test, key][0] if (test, key) in values else None for values in before
            ),
            tuned=tuple(
                values[test, key][0] if (test, key) in values else None for values in after
            ),
        )
        for test, key in names
    )
    return Figure1(tuple(each.name for each in contestants), measures, note)
