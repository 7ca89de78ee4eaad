"""What a decontamination found, and what its self-test says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from hornbook.decontaminate.file import Outcome


def show_outcome(outcome: Outcome, *, self_test: bool) -> None:
    """Print the counts, where everything was written, and the self-test if it is wanted."""
    console = Console()
    rows, facts = outcome.rows, outcome.facts
    console.print(", ".join(f"{count:,} {name}" for name, count in rows.items() if count))
    for name, count in facts["rows_by_detector"].items():
        unread = facts["rows_unread"].get(name)
        aside = f" ({unread:,} rows hold no program that it can read)" if unread else ""
        console.print(f"  {name}: {count:,}{aside}", markup=False, soft_wrap=True)
    if lost := facts["unindexed"]:
        console.print(
            f"  {len(lost):,} problems can't be looked for by every detector: "
            f"{', '.join(lost[:5])}{' …' if len(lost) > 5 else ''}",
            markup=False,
            soft_wrap=True,
        )
    for hit in facts["boilerplate"]:
        first = hit["evidence"].splitlines()[0] if hit["evidence"] else ""
        console.print(
            f"  {hit['rows']:,} rows match {hit['item']} by the same words, perhaps boilerplate: "
            f"{first}",
            markup=False,
            soft_wrap=True,
        )
    if self_test:
        _show_trials(console, facts["self_test"]["detectors"])
    for what, path in outcome.written.items():
        console.print(f"  {what}: {path}", markup=False, soft_wrap=True)


def _show_trials(console: Console, trials: dict[str, Any]) -> None:
    """A table for each detector; its precision is among the plants and the other rows together."""
    for name, facts in trials.items():
        other = f"{facts['alarms']} of {facts['unplanted']} other rows"
        table = Table(box=None, header_style="bold", pad_edge=False)
        for heading in ("planted as", "found", "recall", "95 %", "precision", "95 %"):
            table.add_column(heading, justify="left" if heading == "planted as" else "right")
        for form, planted in facts["planted"].items():
            recall, precision = facts["recall"][form], facts["precision"][form]
            table.add_row(
                form,
                f"{round(recall * planted):,} of {planted:,}",
                f"{recall:.0%}",
                _interval(facts["recall_interval"][form]),
                "-" if precision is None else f"{precision:.0%}",
                "-" if precision is None else _interval(facts["precision_interval"][form]),
            )
        console.print(f"\n[bold]{escape(name)}[/bold]: finds something in {other}")
        console.print(table)
    console.print()


def _interval(bounds: list[float]) -> str:
    low, high = bounds
    return f"{100 * low:.0f}-{100 * high:.0f}"
