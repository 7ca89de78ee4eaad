"""Textbook sections by a teacher: prose with code, on many topics, for many readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.generate.piece import Assignment, Piece
from hornbook.generate.sections.outputs.check import check_sections
from hornbook.generate.sections.outputs.execution import Sandboxes, open_sandboxes
from hornbook.generate.sections.section import Rejected, Section, read_section
from hornbook.generate.sections.syllabus import TOPICS, assignments, check_topics
from hornbook.generate.writing import Writing
from hornbook.pipeline.context import Context
from hornbook.pipeline.stage import unhashed
from hornbook.teacher import Answer

if TYPE_CHECKING:
    import pyarrow as pa

_HEADING = re.compile(r"\A#[^\n]*\n+")


@dataclass(frozen=True, kw_only=True)
class WriteSections(Writing):
    """Ask a teacher for sections whose code runs and whose stated outputs are true; abstract.

    The code blocks of a section run in the sandbox, in order. An output that it states is
    compared with what was printed, and put right where it is wrong; a section with code that
    raises without its saying so, or that doesn't end, is rejected (see `check`).

    Splits: ``sections`` and ``rejected``, with ``outputs_checked`` and ``outputs_corrected``.

    Attributes:
        needs_code: whether a section without Python code is rejected.
    """

    split: ClassVar[str] = "sections"
    needs_code: ClassVar[bool] = True

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The section that an answer is."""
        truncated = answer.finish_reason == "length"
        match read_section(answer.text, truncated=truncated, needs_code=self.needs_code):
            case Section(text=text, code=code):
                text = titled(self.title(assignment), text)
                yield Piece(text=text, columns={"code_blocks": len(code)}, says=untitled(text))
            case Rejected(reason=reason):
                yield Piece(text=answer.text, reason=reason)

    def title(self, assignment: Assignment) -> str:
        """The heading of a section that has none."""
        return assignment.topic[:1].upper() + assignment.topic[1:]

    def prove(self, pieces: Iterator[Piece], context: Context) -> Iterator[Piece]:
        """Run the code, and make the stated outputs true."""
        settings = context.settings
        with open_sandboxes(workers=settings.workers, weak=settings.weak_sandbox) as sandboxes:
            yield from proven(pieces, sandboxes)

    def columns(self) -> list[pa.Field]:
        """What a section is about, and what was found in it."""
        return section_columns()

    def origin(self, assignment: Assignment) -> Mapping[str, Any]:
        """What was asked for."""
        return {name: assignment.slots[name] for name in ("topic", "audience", "style")}


@dataclass(frozen=True, kw_only=True)
class WriteTextbooks(WriteSections):
    """Ask a teacher for short textbook sections (phi-1, 2306.11644, §2.2).

    Attributes:
        topics: what to write about; `syllabus.read_topics` reads them from a file.
        template: a prompt of Hornbook's or a Markdown file with the slots topic, audience, style.
    """

    version: ClassVar[int] = 3
    slots: ClassVar[tuple[str, ...]] = ("topic", "audience", "style")

    topics: tuple[str, ...] = TOPICS
    template: str = unhashed("textbook")

    def __post_init__(self) -> None:
        super().__post_init__()
        check_topics(self.topics)

    def assignments(self, context: Context) -> Iterator[Assignment]:
        """The grid of topics, audiences and styles, drawn without replacement."""
        return assignments(self.seed, self.topics)


def proven(pieces: Iterable[Piece], sandboxes: Sandboxes) -> Iterator[Piece]:
    """The pieces after their code ran, in the same order."""
    for piece, checked in check_sections(((piece, piece.text) for piece in pieces), sandboxes):
        found = {
            "outputs_checked": checked.outputs,
            "outputs_corrected": checked.corrected,
            "detail": checked.detail or None,
        }
        yield replace(
            piece,
            text=checked.text,
            says=piece.says if checked.text == piece.text else untitled(checked.text),
            reason=piece.reason or checked.reason,
            columns={**piece.columns, **found},
        )


def titled(title: str, text: str) -> str:
    """Give a section its topic as a heading, unless the teacher wrote one."""
    return text if text.startswith("#") else f"# {title}\n\n{text}"


def untitled(text: str) -> str:
    """A section without its first heading, which says little when sections are compared."""
    return _HEADING.sub("", text)


def section_columns() -> list[pa.Field]:
    """Columns of sections by whomever."""
    import pyarrow as pa

    return [
        *(pa.field(name, pa.string(), nullable=False) for name in ("topic", "audience", "style")),
        pa.field("code_blocks", pa.int64(), nullable=False),
        pa.field("outputs_checked", pa.int64(), nullable=False),
        pa.field("outputs_corrected", pa.int64(), nullable=False),
        pa.field("detail", pa.string()),  # what exactly is wrong with a rejected one
    ]
