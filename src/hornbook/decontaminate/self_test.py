"""Does the search find what it should? Plants benchmark items in the user's own rows and looks.

A decontaminator that reports nothing may be clean data or a broken search; only planted copies
tell the two apart.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hornbook.decontaminate.ngram import Item, NgramIndex, docstrings

_HOST_CHARACTERS = 20_000


@dataclass(frozen=True)
class Recall:
    """How many planted copies of one form were found, with the right item named.

    Attributes:
        form: ``item`` (prompt and solution), ``prompt``, ``docstring`` or ``solution``.
        planted: copies planted, one an item that has this form.
        missed: ids of the items that weren't found.
    """

    form: str
    planted: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        """Found copies among the planted ones; 1 when none was planted."""
        return 1 - len(self.missed) / self.planted if self.planted else 1.0


@dataclass(frozen=True)
class SelfTest:
    """Recall by form, and how often a plant was taken for more than it is.

    Attributes:
        also_named: planted rows in which another item was named too; benchmarks that repeat
            themselves cause some.
    """

    recalls: tuple[Recall, ...]
    also_named: int

    def facts(self) -> dict[str, Any]:
        """For the manifest: JSON types, at most ten missed ids a form."""
        return {
            "recall": {recall.form: round(recall.share, 4) for recall in self.recalls},
            "planted": {recall.form: recall.planted for recall in self.recalls},
            "missed": {
                recall.form: list(recall.missed[:10]) for recall in self.recalls if recall.missed
            },
            "also_named": self.also_named,
        }


def self_test(
    index: NgramIndex, items: Sequence[Item], hosts: Sequence[str], *, seed: int = 0
) -> SelfTest:
    """Plant a verbatim copy of every item into rows of the user's, and search them.

    Args:
        index: the search under test.
        items: what it was built from.
        hosts: clean texts to plant into; one is chosen for each plant, and cut at a line.
        seed: chooses hosts and places.
    """
    rng = random.Random(seed)
    planted: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        for form, text in verbatim_forms(item):
            host = rng.choice(hosts) if hosts else ""
            planted.setdefault(form, []).append((item.id, plant(text, host, rng)))
    recalls, also_named = [], 0
    for form, plants in planted.items():
        found = index.find([row for _, row in plants])
        named = [{match.item for match in matches} for matches in found]
        missed = [item for (item, _), names in zip(plants, named, strict=True) if item not in names]
        recalls.append(Recall(form, len(plants), tuple(missed)))
        also_named += sum(
            bool(names - {item}) for (item, _), names in zip(plants, named, strict=True)
        )
    return SelfTest(tuple(recalls), also_named)


def verbatim_forms(item: Item) -> Iterator[tuple[str, str]]:
    """The forms in which a benchmark item leaks word for word."""
    yield "item", item.prompt + item.solution
    yield "prompt", item.prompt
    if texts := docstrings(item.prompt):
        yield "docstring", max(texts, key=len)
    if item.solution.strip():
        yield "solution", item.solution


def plant(text: str, host: str, rng: random.Random) -> str:
    """Put ``text`` between two lines of (the head of) ``host``."""
    lines = host[:_HOST_CHARACTERS].splitlines(keepends=True)
    at = rng.randint(0, len(lines))
    return "".join([*lines[:at], "\n", text, "\n", *lines[at:]])
