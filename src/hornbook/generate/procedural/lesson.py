"""Lessons: textbook-like pages around the families, in the manner of phi-1's CodeTextbook.

A lesson explains a concept, shows a function, walks through its code, prints what it gives
(computed by running it), shows another way to write it, and ends with an exercise and its
solution. The prose comes from the family's docstring and from the code itself.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hornbook.corpus.document import document_id, document_schema
from hornbook.generate.exercise import Exercise
from hornbook.generate.procedural.class_draft import ClassDraft
from hornbook.generate.procedural.docstring import STYLES
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.explain import explain
from hornbook.generate.procedural.family import Family
from hornbook.generate.procedural.function_draft import FunctionDraft
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.write import draft

if TYPE_CHECKING:
    import pyarrow as pa

Drafted = FunctionDraft | ClassDraft
COLUMNS = ("topic", "family", "style")
FORMS = ("module", "markdown", "comments")
WIDTH = 88


@dataclass(frozen=True)
class Block:
    """A paragraph, or code."""

    text: str
    is_code: bool = False


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A page of a textbook.

    Attributes:
        form: ``module`` (docstrings around code), ``markdown`` or ``comments``.
        exercises: the functions in it, with tests that prove them and what the page says of them.
    """

    topic: str
    family: str
    form: str
    text: str
    exercises: tuple[Exercise, ...]

    def row(self, stage: str) -> dict[str, Any]:
        """The lesson as a row of a data set, made by the stage of that name."""
        return {
            "id": document_id(self.text),
            "text": self.text,
            "source": f"procedural:{self.topic}/{self.family}",
            "parents": [],
            "stage": stage,
            "topic": self.topic,
            "family": self.family,
            "style": self.form,
        }


def lesson_schema() -> pa.Schema:
    """A document's columns, and where in the curriculum the lesson stands."""
    import pyarrow as pa

    return document_schema(*(pa.field(name, pa.string(), nullable=False) for name in COLUMNS))


def write_lesson(family: Family, seed: str, namer: Namer) -> Lesson:
    """The lesson that a family makes of a seed.

    Raises:
        Flaw: when the solutions of a task disagree, or for another reason not to publish it.
    """
    r = Draw(seed)
    form = r.choice(FORMS)
    shown, asked = draft(family, r, namer), draft(family, r, namer)
    main = shown.exercise(family, r.pick("plain", "plain", "google"), r)
    practice = asked.exercise(family, r.choice(STYLES), r)
    blocks = [
        *(Block(paragraph) for paragraph in family.lesson),
        *_worked_example(shown, main, r),
        *_other_way(shown, r),
        *_practice(practice, r),
    ]
    return Lesson(
        topic=family.topic,
        family=family.name,
        form=form,
        text=_laid_out(form, family.title, blocks),
        exercises=(main, practice),
    )


def _wish(shown: Drafted, r: Draw) -> str:
    says = r.choice(shown.task.does)
    return f"Write a class: {says[0].lower()}{says[1:]}" if shown.name[0].isupper() else says


def _worked_example(shown: Drafted, exercise: Exercise, r: Draw) -> list[Block]:
    says = _wish(shown, r)
    opening = r.pick(
        f"Suppose that we want to do the following. {says}",
        f"Here is an example. {says}",
        f"Consider this task: {says[0].lower()}{says[1:]}",
        f"Let us look at a small problem. {says}",
    )
    steps = explain(shown.body(shown.solution_style))
    walk = r.pick("Step by step:", "How it works:", "Let us read the code.", "Line by line:")
    trying = r.pick("Calling the function shows what it does:", "Let us try it:", "Some calls:")
    return [
        Block(opening),
        Block(exercise.text.rstrip(), is_code=True),
        Block(f"{walk} {' '.join(steps)}"),
        Block(trying),
        Block(shown.prints(r), is_code=True),
    ]


def _other_way(shown: Drafted, r: Draw) -> list[Block]:
    others = [style for style in shown.task.solutions if style != shown.solution_style]
    if not others or r.coin(0.3):
        return []
    style = r.choice(others)
    said = r.pick("The same can be written differently:", "There is another way to write it:")
    return [
        Block(said),
        Block(shown.bare(style), is_code=True),
        Block(" ".join(explain(shown.body(style)))),
    ]


def _practice(exercise: Exercise, r: Draw) -> list[Block]:
    said = r.pick(
        "Exercise: complete the function below before you read on.",
        "Now it is your turn. The docstring says what is wanted, and the solution follows it.",
        "A similar exercise, with its solution:",
    )
    return [Block(said), Block(exercise.text.rstrip(), is_code=True)]


def _laid_out(form: str, title: str, blocks: Sequence[Block]) -> str:
    if form == "markdown":
        parts = [f"## {title}"]
        for block in blocks:
            parts.append(f"```python\n{block.text}\n```" if block.is_code else _filled(block.text))
        return "\n\n".join(parts) + "\n"
    if form == "comments":
        parts = [f"# {title}"]
        for block in blocks:
            prose = textwrap.indent(_filled(block.text), "# ")
            parts.append(block.text if block.is_code else prose)
        return "\n\n".join(parts) + "\n"
    first, *rest = blocks
    parts = [f'"""{title}.\n\n{_filled(first.text)}\n"""']
    parts += [b.text if b.is_code else textwrap.indent(_filled(b.text), "# ") for b in rest]
    return "\n\n".join(parts) + "\n"


def _filled(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
