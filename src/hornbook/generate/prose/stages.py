"""The stages that make prose: by a teacher from topics, and by an author that needs none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count, product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.piece import Assignment, Piece, seed_of
from hornbook.generate.prose.excerpts import excerpts
from hornbook.generate.prose.reading import read_prose
from hornbook.generate.prose.styles import AUDIENCES, STYLES
from hornbook.generate.writing import Writing
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.teacher import Answer
from hornbook.teacher.asking import Forecast

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, kw_only=True)
class ProseAssignment(Assignment):
    """One passage to be written."""

    manner: str
    excerpt: str


@dataclass(frozen=True, kw_only=True)
class WriteProse(Writing):
    """Ask a teacher for prose on common sense and general knowledge (phi-1.5, 2309.05463, §2).

    Each request has a topic, an audience and a style, and shows a sample of the user's documents
    if there are any. Every topic has its turn before one comes again, each time with an audience
    and a style that it hasn't had. Splits: ``prose`` and ``rejected``.

    Attributes:
        topics: what to write about: the split ``topics`` of `GrowTopics`, or any with one topic a
            row.
        documents: samples of these stand in the prompts; their ids are among the parents.
        excerpt_words: how long a sample is.
        expected: tokens of a prompt and of an answer, for plans before there are topics.
    """

    version: ClassVar[int] = 1
    split: ClassVar[str] = "prose"
    slots: ClassVar[tuple[str, ...]] = ("topic", "audience", "style", "excerpt")

    topics: Split
    documents: Split | None = None
    excerpt_words: int = 60
    max_tokens: int = 450
    temperature: float = 0.8
    template: str = unhashed("prose")
    expected: tuple[int, int] | None = unhashed(None)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.excerpt_words < 8:
            raise HornbookError("excerpt_words must be at least 8")

    def forecast(self) -> Forecast | None:
        """What it will take, as far as that is expected."""
        return Forecast.of(self.teacher, self.requests, self.expected)

    def assignments(self, context: Context) -> Iterator[ProseAssignment]:
        """Topic, audience, style and excerpt, in order, without end."""
        topics = [(row["id"], row["text"]) for row in self.topics.rows(context, ["id", "text"])]
        check_topics([text for _, text in topics], self.topics.name)
        shown: Iterator[tuple[str, str]] | None = None
        if self.documents:
            shown = excerpts(self.documents, self.excerpt_words, self.seed, context)
        manners = list(product(AUDIENCES, STYLES))
        for turn in count():
            order = Random(f"{self.seed}/{turn}").sample(topics, len(topics))
            for topic_id, topic in order:
                shuffled = Random(f"{self.seed}/{topic_id}").sample(manners, len(manners))
                audience, manner = shuffled[turn % len(manners)]
                document, excerpt = next(shown) if shown else ("", "")
                yield ProseAssignment(
                    slots={
                        "topic": topic,
                        "audience": audience,
                        "style": STYLES[manner],
                        "excerpt": excerpt,
                    },
                    seed=seed_of(self.seed, "prose", turn, topic),
                    topic=topic,
                    parents=(topic_id, document) if document else (topic_id,),
                    manner=manner,
                    excerpt=excerpt,
                )

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The passage, checked."""
        assert isinstance(assignment, ProseAssignment)
        yield read_prose(
            answer.text,
            assignment.topic,
            assignment.manner,
            assignment.excerpt,
            truncated=answer.finish_reason == "length",
        )

    def origin(self, assignment: Assignment) -> dict[str, str]:
        """What was asked for."""
        assert isinstance(assignment, ProseAssignment)
        return {
            "topic": assignment.topic,
            "audience": assignment.slots["audience"],
            "style": assignment.manner,
        }

    def columns(self) -> list[pa.Field]:
        """Topic, audience, style and length."""
        import pyarrow as pa

        names = ("topic", "audience", "style")
        return [
            *(pa.field(name, pa.string(), nullable=False) for name in names),
            pa.field("words", pa.int64(), nullable=False),
        ]


def check_topics(topics: list[str], split: str) -> None:
    """Refuse lists of topics that can't be written about.

    Raises:
        HornbookError: when there is none, or one is empty.
    """
    if not topics:
        raise HornbookError(f"the split {split} holds no topics to write about; give another")
    for row, topic in enumerate(topics):
        if not topic.strip():
            raise HornbookError(f"row {row} of the split {split} is an empty topic; take it out")


@dataclass(frozen=True, kw_only=True)
class AuthorProse(Stage[Dataset]):
    """Write common sense without a teacher: from a small knowledge base, in several forms.

    What things are for, what happens if, what comes first, which is bigger, how somebody feels
    and why, who knows what: as explanation, questions and answers, or dialogue. Splits:
    ``prose``, and ``rejected`` with its ``reason``.

    Attributes:
        passages: how many to write; somewhat fewer are kept. More begin with the same ones.
        seed: of all that is drawn.
        documents: the user's own: each in turn decides what the next passage is about, as far as
            it names things that the knowledge base knows, and is then its parent.
    """

    version: ClassVar[int] = 1
    passages: int
    seed: int = 0
    documents: Split | None = None

    def __post_init__(self) -> None:
        if self.passages < 1:
            raise HornbookError("passages must be at least 1")

    def external(self) -> str:
        """The digest of the knowledge base; of the forms, `version` tells."""
        facts = sorted((Path(__file__).parent / "commonsense" / "facts").glob("*.txt"))
        return sha256(b"".join(path.read_bytes() for path in facts)).hexdigest()[:16]

    def run(self, context: Context) -> Dataset:
        """Write both splits."""
        from hornbook.generate.prose.commonsense.author import write_passage

        reasons: Counter[str] = Counter()
        topics: Counter[str] = Counter()
        seen: set[str] = set()
        numbers = context.progress.track(
            range(self.passages), "writing prose", total=self.passages, unit="passages"
        )
        shown = excerpts(self.documents, 200, self.seed, context) if self.documents else None
        with DatasetWriter(context.directory, **author_schemas()) as writer:
            for number in numbers:
                document, text = next(shown) if shown else ("", "")
                passage = write_passage(f"{self.seed}/{number}", about=text)
                name = document_id(passage.text)
                reason = passage.reason or ("same text as another" if name in seen else "")
                seen.add(name)
                row = {
                    "id": name,
                    "text": passage.text,
                    "source": f"procedural:prose/{passage.topic}",
                    "parents": [document] if passage.followed else [],
                    "stage": context.name,
                    "topic": passage.topic,
                    "style": passage.style,
                    "words": len(passage.text.split()),
                }
                if reason:
                    reasons[reason] += 1
                    writer.add("rejected", {**row, "reason": reason})
                else:
                    topics[passage.topic] += 1
                    writer.add("prose", row)
        context.record(reasons=dict(reasons.most_common()), topics=dict(sorted(topics.items())))
        return Dataset(context.directory)


def author_schemas() -> dict[str, pa.Schema]:
    """Columns of the procedural author's splits."""
    import pyarrow as pa

    columns = [
        pa.field("topic", pa.string(), nullable=False),
        pa.field("style", pa.string(), nullable=False),
        pa.field("words", pa.int64(), nullable=False),
    ]
    reason = pa.field("reason", pa.string(), nullable=False)
    return {"prose": document_schema(*columns), "rejected": document_schema(*columns, reason)}
