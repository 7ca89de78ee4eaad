"""One thing that was looked at, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How it is with what was looked at.

    works: nothing stands in the way.
    limited: something that can be done without isn't there, or is slow.
    fails: what needs this won't work.
    """

    WORKS = "works"
    LIMITED = "limited"
    FAILS = "fails"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found.

    Attributes:
        subject: what was looked at, in a word or two.
        state: how it is.
        says: that in a line, with figures.
        remedy: what to do about it, if anything can be done.
        needed: whether the demo doesn't work without it.
        figures: what was measured, for programs (JSON types only).
    """

    subject: str
    state: State
    says: str
    remedy: str = ""
    needed: bool = False
    figures: Mapping[str, object] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether this alone keeps the demo from working."""
        return self.needed and self.state is State.FAILS
