"""Texts to read: panes in entries, entries on shelves that can be searched."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Language(StrEnum):
    """How a text is shown: highlighted code, rendered Markdown, or as it is."""

    PYTHON = "python"
    MARKDOWN = "markdown"
    PLAIN = "plain"


@dataclass(frozen=True)
class Pane:
    """A text to read, under a label; ``tone`` colours the label (``good``, ``bad``, or none).

    ``marks`` are passages to point out, such as the words that two texts share.
    """

    label: str
    text: str
    language: Language = Language.PYTHON
    tone: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One thing to look at: a title, what is known of it, and texts to open.

    Attributes:
        score: shown at the right of the title, such as an educational value.
        facets: values to filter by, under the names of the shelf's filters.
        facts: label and value pairs, shown when the entry is open.
        verdict: one sentence: why it was kept or dropped.
        tone: ``good`` or ``bad`` or none, a small coloured mark.
        columns: lay the panes side by side where the screen is wide enough.
    """

    id: str
    title: str
    panes: tuple[Pane, ...]
    score: str = ""
    verdict: str = ""
    tone: str = ""
    facets: dict[str, str] = field(default_factory=dict)
    facts: tuple[tuple[str, str], ...] = ()
    columns: bool = False


@dataclass(frozen=True)
class Shelf:
    """A set of entries that can be searched and filtered.

    Attributes:
        id: anchor of the section, in kebab case.
        total: how many there are in the run; ``entries`` is a sample of them.
    """

    id: str
    title: str
    intro: str
    entries: tuple[Entry, ...]
    total: int
    unit: str = "rows"
