"""Textbook sections about the user's own documents, by a teacher that is shown a passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from random import Random
from typing import Any, ClassVar

from hornbook.errors import HornbookError
from hornbook.generate.answers import echoed_share
from hornbook.generate.piece import Assignment, Piece, seed_of
from hornbook.generate.sections.passages import FEWEST_WORDS, passages
from hornbook.generate.sections.stages import WriteSections
from hornbook.generate.writing import Writing
from hornbook.pipeline.context import Context
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import unhashed
from hornbook.teacher import Answer, Teacher
from hornbook.teacher.asking import Forecast

AUDIENCES = (
    "somebody who is new to the subject",
    "a student",
    "somebody who needs it at work tomorrow",
    "a teacher who will explain it to others",
)

STYLES = (
    "give an example",
    "say why it is so",
    "point out a mistake that is easily made",
    "answer a question that a reader may have",
)

STYLES_OF_CODE = (
    "explain the code line by line",
    "follow the example call step by step",
    "point out a mistake that is easily made",
    "explain why the code works and when to use it",
)

COPIES = "copies the passage"
STRAYS = "isn't about the passage"
SPEAKS_OF_IT = "speaks of the passage, not of its subject"

MOST_COPIED = 0.3  # share of the section's 8-grams that stand in the passage
LEAST_SHARED = 0.15  # share of the passage's longer words that occur in the section

_INSTRUCTIONS = 120  # tokens of a prompt beside the passage
_WORD = re.compile(r"[^\W\d_]{5,}")
_POINTS = re.compile(
    r"\b(?:excerpts?|(?:the|this) (?:passage|text|code snippet)|(?:the|these|my|your) notes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class WriteAbout(Writing):
    """Show a teacher passages of documents, whose ids are then the pieces' parents; abstract.

    Attributes:
        documents: what to write about: each has its turn before one comes again.
        words: of a passage, about.
        styles: manners of writing, if the template has a slot for one.
    """

    styles: ClassVar[tuple[str, ...]] = ()

    documents: Split
    words: int = 150

    def __post_init__(self) -> None:
        super().__post_init__()
        check_words(self.words)

    def forecast(self) -> Forecast:
        """What it will take, before there are documents to plan with."""
        return forecast(self.teacher, self.requests, self.words, self.max_tokens)

    def assignments(self, context: Context) -> Iterator[Assignment]:
        """A passage and a reader for each request, and a manner if there are any."""
        return assignments(self.documents, self.words, self.seed, context, self.styles)


@dataclass(frozen=True, kw_only=True)
class WriteSectionsAbout(WriteAbout, WriteSections):
    """Ask a teacher for textbook sections about documents of the user's.

    Each request shows a passage of a document, whose id is then the section's parent. A section
    that copies the passage is rejected, and so is one that shares hardly a word with it. It need
    hold no code; what Python it holds has to run and its outputs have to be true, as in all
    sections. Splits: ``sections`` and ``rejected``.

    Attributes:
        template: a prompt of Hornbook's or a Markdown file with the slots document, passage,
            audience, style.
    """

    slots: ClassVar[tuple[str, ...]] = ("document", "passage", "audience", "style")
    needs_code: ClassVar[bool] = False
    styles: ClassVar[tuple[str, ...]] = STYLES

    max_tokens: int = 250
    template: str = unhashed("about")

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The section that an answer is, if it is about the passage."""
        for piece in super().read(assignment, answer):
            reason = piece.reason or fault(piece.says, assignment.slots["passage"])
            yield replace(piece, reason=reason)

    def origin(self, assignment: Assignment) -> Mapping[str, Any]:
        """What was asked for; the topic is the document's title."""
        slots = assignment.slots
        return {"topic": slots["document"], "audience": slots["audience"], "style": slots["style"]}


@dataclass(frozen=True, kw_only=True)
class WriteSectionsAboutCode(WriteSectionsAbout):
    """The same about programs of the user's: each section has Python code of its own, which runs.

    It runs in the sandbox, with what is installed here: code that imports the user's package is
    rejected unless that is installed, too.
    """

    needs_code: ClassVar[bool] = True
    styles: ClassVar[tuple[str, ...]] = STYLES_OF_CODE

    template: str = unhashed("about_code")


def assignments(
    documents: Split, words: int, seed: int, context: Context, styles: Iterable[str] = ()
) -> Iterator[Assignment]:
    """Passages with readers, and manners if there are any, without end.

    The first n don't depend on how many are taken.
    """
    manners = [
        {"audience": audience, "style": style} if style else {"audience": audience}
        for audience, style in product(AUDIENCES, styles or ("",))
    ]
    for number, passage in enumerate(passages(documents, words, seed, context)):
        manner = Random(f"{seed}/{number}").choice(manners)
        yield Assignment(
            slots={"document": passage.title, "passage": passage.text, **manner},
            seed=seed_of(seed, "about", number, passage.document),
            topic=passage.title,
            parents=(passage.document,),
        )


def forecast(teacher: Teacher, requests: int, words: int, max_tokens: int) -> Forecast:
    """What requests with passages of so many words will take, at most."""
    return Forecast(
        teacher=teacher,
        requests=requests,
        prompt_tokens=_INSTRUCTIONS + 2 * words,  # words of documentation are long
        completion_tokens=max_tokens,
    )


def fault(text: str, passage: str) -> str:
    """Why a text isn't one about the passage in words of its own, or nothing."""
    if echoed_share(text, passage) > MOST_COPIED:
        return COPIES
    if points_at(text, passage):
        return SPEAKS_OF_IT
    return STRAYS if shared_words(text, passage) < LEAST_SHARED else ""


def points_at(text: str, passage: str) -> bool:
    """Whether a text speaks of the passage, as one that is shown to nobody."""
    return bool(_POINTS.search(text)) and not _POINTS.search(passage)


def shared_words(text: str, passage: str) -> float:
    """The share of a passage's different longer words that occur in a text, too."""
    wanted = _longer_words(passage)
    return len(wanted & _longer_words(text)) / len(wanted) if wanted else 0.0


def check_words(words: int) -> None:
    """Refuse passages that are too short to write about.

    Raises:
        HornbookError: with the least.
    """
    if words < FEWEST_WORDS:
        raise HornbookError(f"words={words}: a passage has to have at least {FEWEST_WORDS} words")


def _longer_words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(text.casefold())}
