"""Books without a teacher: chapters with an opening and a summary around their sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random

from hornbook.generate.procedural import Family
from hornbook.generate.procedural.behaviour import Flaw
from hornbook.generate.procedural.docstring import listed
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.sections.procedural.blocks import filled
from hornbook.generate.sections.procedural.compose import write_section
from hornbook.generate.sections.procedural.order import (
    PREREQUISITES,
    Plan,
    chapter_title,
    plan_book,
)
from hornbook.generate.sections.syllabus import AUDIENCES, STYLES

_OPENINGS = (
    "This chapter is about {topic}.",
    "We now turn to {topic}.",
    "The subject of this chapter: {topic}.",
)
_CONTENTS = (
    "You will learn to {list}.",
    "Section by section, we {list}.",
    "We are going to {list}.",
)
_BUILDS = ("It builds on {before}.", "What you know about {before} will be needed.")
_RECAPS = (
    "In this chapter you have learned to",
    "You are now able to",
    "What to take along: how to",
)


@dataclass(frozen=True, kw_only=True)
class BookSection:
    """A section in its book; numbers begin with 1.

    Attributes:
        text: in Markdown, with the chapter's opening before the first section of a chapter, and
            its summary after the last one.
        body: the section alone, without headings.
        flaw: why it couldn't be written; then the texts are empty.
    """

    family: Family
    audience: str
    style: str
    book: int
    book_title: str
    chapter: int
    chapter_title: str
    section: int
    text: str
    body: str
    blocks: int
    flaw: str = ""


def write_books(families: Sequence[Family], seed: int, per_chapter: int) -> Iterator[BookSection]:
    """Sections of one book after the other, without end.

    Each book is for another audience, and takes up to ``per_chapter`` families of every topic.
    """
    namer = Namer()
    for number in count(1):
        audience = AUDIENCES[(number - 1) % len(AUDIENCES)]
        rng = Random(f"{seed}/book/{number}")
        plan = plan_book(rng, audience, sections=per_chapter, among=families)
        yield from _book(plan, number, audience, f"{seed}/section/{number}", rng, namer)


def _book(
    plan: Plan, number: int, audience: str, seed: str, rng: Random, namer: Namer
) -> Iterator[BookSection]:
    for chapter, group in enumerate(plan.families, start=1):
        for section, family in enumerate(group, start=1):
            style = rng.choice(STYLES)
            title = chapter_title(plan.topics[chapter - 1])
            opening = _opening(plan, chapter, rng) if section == 1 else ""
            summary = _summary(group, rng) if section == len(group) else ""
            text, body, blocks, flaw = "", "", 0, ""
            try:
                written = write_section(
                    family,
                    f"{seed}/{family.path}",
                    namer,
                    audience=audience,
                    style=style,
                    others=group[: section - 1],
                )
            except Flaw as error:
                flaw = str(error)
            else:
                body, blocks = written.text, written.blocks
                heading = f"## {chapter}.{section} {written.title}"
                text = "\n\n".join(filter(None, (opening, heading, body.strip(), summary))) + "\n"
            yield BookSection(
                family=family,
                audience=audience,
                style=style,
                book=number,
                book_title=plan.outline.title,
                chapter=chapter,
                chapter_title=title,
                section=section,
                text=text,
                body=body,
                blocks=blocks,
                flaw=flaw,
            )


def _opening(plan: Plan, chapter: int, rng: Random) -> str:
    topic = plan.topics[chapter - 1]
    name = chapter_title(topic)
    says = [rng.choice(_OPENINGS).replace("{topic}", name.lower())]
    earlier = [t for t in PREREQUISITES.get(topic, ()) if t in plan.topics[: chapter - 1]]
    if earlier:
        named = [
            f"{chapter_title(t).lower()} (chapter {plan.topics.index(t) + 1})" for t in earlier
        ]
        says.append(rng.choice(_BUILDS).replace("{before}", listed(named)))
    titles = [_lowered(family.title) for family in plan.families[chapter - 1]]
    says.append(rng.choice(_CONTENTS).replace("{list}", listed(titles)))
    return f"# {chapter}. {name}\n\n{filled(' '.join(says))}"


def _summary(group: Sequence[Family], rng: Random) -> str:
    points = "\n".join(f"- {_lowered(family.title)}" for family in group)
    return f"## Summary\n\n{rng.choice(_RECAPS)}\n\n{points}"


def _lowered(title: str) -> str:
    return title[0].lower() + title[1:]
