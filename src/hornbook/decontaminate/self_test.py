"""Does the search find what it should? Plants benchmark items in the user's own rows and looks.

A decontaminator that reports nothing may be clean data or a broken search; only planted copies
tell the two apart. What is planted is in `decontaminate.copies`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hornbook.decontaminate.copies import copies
from hornbook.decontaminate.hit import Findings
from hornbook.decontaminate.ngram import Item
from hornbook.similarity.trees import parse

_HOST_CHARACTERS = 4_000

Find = Callable[[Sequence[str]], Sequence[Findings]]
"""Texts to what each of some detectors finds in them."""


@dataclass(frozen=True)
class Recall:
    """How many planted copies of one form were found, with the right item named.

    Attributes:
        form: one of `copies.VERBATIM` or `copies.CHANGED`.
        planted: copies planted, one an item that has this form.
        missed: ids of the items that weren't found.
    """

    form: str
    planted: int
    missed: tuple[str, ...]

    @property
    def found(self) -> int:
        """Copies that were found."""
        return self.planted - len(self.missed)

    @property
    def share(self) -> float:
        """Found copies among the planted ones; 1 when none was planted."""
        return self.found / self.planted if self.planted else 1.0


@dataclass(frozen=True)
class Trial:
    """What one detector found.

    Attributes:
        detector: its name.
        recalls: by form.
        also_named: planted rows in which another item was named too; benchmarks that repeat
            themselves cause some.
        unplanted: rows of the user's without a plant that were looked through.
        alarms: those of them in which something was found. Some may be true: no one has judged
            them, so `precision` is a lower bound.
    """

    detector: str
    recalls: tuple[Recall, ...]
    also_named: int
    unplanted: int
    alarms: int

    def precision(self, recall: Recall) -> tuple[int, int]:
        """Found copies of a form, and all rows flagged when they lie among the unplanted rows."""
        return recall.found, recall.found + self.alarms

    def facts(self) -> dict[str, Any]:
        """For the manifest: JSON types, at most ten missed ids a form."""
        return {
            "recall": {recall.form: round(recall.share, 4) for recall in self.recalls},
            "recall_interval": {
                recall.form: interval(recall.found, recall.planted) for recall in self.recalls
            },
            "precision": {r.form: _share(*self.precision(r)) for r in self.recalls},
            "precision_interval": {r.form: interval(*self.precision(r)) for r in self.recalls},
            "planted": {recall.form: recall.planted for recall in self.recalls},
            "missed": {
                recall.form: list(recall.missed[:10]) for recall in self.recalls if recall.missed
            },
            "also_named": self.also_named,
            "unplanted": self.unplanted,
            "alarms": self.alarms,
            "alarm_interval": interval(self.alarms, self.unplanted),
        }


def self_test(
    find: Find,
    names: Sequence[str],
    items: Sequence[Item],
    hosts: Sequence[str],
    *,
    sample: Sequence[str] = (),
    seed: int = 0,
) -> list[Trial]:
    """Plant a copy of every item in every form into rows of the user's, and search them.

    Args:
        find: the search under test.
        names: of its detectors.
        items: what it was built from.
        hosts: clean texts to plant into; one is chosen for each plant, and cut at a line.
        sample: rows as they are, in which nothing is planted, to count false alarms in.
        seed: chooses hosts and places, and how copies are changed.
    """
    rng = random.Random(seed)
    planted: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        for form, text in copies(item, rng):
            host = rng.choice(hosts) if hosts else ""
            planted.setdefault(form, []).append((item.id, plant(text, host, rng)))
    found = {form: find([row for _, row in plants]) for form, plants in planted.items()}
    unplanted = find(sample) if sample else [[] for _ in names]
    return [
        _tested(name, planted, {form: found[form][number] for form in planted}, unplanted[number])
        for number, name in enumerate(names)
    ]


def _tested(
    name: str,
    planted: Mapping[str, Sequence[tuple[str, str]]],
    found: Mapping[str, Findings],
    unplanted: Findings,
) -> Trial:
    recalls, also_named = [], 0
    for form, plants in planted.items():
        named = [{hit.item for hit in hits or ()} for hits in found[form]]
        pairs = [(item, names) for (item, _), names in zip(plants, named, strict=True)]
        missed = tuple(item for item, names in pairs if item not in names)
        recalls.append(Recall(form, len(plants), missed))
        also_named += sum(bool(names - {item}) for item, names in pairs)
    return Trial(name, tuple(recalls), also_named, len(unplanted), sum(map(bool, unplanted)))


def either(findings: Sequence[Findings]) -> Findings:
    """What any of some detectors finds."""
    rows = zip(*findings, strict=True)
    return [[hit for hits in row for hit in hits or ()] for row in rows]


def plant(text: str, host: str, rng: random.Random) -> str:
    """Put ``text`` between two statements of (the head of) a program, or two lines of a text."""
    lines, seams = _host(host)
    at = rng.choice(seams)
    return "".join([*lines[:at], "\n", text, "\n", *lines[at:]])


@lru_cache(maxsize=512)
def _host(host: str) -> tuple[list[str], list[int]]:
    """The lines of a host, and those before which something may be planted."""
    lines = host[:_HOST_CHARACTERS].splitlines(keepends=True)
    tree = parse(host)
    if tree is None:
        return lines, list(range(len(lines) + 1))
    cut = len(host) > _HOST_CHARACTERS
    whole = len(lines) - cut  # the last line of a cut host may end anywhere
    ends = [each.end_lineno for each in tree.body if each.end_lineno and each.end_lineno <= whole]
    return lines[: max(ends, default=0)] if cut else lines, [0, *ends]


def interval(count: int, total: int, z: float = 1.96) -> list[float]:
    """Wilson's 95 % interval of a share; (0, 1) of nothing."""
    if not total:
        return [0.0, 1.0]
    share, spread = count / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / total + spread / total / 4)
    return [round(max(middle - half, 0.0), 4), round(min(middle + half, 1.0), 4)]


def _share(count: int, total: int) -> float | None:
    return round(count / total, 4) if total else None
