"""Does a run find what was recorded? Each number beside the recorded one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hornbook.report.measure_kinds import kind_of
from hornbook.report.view import Estimate
from hornbook.runs.recorded import Machine, Recorded

Verdict = Literal["equal", "within", "outside", "missing"]

LOOSE = 0.05
"""How far, as a share, a number may be off that was recorded without an interval."""

_ROUNDING = 1e-12


@dataclass(frozen=True)
class Finding:
    """One number of a result, and where it stands."""

    table: str
    row: str
    measure: str
    unit: str
    estimate: Estimate


@dataclass(frozen=True)
class Checked:
    """A recorded number and the new one.

    Attributes:
        verdict: ``equal`` to the last digit; ``within`` the recorded interval, or near where none
            was recorded; ``outside``; ``missing`` where the new run has no such number.
    """

    recorded: Finding
    found: Estimate | None
    verdict: Verdict

    def agrees(self, *, exactly: bool) -> bool:
        """Whether the new number is what it should be."""
        return self.verdict == "equal" or (self.verdict == "within" and not exactly)


def check(recorded: Mapping[str, Any], found: Mapping[str, Any]) -> list[Checked]:
    """Hold what a run found against the record; both as ``results.json`` has them."""
    new = {(each.table, each.row, each.measure): each.estimate for each in findings(found)}
    checked = []
    for each in findings(recorded):
        estimate = new.get((each.table, each.row, each.measure))
        checked.append(Checked(each, estimate, _verdict(each.estimate, estimate)))
    return checked


def findings(results: Mapping[str, Any]) -> Iterator[Finding]:
    """Every number: of the tables by entrant and measure, then of choosing among candidates."""
    for table in results["tables"]:
        for column in table["columns"]:
            measure = f"{column['test']}, {column['key'].replace('_', ' ')}"
            for entrant, cell in zip(table["entrants"], column["cells"], strict=True):
                if cell is not None:
                    estimate = Estimate(*(cell[part] for part in ("value", "low", "high", "of")))
                    yield Finding(table["title"], entrant, measure, column["unit"], estimate)
    for each in results["choosing"]:
        for path, estimate in _estimates("", each["results"]):
            unit = kind_of(path.rpartition(", ")[2]).unit
            yield Finding(each["name"], path, "", unit, estimate)


def _estimates(path: str, value: Any) -> Iterator[tuple[str, Estimate]]:  # noqa: ANN401 - JSON
    """The values with an interval at any depth, by path."""
    if isinstance(value, Mapping):
        if value.keys() >= {"value", "low", "high"}:
            yield path, Estimate(value["value"], value["low"], value["high"], value.get("of"))
            return
        for name, each in value.items():
            yield from _estimates(f"{path}, {name}" if path else str(name), each)
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value, start=1):
            yield from _estimates(f"{path}, {number}" if path else str(number), each)


def _verdict(recorded: Estimate, found: Estimate | None) -> Verdict:
    if found is None:
        return "missing"
    off = abs(found.value - recorded.value)
    if off <= _ROUNDING * max(1.0, abs(recorded.value)):
        return "equal"
    if recorded.low is None or recorded.high is None:
        return "within" if off <= LOOSE * abs(recorded.value) else "outside"
    return "within" if recorded.low <= found.value <= recorded.high else "outside"


def exactness(
    recorded: Recorded, fingerprint: str, packages: Mapping[str, str], threads: Sequence[int]
) -> tuple[bool, str]:
    """Whether a run has to find the same to the last digit, and why or why not.

    Args:
        recorded: what was found.
        fingerprint: of the new run's last stage.
        packages: versions that made it.
        threads: the numbers of threads that its trainings had.
    """
    if not recorded.steady:
        return False, "a teacher was asked, whose answers vary from run to run"
    if recorded.fingerprint != fingerprint:
        return False, "the recipe or its stages have changed since"
    if recorded.machine != Machine.this():
        return False, f"it was recorded on another machine ({recorded.machine})"
    if recorded.packages != packages:
        return False, "other versions of packages are installed now"
    if recorded.threads != tuple(threads):
        return False, "trainings had another number of threads, which rounds differently"
    return True, "the same machine made the same of the same"
