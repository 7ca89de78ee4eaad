"""What was measured of a model, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hornbook.pipeline.artifact import Artifact, Metrics
from hornbook.terminal.wording import size

if TYPE_CHECKING:
    from hornbook.evaluate.compare import Comparison

_PLAIN = {
    "bits_per_byte": "{:.4f}",
    "grade": "{:.1f} %",
    "mean_token_ms": "{:.3g} ms",
    "safety_score": "{:.3f}",
}
"""How figures are written that aren't shares."""
_MEASURED = {
    "prompt_ms": "a token read",
    "token_ms": "a token written",
    "memory": "peak memory",
    "weights": "of it weights",
}
"""What is measured once, without an interval."""


@dataclass(frozen=True)
class Measured:
    """The artifact of a stage that measured something, under the stage's name."""

    name: str
    artifact: Artifact

    def values(self) -> dict[str, Any]:
        """The results."""
        return Metrics(self.artifact.directory).values()


def show_measured(model: str, problems: str, measured: Sequence[Measured]) -> None:
    """Print every figure with its interval, the other results below, and where the rows are."""
    console = Console()
    console.print(f"[bold]{escape(model)}[/bold] on {escape(problems)}", soft_wrap=True)
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("", "", "value", "95 %", "of"):
        table.add_column(heading, justify="right" if heading else "left")
    for each in measured:
        name = each.name
        for row in _rows(each.values()):
            table.add_row(escape(name), *row)
            name = ""
    console.print(table)
    for each in measured:
        if others := ", ".join(_others(each.values())):
            console.print(f"{each.name}: {others}", markup=False, soft_wrap=True)
        console.print(f"  in {each.artifact.directory}", markup=False, soft_wrap=True)


def measured_json(
    problems: str,
    models: Sequence[str],
    measured: Sequence[Sequence[Measured]],
    comparison: Comparison | None,
) -> str:
    """The same as JSON: of each model, of each stage its results and its folder."""
    found = [
        {
            "model": model,
            "measures": {
                each.name: {"results": each.values(), "rows": str(each.artifact.directory)}
                for each in stages
            },
        }
        for model, stages in zip(models, measured, strict=True)
    ]
    whole: dict[str, Any] = {"problems": problems, "models": found}
    if comparison is not None:
        whole["first_against_second"] = asdict(comparison)
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _rows(values: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Name, value, interval and number of items of each figure; a score's p-value for interval."""
    for name, value in values.items():
        if name == "tasks":
            yield from _rows(value)
        elif name == "groups":
            for group, score in value.items():
                yield (
                    escape(group),
                    f"{score['score']:.3f}",
                    f"p = {score['p_value']:.2g}",
                    f"{score['harmful'] + score['neutral']:,}",
                )
        elif name in _MEASURED:
            yield _MEASURED[name], _figure(name, value), "", ""
        elif isinstance(value, dict) and {"value", "low", "high", "of"} <= value.keys():
            low, middle, high = (_written(name, value[key]) for key in ("low", "value", "high"))
            yield escape(name), middle, f"{low.removesuffix(' %')} to {high}", f"{value['of']:,}"


def _written(name: str, value: float) -> str:
    if name in _PLAIN:
        return _PLAIN[name].format(value)
    return f"{100 * value:{'+' if name == 'gap' else ''}.2f} %"


def _others(values: Mapping[str, Any]) -> Iterator[str]:
    """The results that aren't figures with an interval, in a few words each."""
    for name, value in values.items():
        said = name.replace("_", " ")
        if name in _MEASURED:
            continue
        if isinstance(value, dict):
            if value and all(isinstance(count, int) for count in value.values()):
                yield ", ".join(f"{count:,} {kind}" for kind, count in value.items())
            elif name == "agreement":
                yield ", ".join(f"{key} {_figure(key, each)}" for key, each in value.items())
        else:
            yield f"{said} {_figure(name, value)}"


def _figure(name: str, value: object) -> str:
    if name in ("memory", "weights") and isinstance(value, int):
        return size(value)
    if name.endswith("_ms") and isinstance(value, float):
        return f"{value:.3g} ms"
    if name in ("mean", "mean_of_tasks") and isinstance(value, float):
        return f"{100 * value:.2f} %"
    if isinstance(value, float):
        return f"{value:.3g}"
    return "none" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
