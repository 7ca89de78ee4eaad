"""What a plot is: a function that tells a story of a cast, and the roles it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from hornbook.generate.stories.grammar.tale import Tale

ROLES = ("friend", "grown", "thing", "animal", "place", "food")


@dataclass(frozen=True)
class Plot:
    """A plot.

    Attributes:
        tell: tells everything between the opening and the end.
        roles: what it needs beside a hero; all of them are spoken of.
        child: whether the hero has to be a human child, since there are shops or houses in it.
    """

    tell: Callable[[Tale], None]
    roles: frozenset[str]
    child: bool

    @property
    def name(self) -> str:
        """The function's name."""
        return self.tell.__name__


_FOUND: list[Plot] = []


def plot(
    *roles: str, child: bool = False
) -> Callable[[Callable[[Tale], None]], Callable[[Tale], None]]:
    """Make a plot of a function, for a cast with these roles; see `Plot`."""
    assert set(roles) <= set(ROLES), roles

    def add(tell: Callable[[Tale], None]) -> Callable[[Tale], None]:
        _FOUND.append(Plot(tell, frozenset(roles), child))
        return tell

    return add


@lru_cache(maxsize=1)
def plots() -> tuple[Plot, ...]:
    """All of them, sorted by name."""
    from hornbook.generate.stories.grammar import plots as _  # noqa: F401 - they enlist themselves

    return tuple(sorted(_FOUND, key=lambda each: each.name))
