"""Results of entrants over seeds, as plain values: what the page, the terminal and a file hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hornbook.errors import HornbookError


class Basis(StrEnum):
    """What an interval, or a chance, counts."""

    BOTH = "seeds and items"
    """Seeds and items drawn again, both: a bootstrap on two levels."""
    ITEMS = "items"
    """One seed: the test's own interval over its items."""
    SEEDS = "seeds"
    """The seeds' values alone, by Student's t: the rows don't tell what each item gave."""
    NONE = ""
    """A single value of which nothing more is known."""


@dataclass(frozen=True)
class Cell:
    """What an entrant reached in one measure.

    Attributes:
        value: the mean over seeds.
        low: of the 95 % interval; None where there is none.
        high: its other end.
        of: items behind the value of each seed.
        seeds: the value of each seed, in the order of the entrant's models.
        basis: what the interval counts.
    """

    value: float
    low: float | None
    high: float | None
    of: int
    seeds: tuple[float, ...]
    basis: Basis


@dataclass(frozen=True)
class Difference:
    """A row of the table held against the row before it.

    Attributes:
        value: this row minus the one before.
        low: of the 95 % interval; None where there is none.
        high: its other end.
        p_value: the chance of a difference as large, either way, were there none; or None. Of
            ``items`` the exact sign test, of ``seeds and items`` twice the smaller tail of the
            bootstrap, of ``seeds`` Welch's t test.
        higher: items whose value is higher here, seeds taken together; None if unknown.
        lower: items whose value is lower.
        basis: what interval and chance count.
    """

    value: float
    low: float | None
    high: float | None
    p_value: float | None
    higher: int | None
    lower: int | None
    basis: Basis


@dataclass(frozen=True)
class Column:
    """One measure of all entrants.

    Attributes:
        test: the title of the test, such as ``HumanEval``.
        key: what was measured, as the evaluation records it, such as ``pass@1``.
        unit: ``share`` (0 to 1), ``points`` (a difference of shares), ``percent`` (0 to 100) or
            ``value``.
        higher_is_better: whether a larger number is a better one.
        cells: one an entrant; None where it wasn't measured.
        differences: one an entrant, from the entrant before; None for the first, and where either
            wasn't measured or they weren't measured on the same items.
    """

    test: str
    key: str
    unit: str
    higher_is_better: bool
    cells: tuple[Cell | None, ...]
    differences: tuple[Difference | None, ...]

    @property
    def name(self) -> str:
        """``HumanEval, pass@1``: the title of the test and what was measured."""
        return f"{self.test}, {self.key.replace('_', ' ')}"


@dataclass(frozen=True)
class ResultTable:
    """Entrants and what they reached: a table of a paper in small.

    Attributes:
        title: of the table.
        entrants: names of its rows, in the order in which they should improve.
        columns: the measures.
        note: a sentence about what was equal for all.
    """

    title: str
    entrants: tuple[str, ...]
    columns: tuple[Column, ...]
    note: str = ""

    def column(self, test: str, key: str) -> Column:
        """The column of a measure.

        Raises:
            HornbookError: when there is none.
        """
        for column in self.columns:
            if (column.test, column.key) == (test, key):
                return column
        have = "; ".join(column.name for column in self.columns) or "none"
        raise HornbookError(f"“{self.title}” has no column “{test}, {key}”; it has: {have}")
