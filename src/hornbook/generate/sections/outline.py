"""A book's outline: chapters, their sections, and what each section introduces."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

MOST_BEFORE = 12  # sections that a prompt names one by one

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "chapters"],
    "properties": {
        "title": {"type": "string", "minLength": 3, "maxLength": 120},
        "chapters": {
            "type": "array",
            "minItems": 2,
            "maxItems": 12,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["title", "sections"],
                "properties": {
                    "title": {"type": "string", "minLength": 3, "maxLength": 120},
                    "sections": {
                        "type": "array",
                        "minItems": 2,
                        "maxItems": 10,
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["title", "introduces"],
                            "properties": {
                                "title": {"type": "string", "minLength": 3, "maxLength": 120},
                                "introduces": {
                                    "type": "array",
                                    "minItems": 1,
                                    "maxItems": 5,
                                    "items": {
                                        "type": "string",
                                        "minLength": 2,
                                        "maxLength": 80,
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
"""What a teacher's outline has to fit."""


@dataclass(frozen=True)
class Entry:
    """A section to be written, and the concepts that it introduces."""

    title: str
    introduces: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """Sections on one subject."""

    title: str
    sections: tuple[Entry, ...]


@dataclass(frozen=True)
class Place:
    """Where a section stands; numbers begin with 1."""

    chapter: int
    section: int
    title: str
    entry: Entry

    @property
    def number(self) -> str:
        """As books number their sections: ``3.2``."""
        return f"{self.chapter}.{self.section}"


@dataclass(frozen=True)
class Outline:
    """The plan of a book."""

    title: str
    chapters: tuple[Chapter, ...]

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Outline:
        """The outline in a value of `SCHEMA`'s form."""
        chapters = tuple(
            Chapter(
                chapter["title"].strip(),
                tuple(
                    Entry(entry["title"].strip(), tuple(map(str.strip, entry["introduces"])))
                    for entry in chapter["sections"]
                ),
            )
            for chapter in value["chapters"]
        )
        return cls(value["title"].strip(), chapters)

    def json(self) -> str:
        """The outline as text that `read` can read."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def places(self) -> Iterator[Place]:
        """All sections in order."""
        for number, chapter in enumerate(self.chapters, start=1):
            for count, entry in enumerate(chapter.sections, start=1):
                yield Place(number, count, chapter.title, entry)

    def markdown(self) -> str:
        """The outline as a table of contents."""
        lines = [f"# {self.title}"]
        for place in self.places():
            if place.section == 1:
                lines += ["", f"## {place.chapter}. {place.title}", ""]
            introduces = "; ".join(place.entry.introduces)
            lines.append(f"- {place.number} {place.entry.title} ({introduces})")
        return "\n".join(lines) + "\n"

    def problem(self) -> str:
        """Why no book can be made of it, in words that outlines share; empty if one can."""
        titles = [" ".join(place.entry.title.lower().split()) for place in self.places()]
        if any(len(set(_words(title))) < 2 for title in titles):
            return "a section's title of one word"
        if len(set(titles)) < len(titles):
            return "two sections with the same title"
        names = [chapter.title.lower() for chapter in self.chapters]
        if len(set(names)) < len(names):
            return "two chapters with the same title"
        introduced = [name.lower() for place in self.places() for name in place.entry.introduces]
        if len(set(introduced)) < len(introduced) / 2:
            return "sections that introduce the same things"
        return ""

    def before(self, place: Place) -> str:
        """What the reader knows already, for a prompt: the last sections, and what they brought."""
        earlier = [
            p for p in self.places() if (p.chapter, p.section) < (place.chapter, place.section)
        ]
        if not earlier:
            return "nothing yet; this is the first section"
        told = [f"{p.number} {p.entry.title} ({', '.join(p.entry.introduces)})" for p in earlier]
        left_out = len(told) - MOST_BEFORE
        if left_out > 0:
            told = [f"{left_out} sections before", *told[left_out:]]
        return "; ".join(told)


def _words(title: str) -> list[str]:
    return [word for word in title.split() if any(character.isalpha() for character in word)]
