"""Charts as inline SVG that takes its colours and fonts from the page around it.

Matplotlib draws with placeholder colours; they are then replaced by the page's CSS variables,
so that one drawing serves light, dark and paper. Text stays text. The same values give the same
bytes: ids are salted with the chart's name, and nothing says when it was drawn.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from hornbook.report.view import Bin, CurvePanel, Histogram
from hornbook.report.wording import THIN, short_count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Placeholder colours, none of which a chart would use by itself.
INK, MUTED, LINE, PAPER = "#010101", "#010102", "#010103", "#010104"
TICKS_APART = 1.6  # times, on a logarithmic axis, so that their labels don't touch
COLOURS = 6
"""Of curves; the seventh has the first one's again."""
SERIES = tuple(f"#0102{number:02x}" for number in range(1, COLOURS + 1))
_CSS = {INK: "currentColor", MUTED: "var(--muted)", LINE: "var(--line)", PAPER: "var(--paper)"} | {
    colour: f"var(--series-{number})" for number, colour in enumerate(SERIES, start=1)
}
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # ships with matplotlib, so the layout is the same anywhere
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": MUTED,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.labelsize": 9,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": MUTED,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "legend.frameon": False,
    "path.simplify": True,
}
WIDTH, HEIGHT = 268.0, 190.0  # points; narrow enough to stay legible on a phone


class Chart:
    """A drawing in progress: draw on ``axes``; afterwards ``svg`` holds the markup."""

    axes: Axes
    svg: Markup = Markup()


@contextmanager
def chart(name: str, description: str, height: float = HEIGHT) -> Iterator[Chart]:
    """Draw one chart; ``name`` must be unique in the page, ``description`` is read aloud."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    drawing = Chart()
    with mpl.rc_context(_STYLE | {"svg.hashsalt": name}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # the page has a font
        figure = Figure(figsize=(WIDTH / 72, height / 72), layout="constrained")
        FigureCanvasSVG(figure)
        drawing.axes = figure.add_subplot()
        yield drawing
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    drawing.svg = _for_page(file.getvalue(), description)


def _for_page(svg: str, description: str) -> Markup:
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.DOTALL)  # it would hold for the page
    used = set(re.findall(r'(?:url\(#|href="#)([\w-]+)', svg))
    svg = re.sub(r' id="([^"]+)"', lambda found: found[0] if found[1] in used else "", svg)
    svg = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", svg)
    svg = re.sub(r"font-family: [^;\"]*;? ?", "", svg)
    for colour, css in _CSS.items():
        svg = svg.replace(colour, css)
    view = re.search(r'viewBox="[^"]+"', svg)
    label = escape(description)
    head = f'<svg class="chart" role="img" aria-label="{label}" {view[0] if view else ""}>'
    svg = re.sub(r"\n\s*", "\n", re.sub(r"<svg[^>]*>", lambda _: head, svg, count=1))
    return Markup(svg)


def curves(name: str, panel: CurvePanel) -> Markup:
    """Loss curves over tokens seen."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    with chart(name, f"{panel.title}: {panel.y_label} by {panel.x_label}") as drawing:
        axes = drawing.axes
        for curve in panel.curves:
            axes.plot(
                curve.x,
                curve.y,
                color=_series(curve.series),
                linewidth=1.6 if not curve.dashed else 1.2,
                linestyle=(0, (3, 2)) if curve.dashed else "-",
            )
        axes.set_xlabel(panel.x_label)
        axes.set_ylabel(panel.y_label)
        axes.set_ylim(top=_past_the_fall(panel))
        axes.xaxis.set_major_formatter(
            FuncFormatter(lambda value, _: short_count(value).replace(f".0{THIN}", THIN))
        )
        axes.xaxis.set_major_locator(MaxNLocator(5))
    return drawing.svg


def growth(name: str, panel: CurvePanel, low: float, high: float) -> Markup:
    """What becomes of something as its sample grows, between ``low`` and ``high``."""
    from matplotlib.ticker import FuncFormatter

    with chart(name, f"{panel.y_label} by {panel.x_label}") as drawing:
        axes = drawing.axes
        for curve in panel.curves:
            axes.plot(
                curve.x, curve.y, color=_series(curve.series), linewidth=1.6, marker="o",
                markersize=3.5,
            )  # fmt: skip
        axes.set_xscale("log")
        axes.set_ylim(low, high)
        axes.set_xlabel(panel.x_label)
        axes.set_ylabel(panel.y_label)
        axes.set_xticks(apart(max((curve.x for curve in panel.curves), key=len)))
        axes.minorticks_off()
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short_count(value)))
    return drawing.svg


def apart(places: Sequence[float]) -> list[float]:
    """Of growing places, as many as have room for a label on a logarithmic axis."""
    chosen: list[float] = []
    for place in places:
        if not chosen or place >= TICKS_APART * chosen[-1]:
            chosen.append(place)
    return chosen


def _past_the_fall(panel: CurvePanel) -> float | None:
    """A top for the axis that leaves out the first steps, whose fall hides what follows."""
    longest = max((curve.x[-1] for curve in panel.curves if curve.x), default=0.0)
    later = [
        y
        for curve in panel.curves
        for x, y in zip(curve.x, curve.y, strict=True)
        if x >= 0.08 * longest
    ]
    return max(later) * 1.02 if later else None


def reliability(
    name: str,
    bins: tuple[Bin, ...],
    labels: tuple[str, str] = ("predicted score", "annotated score"),
) -> Markup:
    """Mean label against mean prediction; a perfect classifier lies on the diagonal."""
    with chart(name, f"Mean {labels[1]} by mean {labels[0]}") as drawing:
        axes = drawing.axes
        values = [value for each in bins for value in (each.predicted, each.observed)]
        low, high = min(values), max(values)
        axes.plot([low, high], [low, high], color=MUTED, linewidth=1, linestyle=(0, (2, 3)))
        most = max(each.count for each in bins)
        axes.scatter(
            [each.predicted for each in bins],
            [each.observed for each in bins],
            s=[18 + 90 * each.count / most for each in bins],
            color=SERIES[1],
            alpha=0.85,
            linewidth=0,
        )
        axes.set_xlabel(labels[0])
        axes.set_ylabel(labels[1])
    return drawing.svg


def histogram(name: str, values: Histogram) -> Markup:
    """Counts by score, the groups stacked so that the outline is that of all rows."""
    with chart(name, "Documents by predicted score, kept and dropped") as drawing:
        axes = drawing.axes
        widths = [right - left for left, right in zip(values.edges, values.edges[1:], strict=False)]
        floor = [0] * len(widths)
        for number, (_, counts) in enumerate(values.groups):
            axes.bar(
                values.edges[:-1],
                counts,
                width=widths,
                bottom=floor,
                align="edge",
                color=SERIES[1] if number == 0 else SERIES[0],
                edgecolor=PAPER,
                linewidth=0.8,
            )
            floor = [low + more for low, more in zip(floor, counts, strict=True)]
        axes.grid(visible=False, axis="x")
        axes.set_xlabel("predicted educational value")
        axes.set_ylabel("documents")
    return drawing.svg


def _series(number: int) -> str:
    return SERIES[(number - 1) % len(SERIES)]
