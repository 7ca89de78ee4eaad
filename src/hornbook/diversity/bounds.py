"""Bounds on measures: what a data set must be like for a run to go on."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from hornbook.errors import HornbookError

_BOUND = re.compile(r"\s*(\w+)\s*(<=|>=)\s*(\S+)\s*")


@dataclass(frozen=True, kw_only=True)
class Bound:
    """The least and the most that a measure may be.

    Example:
        Bound(measure="near_duplicate_rate", most=0.02)
    """

    measure: str
    least: float | None = None
    most: float | None = None

    @classmethod
    def parse(cls, text: str) -> Bound:
        """Read ``near_duplicate_rate<=0.02`` or ``vendi>=50``.

        Raises:
            HornbookError: when it is neither.
        """
        try:
            found = _BOUND.fullmatch(text)
            number = float(found[3]) if found else math.nan
        except ValueError:
            found = None
        if found is None or not math.isfinite(number):
            raise HornbookError(
                f"{text!r} is no bound; write one such as near_duplicate_rate<=0.02"
            )
        if found[2] == "<=":
            return cls(measure=found[1], most=number)
        return cls(measure=found[1], least=number)

    def broken(self, values: Mapping[str, object]) -> str | None:
        """How the measures break the bound, as part of a sentence, or None.

        Raises:
            HornbookError: when the measure isn't among them.
        """
        value = values.get(self.measure)
        if isinstance(value, bool) or not isinstance(value, int | float):
            have = ", ".join(name for name, each in values.items() if isinstance(each, int | float))
            raise HornbookError(f"{self.measure!r} was not measured; bound one of: {have}")
        if self.most is not None and value > self.most:
            return f"{self.measure} is {value:.4g} where at most {self.most:.4g} is allowed"
        if self.least is not None and value < self.least:
            return f"{self.measure} is {value:.4g} where at least {self.least:.4g} is asked for"
        return None


def check(values: Mapping[str, object], bounds: Sequence[Bound], name: str) -> None:
    """Hold measures to bounds.

    Raises:
        HornbookError: for all that are broken, in one sentence that begins with ``name``.
    """
    broken = [text for bound in bounds if (text := bound.broken(values)) is not None]
    if broken:
        raise HornbookError(f"{name}: {'; '.join(broken)}")


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a measure is one figure, which a bound can name."""
    return isinstance(value, int | float) and not isinstance(value, bool)
