"""The stages that make stories: by a teacher, by the procedural author, and with instructions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.piece import Assignment, Piece, seed_of
from hornbook.generate.stories.features import asked, draw_features
from hornbook.generate.stories.instruct import instructed
from hornbook.generate.stories.reading import read_story, read_summary
from hornbook.generate.stories.words import (
    Triple,
    Vocabulary,
    seeded_triples,
    triples,
    vocabulary,
)
from hornbook.generate.writing import Writing
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.teacher import Answer

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.generate.stories.grammar.author import Story


def story_columns() -> list[pa.Field]:
    """What a story is asked to hold, and how long it is."""
    import pyarrow as pa

    return [
        *(pa.field(name, pa.string(), nullable=False) for name in ("noun", "verb", "adjective")),
        pa.field("features", pa.list_(pa.string()), nullable=False),
        pa.field("missing", pa.list_(pa.string()), nullable=False),
        pa.field("words", pa.int64(), nullable=False),
    ]


@dataclass(frozen=True, kw_only=True)
class StoryAssignment(Assignment):
    """One story to be written."""

    triple: Triple
    features: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WriteStories(Writing):
    """Ask a teacher for stories that small children understand (TinyStories, 2305.07759, §2).

    Each prompt has a noun, a verb and an adjective, drawn without replacement, and a random
    subset of the features. Splits: ``stories`` and ``rejected``.

    Attributes:
        vocabulary: a folder with lists of words instead of Hornbook's; see `Vocabulary.load`.
        seeds: the user's own documents: each lends its words to one request, as far as they are
            in the vocabulary, and is then among the story's parents. They are taken in order,
            and again from the first when all were used.
    """

    version: ClassVar[int] = 1
    split: ClassVar[str] = "stories"
    slots: ClassVar[tuple[str, ...]] = ("noun", "verb", "adjective", "features")

    max_tokens: int = 500
    temperature: float = 0.8
    template: str = unhashed("story")
    vocabulary: str = unhashed("")
    seeds: Split | None = None

    def external(self) -> str:
        """The words too."""
        return f"{super().external()} {vocabulary(self.vocabulary).digest}"

    def assignments(self, context: Context) -> Iterator[StoryAssignment]:
        """Words and features, in order."""
        drawn = drawn_triples(vocabulary(self.vocabulary), self.seed, self.seeds, context)
        for number, (triple, parents) in enumerate(drawn):
            features = draw_features(Random(f"{self.seed}/features/{number}"))
            yield StoryAssignment(
                triple=triple,
                features=features,
                slots={
                    "noun": triple.noun,
                    "verb": triple.verb,
                    "adjective": triple.adjective,
                    "features": asked(features),
                },
                seed=seed_of(self.seed, "story", number),
                parents=parents,
            )

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The story, checked."""
        assert isinstance(assignment, StoryAssignment)
        truncated = answer.finish_reason == "length"
        triple, features = assignment.triple, assignment.features
        yield read_story(answer.text, triple, features, truncated=truncated)

    def columns(self) -> list[pa.Field]:
        """Words, features and length."""
        return story_columns()


def drawn_triples(
    words: Vocabulary, seed: int, seeds: Split | None, context: Context
) -> Iterator[tuple[Triple, tuple[str, ...]]]:
    """Triples with the documents that they come from, without end or until all were drawn.

    Raises:
        HornbookError: when the split of documents is empty.
    """
    if seeds is None:
        for triple in triples(words, seed):
            yield triple, ()
        return
    for turn in count():
        rows = seeds.rows(context, ["id", "text"])
        documents = ((row["id"], row["text"]) for row in rows)
        drawn = 0
        for triple, document in seeded_triples(words, documents, f"{seed}/{turn}"):
            drawn += 1
            yield triple, (document,)
        if not drawn:
            raise HornbookError(
                f"the split {seeds.name} holds no documents to seed stories with; give another"
            )


@dataclass(frozen=True, kw_only=True)
class Retelling(Assignment):
    """One story to be summed up, as a row of its split."""

    story: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class InstructStories(Writing):
    """Put instructions before stories: words, features, a sentence, a summary (TinyStories, §5).

    The teacher writes the summaries; a random subset of the four stands before each story, whose
    id is in ``parents``. Splits: ``instructed`` and ``rejected``.

    Attributes:
        stories: what to put them before: the split ``stories`` of `WriteStories`.
    """

    split: ClassVar[str] = "instructed"
    slots: ClassVar[tuple[str, ...]] = ("story",)

    stories: Split
    max_tokens: int = 120
    template: str = unhashed("story_summary")

    def assignments(self, context: Context) -> Iterator[Retelling]:
        """Every story once, in order."""
        columns = ["id", "text", "noun", "verb", "adjective", "features"]
        for row in self.stories.rows(context, columns):
            yield Retelling(
                slots={"story": row["text"]},
                seed=seed_of(self.seed, row["id"]),
                parents=(row["id"],),
                story=row,
            )

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        """The story with its instructions; a summary that is cut off or long is none."""
        assert isinstance(assignment, Retelling)
        row = assignment.story
        summary, reason = read_summary(
            answer.text, row["text"], truncated=answer.finish_reason == "length"
        )
        text, instructions = instructed(
            row["text"],
            words=[row["noun"], row["verb"], row["adjective"]],
            features=row["features"],
            summary=summary,
            seed=f"{self.seed}/{row['id']}",
        )
        columns = {"summary": summary, "instructions": list(instructions)}
        yield Piece(text=text, columns=columns, says=row["text"], reason=reason)

    def columns(self) -> list[pa.Field]:
        """The summary, whether or not it is among the instructions, and their names."""
        return instruct_columns()


def instruct_columns() -> list[pa.Field]:
    """What stands before a story."""
    import pyarrow as pa

    return [
        pa.field("summary", pa.string(), nullable=False),
        pa.field("instructions", pa.list_(pa.string()), nullable=False),
    ]


@dataclass(frozen=True, kw_only=True)
class AuthorStories(Stage[Dataset]):
    """Write stories by a grammar, without a teacher: plots, characters, turns and endings.

    Words and features are drawn as for a teacher, and each story is checked in the same way; that
    all its features are told is known from its plan. Splits: ``stories``; ``instructed``, the same
    stories with instructions before them, whose summary comes from the plan; and ``rejected``.

    Attributes:
        stories: how many to write; somewhat fewer are kept. More begin with the same ones.
        seed: of all that is drawn.
        seeds: as of `WriteStories`.
    """

    version: ClassVar[int] = 1
    stories: int
    seed: int = 0
    seeds: Split | None = None

    def __post_init__(self) -> None:
        if self.stories < 1:
            raise HornbookError("stories must be at least 1")

    def external(self) -> str:
        """The digest of the words; of the grammar, `version` tells."""
        return vocabulary().digest

    def run(self, context: Context) -> Dataset:
        """Write all splits."""
        from hornbook.generate.stories.grammar.author import agreeable, write_story

        words = vocabulary()
        reasons: Counter[str] = Counter()
        plots: Counter[str] = Counter()
        drawn = islice(drawn_triples(words, self.seed, self.seeds, context), self.stories)
        told = context.progress.track(drawn, "telling stories", total=self.stories, unit="stories")
        with DatasetWriter(context.directory, **author_schemas()) as writer:
            for number, (triple, parents) in enumerate(told):
                source = Random(f"{self.seed}/features/{number}")
                features = agreeable(draw_features(source), source)
                story = write_story(triple, features, words, f"{self.seed}/{number}")
                row = story_row(story, triple, parents, context.name)
                if story.reason:
                    reasons[story.reason] += 1
                    writer.add("rejected", {**row, "reason": story.reason})
                    continue
                plots[story.plot] += 1
                writer.add("stories", row)
                writer.add("instructed", instructed_row(row, story, f"{self.seed}/{number}"))
        context.record(reasons=dict(reasons.most_common()), plots=dict(sorted(plots.items())))
        return Dataset(context.directory)


def story_row(story: Story, triple: Triple, parents: tuple[str, ...], stage: str) -> dict[str, Any]:
    """A row of the procedural author's."""
    return {
        "id": document_id(story.text),
        "text": story.text,
        "source": f"procedural:stories/{story.plot}",
        "parents": list(parents),
        "stage": stage,
        "noun": triple.noun,
        "verb": triple.verb,
        "adjective": triple.adjective,
        "features": list(story.features),
        "missing": story.missing,
        "words": len(story.text.split()),
        "plot": story.plot,
    }


def instructed_row(row: Mapping[str, Any], story: Story, seed: str) -> dict[str, Any]:
    """The same story with instructions before it."""
    words = [row["noun"], row["verb"], row["adjective"]]
    text, instructions = instructed(
        story.text, words=words, features=story.features, summary=story.summary, seed=seed
    )
    return {
        "id": document_id(text),
        "text": text,
        "source": row["source"],
        "parents": [row["id"]],
        "stage": row["stage"],
        "summary": story.summary,
        "instructions": list(instructions),
    }


def author_schemas() -> dict[str, pa.Schema]:
    """Columns of the procedural author's splits."""
    import pyarrow as pa

    columns = [*story_columns(), pa.field("plot", pa.string(), nullable=False)]
    reason = pa.field("reason", pa.string(), nullable=False)
    return {
        "stories": document_schema(*columns),
        "instructed": document_schema(*instruct_columns()),
        "rejected": document_schema(*columns, reason),
    }
