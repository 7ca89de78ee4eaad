"""Rows of a file as they are read: some at a time, with what is wrong with them."""

from __future__ import annotations

from typing import Any, Protocol

from hornbook.corpus.locate import Place
from hornbook.errors import HornbookError

LONGEST = 32 << 20
"""Bytes of a line or a text; what is longer is data, not text."""

ROWS = 1024
"""Rows of a batch, at most."""

BYTES = 4 << 20
"""Of a batch, about, unless one row is longer."""


class Batch(Protocol):
    """Consecutive rows of a file.

    Attributes:
        first: how many rows come before.
        problems: why rows can't be used, by their places in the batch, ascending.
    """

    first: int
    problems: dict[int, str]

    def __len__(self) -> int:
        """How many rows."""

    @property
    def texts(self) -> list[str | None]:
        """What UTF-8 can hold of the texts; None for rows that can't be used."""

    def values(self, column: str) -> list[Any]:
        """A column; None where a row has no such value."""

    def whole(self) -> list[int]:
        """The places of those that are rows at all, whatever is wrong with their text."""

    def name(self, place: int) -> str:
        """What the user may look for: ``line 7``."""


class Unusable(HornbookError):
    """What is left of a file can't be used.

    Attributes:
        reason: why, beginning with a word for the kind.
    """

    def __init__(self, told: str, reason: str) -> None:
        super().__init__(f"{told}: {reason}")
        self.reason = reason


def damaged(place: Place, after: str) -> Unusable:
    """What to raise where a file breaks off."""
    return Unusable(place.told, f"damaged: after {after}; copy the file again")
