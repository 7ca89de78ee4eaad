"""The stage that writes textbooks without a teacher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.piece import Assignment, Piece
from hornbook.generate.sections.books import place_columns
from hornbook.generate.sections.outputs.execution import open_sandboxes
from hornbook.generate.sections.stages import proven, section_columns
from hornbook.generate.steering import Course, Steering
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.generate.sections.procedural.book import BookSection

FALSE_OUTPUT = "a stated output was wrong"


@dataclass(frozen=True, kw_only=True)
class AuthorTextbooks(Stage[Dataset]):
    """Write textbooks from the procedural curriculum; keep what runs as it says.

    Splits: ``sections`` in the order of the books, and ``rejected`` with its ``reason``.

    Attributes:
        sections: how many to write, in as many books as that takes; somewhat fewer are kept. A
            bigger number begins with the same ones.
        per_chapter: sections of a chapter, at most.
        heldout_share: the part of the families that is left out, the same as `AuthorExercises`
            holds out with the same seed.
        seed: of everything.
        steering: which repetitions are rejected.
    """

    sections: int
    per_chapter: int = 6
    heldout_share: float = 0.15
    seed: int = 0
    steering: Steering = field(default_factory=Steering)
    version: ClassVar[int] = 1

    def __post_init__(self) -> None:
        if self.sections < 1 or self.per_chapter < 1:
            raise HornbookError("sections and per_chapter must be at least 1")

    def external(self) -> str:
        """The digest of the curriculum and of the writer, which are content as a prompt is."""
        from hornbook.generate.sections.procedural.order import curriculum_digest

        return curriculum_digest()

    def run(self, context: Context) -> Dataset:
        """Write, run and compare."""
        course, reasons = Course(self.steering), Counter[str]()
        outputs = corrected = 0
        settings = context.settings
        with (
            DatasetWriter(context.directory, **schemas()) as writer,
            open_sandboxes(workers=settings.workers, weak=settings.weak_sandbox) as sandboxes,
        ):
            pieces = context.progress.track(
                proven(self.pieces(), sandboxes),
                "writing sections",
                total=self.sections,
                unit="sections",
            )
            for piece in pieces:
                if course.pieces == self.steering.round:
                    course.end_round()
                judged = piece if piece.reason else _judged(piece, course)
                row = {
                    **judged.columns,
                    "id": document_id(judged.text),
                    "text": judged.text,
                    "parents": [],
                    "stage": context.name,
                }
                outputs += row["outputs_checked"]
                corrected += row["outputs_corrected"]
                if judged.reason:
                    reasons[judged.reason] += 1
                    writer.add("rejected", {**row, "reason": judged.reason})
                else:
                    writer.add("sections", row)
            course.end_round()
        context.record(
            asked=self.sections,
            kept=course.kept,
            reasons=dict(reasons.most_common()),
            novelty=course.rounds,
            outputs_checked=outputs,
            outputs_corrected=corrected,
        )
        return Dataset(context.directory)

    def pieces(self) -> Iterator[Piece]:
        """The sections before their code has run in the sandbox."""
        from hornbook.generate.procedural import families
        from hornbook.generate.procedural.holdout import split_families
        from hornbook.generate.sections.procedural.book import write_books

        train, _ = split_families(families(), self.heldout_share, self.seed)
        for section in islice(write_books(train, self.seed, self.per_chapter), self.sections):
            yield _piece(section)


def _piece(section: BookSection) -> Piece:
    columns: dict[str, Any] = {
        "source": f"procedural:{section.family.path}",
        "topic": section.family.topic,
        "family": section.family.name,
        "audience": section.audience,
        "style": section.style,
        "code_blocks": section.blocks,
        "book": section.book,
        "book_title": section.book_title,
        "chapter": section.chapter,
        "chapter_title": section.chapter_title,
        "section": section.section,
    }
    return Piece(text=section.text, columns=columns, says=section.body, reason=section.flaw)


def _judged(piece: Piece, course: Course) -> Piece:
    """The piece, with a reason against it if it says what isn't so, or repeats another."""
    if piece.columns["outputs_corrected"]:
        return Piece(text=piece.text, columns=piece.columns, reason=FALSE_OUTPUT)
    assignment = Assignment(slots={}, seed=0, topic=piece.columns["topic"])
    return course.judge(assignment, piece)


def schemas() -> dict[str, pa.Schema]:
    """Columns of both splits."""
    import pyarrow as pa

    family = pa.field("family", pa.string(), nullable=False)
    columns = [*section_columns(), family, *place_columns()]
    reason = pa.field("reason", pa.string(), nullable=False)
    return {"sections": document_schema(*columns), "rejected": document_schema(*columns, reason)}
