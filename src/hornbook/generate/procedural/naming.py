"""Names for functions: plausible, and repeated no more than they have to be (phi-1, §2.2)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from random import Random
from typing import Protocol

from hornbook.generate.procedural.vocabulary import SETTINGS

_LINKS = ("for", "in", "of", "at", "from")


class Nameless(Protocol):
    """What wants a name: a task, for one."""

    @property
    def names(self) -> tuple[str, ...]:
        """What would suit it; in CapWords for a class."""

    @property
    def takes(self) -> Mapping[str, str]:
        """Its parameters, whose names it can't have."""


class Namer:
    """Hands out names, and remembers them.

    The first uses of a task's own names stay bare; later ones get the name of a parameter
    (``count_even_scores``), then a setting (``count_even_scores_for_library``). Classes get the
    setting in front (``LibraryStack``).
    """

    def __init__(self) -> None:
        # Numbers for names: a million names would fill the memory. That two share a number
        # happens about once in four thousand, and costs one more try.
        self._used: set[int] = set()

    def name(self, task: Nameless, r: Random) -> str:
        """A name for ``task`` that wasn't handed out before, if one is found in a few tries."""
        name = base = r.choice(task.names)
        mark = 0
        for attempt in range(12):
            name = self._vary(base, task, r, attempt)
            mark = zlib.crc32(name.encode())
            if mark not in self._used and name not in task.takes:
                break
        self._used.add(mark)
        return name

    def _vary(self, base: str, task: Nameless, r: Random, attempt: int) -> str:
        if attempt == 0 and r.random() < 0.5:
            return base
        if base[0].isupper():
            settings = r.sample(SETTINGS, 1 + (attempt > 2) + (attempt > 7))
            return "".join(word.capitalize() for word in settings) + base
        name = base
        noun = next(iter(task.takes), "")
        if len(noun) > 2 and noun not in name and r.random() < 0.5:
            name = f"{name}_{noun}"
        if attempt < 2 and name != base:
            return name
        setting = r.choice(SETTINGS)
        if attempt > 6:
            setting = f"{r.choice(SETTINGS)}_{setting}"
        return f"{setting}_{name}" if r.random() < 0.15 else f"{name}_{r.choice(_LINKS)}_{setting}"
