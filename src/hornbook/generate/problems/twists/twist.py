"""What a twist is, and where twists are declared."""

from __future__ import annotations

from collections.abc import Callable

from hornbook.generate.problems.quantity import Unfit
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import Person, Thing

Twist = Callable[[Story, Ending], Ending]

TWISTS: dict[str, list[Twist]] = {}
"""Those that fit, by the kind of ending."""


def after(*kinds: str) -> Callable[[Twist], Twist]:
    """Declare a twist that fits endings of some kinds."""

    def declare(twist: Twist) -> Twist:
        for kind in kinds:
            TWISTS.setdefault(kind, []).append(twist)
        return twist

    return declare


def who_of(end: Ending) -> Person:
    """Whose money, things or time it is.

    Raises:
        Unfit: nobody's.
    """
    if end.who is None:
        raise Unfit
    return end.who


def thing_of(end: Ending) -> Thing:
    """What things there are.

    Raises:
        Unfit: none.
    """
    if end.thing is None:
        raise Unfit
    return end.thing
