"""Runs side by side as one page that needs nothing else: no script, and nothing to load."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hornbook.errors import HornbookError
from hornbook.report import wording
from hornbook.report.highlight import printable
from hornbook.runs.summary import headline, summary

if TYPE_CHECKING:
    from hornbook.runs.comparison import Compared
    from hornbook.runs.outcomes import Result

_STYLE = """
dl.runs div { display: flex; gap: 1rem; flex-wrap: wrap; }
dl.runs dt { font-weight: 600; min-width: 9rem; } dl.runs dd { margin: 0; }
code.value { overflow-wrap: anywhere; }
svg.forest { display: block; width: 9rem; height: auto; margin-top: .3rem; }
svg.forest line { stroke: var(--muted); stroke-width: 1.5; }
"""
_WIDTH, _ROW, _EDGE = 144, 10, 6


def write_page(compared: Compared, path: Path) -> None:
    """Write the page.

    Raises:
        HornbookError: when there is no such place.
    """
    try:
        path.write_text(render(compared), encoding="utf-8")
    except OSError as error:
        raise HornbookError(
            f"can't write {path} ({error.strerror}); choose another --page"
        ) from None


def render(compared: Compared) -> str:
    """The page as HTML. The same comparison gives the same text."""
    later = compared.names[1:]
    present = {
        "results": ("Results", compared.results),
        "fields": ("Fields", compared.changed),
        "absent": ("Stages", compared.absent),
        "rows": ("Data", compared.rows),
        "figures": ("Figures", compared.figures),
        "costs": ("Cost and time", True),
        "versions": ("Versions", True),
    }
    style = (files("hornbook.report") / "assets" / "report.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("comparison.html.j2")
        .render(
            compared=compared,
            headline=headline(compared),
            sentences=list(summary(compared)),
            sections=[(id, title) for id, (title, shown) in present.items() if shown],
            differences=_headings("difference", later),
            overlaps=_headings("in common", later),
            style=Markup(style + _STYLE),
        )
    )


def _headings(what: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return (what,) if len(names) == 1 else tuple(f"{what}, {name}" for name in names)


def forest(result: Result) -> Markup:
    """The intervals of all runs, one below the other, on one scale."""
    known = [each for each in result.estimates if each and each.low is not None]
    if len(known) < 2:
        return Markup("")
    low = min(each.low or 0.0 for each in known)
    span = max(each.high or 0.0 for each in known) - low or 1.0

    def at(value: float | None) -> float:
        return _EDGE + ((value or 0.0) - low) / span * (_WIDTH - 2 * _EDGE)

    marks = []
    for number, each in enumerate(result.estimates):
        if each is not None and each.low is not None:
            y, colour = number * _ROW + _ROW / 2, f"var(--series-{number % 6 + 1})"
            marks.append(
                f'<line x1="{at(each.low):.1f}" x2="{at(each.high):.1f}" y1="{y}" y2="{y}"/>'
                f'<circle cx="{at(each.value):.1f}" cy="{y}" r="3.5" fill="{colour}"/>'
            )
    height = _ROW * len(result.estimates)
    return Markup(
        f'<svg class="forest" viewBox="0 0 {_WIDTH} {height}" aria-hidden="true">'
        f"{''.join(marks)}</svg>"
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("hornbook.runs"),
        autoescape=True,
        finalize=_clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "count": wording.count,
        "file_size": wording.file_size,
        "seconds": wording.seconds,
        "money": wording.money,
        "percent": wording.percent,
        "interval": wording.interval,
        "in_unit": wording.in_unit,
        "change_in_unit": wording.change_in_unit,
        "change_interval": wording.change_interval,
        "chance": wording.chance,
    }
    environment.globals |= {"forest": forest}
    return environment


def _clean(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
