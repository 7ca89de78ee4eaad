"""Books by a teacher: an outline first, then its sections, each told what came before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.piece import Assignment, Piece, seed_of
from hornbook.generate.sections.outline import SCHEMA, Outline
from hornbook.generate.sections.stages import WriteSections, section_columns
from hornbook.generate.sections.syllabus import AUDIENCES, STYLES, check_topics
from hornbook.generate.writing import Writing
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.teacher import Answer

if TYPE_CHECKING:
    import pyarrow as pa

SUBJECTS = (
    "first steps in programming",
    "working with lists and loops",
    "text processing",
    "dictionaries and sets in practice",
    "numbers and simple number theory",
    "searching and sorting",
    "recursion",
    "functions that take functions",
    "classes and objects",
    "data structures from scratch",
    "small simulations and games",
    "cleaning and checking data",
    "dates, times and money",
    "matrices and geometry",
)
CHAPTERS = ("three", "four", "five")


@dataclass(frozen=True, kw_only=True)
class WriteOutlines(Writing):
    """Ask a teacher for outlines of books, as JSON that fits `outline.SCHEMA`.

    Splits: ``outlines``, whose ``outline`` is the JSON and whose text a table of contents, and
    ``rejected``.

    Attributes:
        subjects: what the books are about; each is drawn with every audience before it comes again.
    """

    split: ClassVar[str] = "outlines"
    slots: ClassVar[tuple[str, ...]] = ("subject", "audience", "chapters")
    schema: ClassVar[Mapping[str, Any]] = SCHEMA

    subjects: tuple[str, ...] = SUBJECTS
    max_tokens: int = 1200
    template: str = unhashed("outline")

    def __post_init__(self) -> None:
        super().__post_init__()
        check_topics(self.subjects, "subjects")

    def assignments(self, context: Context) -> Iterator[Assignment]:
        """Each subject in turn, for one audience after the other."""
        rng = Random(self.seed)
        audiences = {s: rng.sample(AUDIENCES, len(AUDIENCES)) for s in self.subjects}
        for turn in count():
            for subject in rng.sample(self.subjects, len(self.subjects)):
                audience = audiences[subject][turn % len(AUDIENCES)]
                slots = {"subject": subject, "audience": audience, "chapters": rng.choice(CHAPTERS)}
                seed = seed_of(self.seed, turn, subject)
                yield Assignment(slots=slots, seed=seed, topic=subject)

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The outline that an answer holds."""
        outline = Outline.read(json.loads(answer.text))
        columns = outline_row(outline)
        yield Piece(text=outline.markdown(), columns=columns, reason=outline.problem())

    def columns(self) -> list[pa.Field]:
        """The outline, its size, and for whom it is."""
        return outline_columns()

    def origin(self, assignment: Assignment) -> Mapping[str, Any]:
        """The subject and the audience."""
        return {"subject": assignment.topic, "audience": assignment.slots["audience"]}


@dataclass(frozen=True, kw_only=True)
class AuthorOutlines(Stage[Dataset]):
    """Outlines without a teacher: the curriculum's topics, each after those that it builds on.

    Splits: ``outlines``.

    Attributes:
        books: how many; each is for another audience, and they come again with others topics.
        chapters: the most that a book has.
        sections: the most that a chapter has.
        seed: draws which topics and sections a book has.
    """

    books: int
    chapters: int = 8
    sections: int = 6
    seed: int = 0

    def __post_init__(self) -> None:
        if min(self.books, self.chapters, self.sections) < 1:
            raise HornbookError("books, chapters and sections must be at least 1")

    def external(self) -> str:
        """The digest of the curriculum."""
        from hornbook.generate.sections.procedural.order import curriculum_digest

        return curriculum_digest()

    def run(self, context: Context) -> Dataset:
        """Write the outlines."""
        from hornbook.generate.sections.procedural.order import plan_book

        with DatasetWriter(context.directory, outlines=document_schema(*outline_columns())) as out:
            for number in range(self.books):
                audience = AUDIENCES[number % len(AUDIENCES)]
                rng = Random(f"{self.seed}/{number}")
                plan = plan_book(rng, audience, chapters=self.chapters, sections=self.sections)
                text = plan.outline.markdown()
                row = {
                    "id": document_id(text),
                    "text": text,
                    "source": "procedural:curriculum",
                    "parents": [],
                    "stage": context.name,
                    "subject": "Python from the beginning",
                    "audience": audience,
                }
                out.add("outlines", {**row, **outline_row(plan.outline)})
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class InBook(Assignment):
    """A section of a book to be written; numbers begin with 1."""

    book: int
    chapter: int
    section: int


@dataclass(frozen=True, kw_only=True)
class WriteBooks(WriteSections):
    """Ask a teacher for the sections of books, from their outlines.

    Each prompt tells what the outline says of the sections before, so that all of them can be
    asked for at once. Rows come in the order of the books, with the numbers of ``book``,
    ``chapter`` and ``section``.

    Attributes:
        outlines: as `WriteOutlines` or `AuthorOutlines` make them.
        requests: sections to ask for at most; the outlines may have fewer.
    """

    slots: ClassVar[tuple[str, ...]] = (
        *("book", "audience", "before", "number", "topic", "chapter", "introduces", "style"),
    )

    outlines: Split
    template: str = unhashed("textbook_chapter")

    def assignments(self, context: Context) -> Iterator[Assignment]:
        """The sections of all outlines in order."""
        rows = self.outlines.rows(context, ["id", "audience", "outline"])
        for number, row in enumerate(rows, start=1):
            outline = Outline.read(json.loads(row["outline"]))
            for place in outline.places():
                seed = seed_of(self.seed, row["id"], place.number)
                yield InBook(
                    slots={
                        "book": outline.title,
                        "audience": row["audience"],
                        "before": outline.before(place),
                        "number": place.number,
                        "topic": place.entry.title,
                        "chapter": place.title,
                        "introduces": ", ".join(place.entry.introduces),
                        "style": STYLES[seed % len(STYLES)],
                    },
                    seed=seed,
                    topic=place.entry.title,
                    parents=(row["id"],),
                    book=number,
                    chapter=place.chapter,
                    section=place.section,
                )

    def columns(self) -> list[pa.Field]:
        """A section's columns, and its place."""
        return [*section_columns(), *place_columns()]

    def origin(self, assignment: Assignment) -> Mapping[str, Any]:
        """What was asked for, and its place."""
        assert isinstance(assignment, InBook)
        place = {
            "book": assignment.book,
            "book_title": assignment.slots["book"],
            "chapter": assignment.chapter,
            "chapter_title": assignment.slots["chapter"],
            "section": assignment.section,
        }
        return {**super().origin(assignment), **place}


def place_columns() -> list[pa.Field]:
    """Where a section stands in its book; numbers begin with 1."""
    import pyarrow as pa

    return [
        pa.field("book", pa.int64(), nullable=False),
        pa.field("book_title", pa.string(), nullable=False),
        pa.field("chapter", pa.int64(), nullable=False),
        pa.field("chapter_title", pa.string(), nullable=False),
        pa.field("section", pa.int64(), nullable=False),
    ]


def outline_columns() -> list[pa.Field]:
    """Columns of outlines by whomever."""
    import pyarrow as pa

    return [
        *(pa.field(name, pa.string(), nullable=False) for name in ("subject", "audience")),
        pa.field("outline", pa.string(), nullable=False),
        pa.field("chapters", pa.int64(), nullable=False),
        pa.field("sections", pa.int64(), nullable=False),
    ]


def outline_row(outline: Outline) -> dict[str, Any]:
    """What a row of an outline says of it."""
    sections = sum(len(chapter.sections) for chapter in outline.chapters)
    return {
        "outline": outline.json(),
        "chapters": len(outline.chapters),
        "sections": sections,
    }
