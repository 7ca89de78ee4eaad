"""What is equal between runs, in a line each; and the one sentence about what isn't."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hornbook.runs.comparison import Compared

_NAMED = 8


def headline(compared: Compared) -> str:
    """What differs, in one sentence."""
    if not (
        compared.downstream
        or compared.unsteady
        or compared.changed
        or compared.absent
        or any(compared.gone)
    ):
        return f"All {len(compared.same)} stages are the same."
    parts = [f"{_stages(len(compared.changed))} defined differently"]
    if compared.absent:
        parts.append(f"{len(compared.absent)} not in all runs")
    if compared.unsteady:
        parts.append(f"{len(compared.unsteady)} made anew with another outcome")
    if compared.downstream:
        parts.append(f"{len(compared.downstream)} made of what differs")
    return f"{', '.join(parts)}; {len(compared.same)} the same."


def summary(compared: Compared) -> Iterator[str]:
    """Sentences about what is equal, and about what can't be compared."""
    if compared.same:
        yield f"The same in all: {_listed(compared.same)}."
    if compared.changed:
        yield f"Defined differently: {_listed([each.stage for each in compared.changed])}."
    if compared.unsteady:
        yield f"Defined alike, of the same, and yet not equal: {_listed(compared.unsteady)}."
    if compared.downstream:
        yield f"Made of what differs: {_listed(compared.downstream)}."
    if compared.equal_rows:
        yield f"The same rows even so: {_listed(compared.equal_rows)}."
    if compared.equal_results:
        yield f"{compared.equal_results} results are equal to the last digit."
    for name, gone in zip(compared.names, compared.gone, strict=True):
        if gone:
            yield f"Removed since {name} was made, and not compared: {_listed(gone)}."


def _stages(count: int) -> str:
    return "1 stage is" if count == 1 else f"{count} stages are"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return " · ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
