"""Names for functions: plausible, and repeated no more than they have to be (phi-1, §2.2)."""

from __future__ import annotations

from random import Random

from hornbook.generate.procedural.task import Task
from hornbook.generate.procedural.vocabulary import SETTINGS

_LINKS = ("for", "in", "of", "at", "from")


class Namer:
    """Hands out names, and remembers them.

    The first uses of a task's own names stay bare; later ones get the name of a parameter
    (``count_even_scores``), then a setting (``count_even_scores_for_library``).
    """

    def __init__(self) -> None:
        self._used: set[str] = set()

    def name(self, task: Task, r: Random) -> str:
        """A name for ``task`` that wasn't handed out before, if one is found in a few tries."""
        name = base = r.choice(task.names)
        for attempt in range(12):
            name = self._vary(base, task, r, attempt)
            if name not in self._used and name not in task.takes:
                break
        self._used.add(name)
        return name

    def _vary(self, base: str, task: Task, r: Random, attempt: int) -> str:
        if attempt == 0 and r.random() < 0.5:
            return base
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
