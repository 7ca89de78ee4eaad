"""The order of a book: topics after those that they build on, and the plan of one book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from importlib.resources import files
from random import Random

from hornbook.generate.exercises import digest
from hornbook.generate.procedural import Family, families
from hornbook.generate.sections.outline import Chapter, Entry, Outline

# What a topic builds on. A topic that isn't named here builds on the basics.
BASICS = ("numbers", "strings", "lists")
PREREQUISITES: dict[str, tuple[str, ...]] = {
    "numbers": (),
    "strings": ("numbers",),
    "lists": ("numbers", "strings"),
    "words": ("strings", "lists"),
    "tuples": ("lists",),
    "dicts": ("tuples", "words"),
    "sets": ("lists",),
    "logic": ("numbers",),
    "money": ("numbers", "lists"),
    "units": ("numbers", "strings"),
    "clock": ("numbers", "strings"),
    "dates": ("clock",),
    "statistics": ("lists", "dicts"),
    "searching": ("lists",),
    "sorting": ("searching", "tuples"),
    "stacks": ("lists",),
    "matrices": ("lists",),
    "geometry": ("tuples",),
    "intervals": ("sorting", "tuples"),
    "recursion": ("lists", "strings"),
    "number_theory": ("numbers", "recursion"),
    "combinatorics": ("recursion", "number_theory"),
    "bits": ("number_theory",),
    "encodings": ("dicts", "words"),
    "parsing": ("words", "dicts", "validation"),
    "validation": ("strings", "dicts"),
    "higher_order": ("dicts", "sorting"),
    "generators": ("higher_order",),
    "classes": ("dicts", "stacks"),
    "records": ("dicts", "sorting"),
    "simulation": ("matrices", "stacks", "dicts"),
}


@dataclass(frozen=True)
class Plan:
    """A book to be written: its outline, and the family of each section, by chapter."""

    outline: Outline
    topics: tuple[str, ...]
    families: tuple[tuple[Family, ...], ...]


def ordered_topics(topics: Sequence[str]) -> list[str]:
    """Topics in an order in which each comes after those that it builds on."""
    graph = TopologicalSorter({topic: PREREQUISITES.get(topic, BASICS) for topic in sorted(topics)})
    given = set(topics)
    return [topic for topic in graph.static_order() if topic in given]


def plan_book(
    rng: Random,
    audience: str,
    *,
    chapters: int | None = None,
    sections: int | None = None,
    among: Sequence[Family] | None = None,
) -> Plan:
    """The plan of a book for an audience.

    Args:
        rng: chooses where not everything fits.
        audience: whom the title names.
        chapters: at most; all topics if None.
        sections: of a chapter, at most; all families if None.
        among: the families to choose from; all if None.
    """
    by_topic: dict[str, list[Family]] = {}
    for family in families() if among is None else among:
        by_topic.setdefault(family.topic, []).append(family)
    topics = ordered_topics(_some(rng, sorted(by_topic), chapters))
    chosen = tuple(tuple(_in_order(rng, by_topic[topic], sections)) for topic in topics)
    outline = Outline(
        f"Python for {audience}",
        tuple(
            Chapter(chapter_title(topic), tuple(Entry(f.title, (_concept(f),)) for f in group))
            for topic, group in zip(topics, chosen, strict=True)
        ),
    )
    return Plan(outline, tuple(topics), chosen)


def chapter_title(topic: str) -> str:
    """A topic's name as a heading: "Number theory"."""
    return topic.replace("_", " ").capitalize()


def curriculum_digest() -> str:
    """The digest of the curriculum and of what writes sections about it."""
    package = files("hornbook.generate")
    return f"{digest(package / 'procedural')} {digest(package / 'sections')}"


def _concept(family: Family) -> str:
    return family.name.replace("_", " ")


def _some(rng: Random, topics: list[str], most: int | None) -> list[str]:
    if most is None or most >= len(topics):
        return topics
    return rng.sample(topics, most)


def _in_order(rng: Random, group: list[Family], most: int | None) -> list[Family]:
    if most is None or most >= len(group):
        return group
    return [group[index] for index in sorted(rng.sample(range(len(group)), most))]
