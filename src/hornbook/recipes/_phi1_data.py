"""phi-1's data: code, textbooks, exercises, and the arrays to train on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hornbook.decontaminate.stages import Decontaminate
from hornbook.deduplicate.stages import Deduplicate
from hornbook.embed.protocol import Embedder
from hornbook.generate.code_exercises.stages import WriteExercises
from hornbook.generate.exercises import AuthorExercises
from hornbook.generate.sections.author import AuthorTextbooks
from hornbook.generate.sections.stages import WriteTextbooks
from hornbook.model.tokenizer import Tokenizer
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipes._parts import clean, kept
from hornbook.recipes._phi1_code import Corpus, Curation, Places
from hornbook.recipes._phi1_numbers import Numbers
from hornbook.report.stages import WriteReport, Written
from hornbook.teacher import Teacher
from hornbook.train.pack import Pack
from hornbook.train.sources import Source
from hornbook.train.tokenizers import PretrainedTokenizer, TrainTokenizer

RAW, FILTERED, RICH = "raw", "filtered", "filtered + textbooks"
"""What Figure 1's models are pretrained on, from the plainest to the richest."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Something written, without near-duplicates and benchmark items."""

    written: Written
    unique: Deduplicate
    clean: Decontaminate


@dataclass(frozen=True, kw_only=True)
class Data:
    """All of phi-1's data.

    Attributes:
        corpora: sources of code.
        textbooks: on Python.
        exercises: functions to complete.
        heldout: exercises of families that neither textbooks nor exercises have, by the procedural
            curriculum.
        tokenizer: of all models.
        packs: to pretrain on, by the name of the data.
        tuning: to finetune on.
        embedder: what the paper compares snippets by.
    """

    corpora: tuple[Corpus, ...]
    textbooks: Piece
    exercises: Piece
    heldout: Split
    tokenizer: Stage[Tokenizer]
    packs: dict[str, Pack]
    tuning: Pack
    embedder: Embedder

    @classmethod
    def of(
        cls,
        numbers: Numbers,
        places: Places,
        author: Teacher | None,
        annotator: Teacher | None,
        seed: int,
    ) -> Data:
        """The data of a scale; teachers take the place of the scale's own."""
        curation = Curation(
            numbers=numbers,
            places=places,
            annotator=annotator or _teacher(numbers.annotator),
            seed=seed,
        )
        makers = _Makers(
            numbers=numbers, places=places, author=author or _teacher(numbers.author), seed=seed
        )
        corpora, textbooks, exercises = curation.corpora(), makers.textbooks(), makers.exercises()
        tokenizer = makers.tokenizer(corpora)
        packing = _Packing(numbers=numbers, tokenizer=tokenizer, seed=seed)
        return cls(
            corpora=corpora,
            textbooks=textbooks,
            exercises=exercises,
            heldout=Split(makers.authored(), "heldout"),
            tokenizer=tokenizer,
            packs=packing.pretraining(corpora, textbooks),
            tuning=packing.finetuning(kept(exercises.clean), "pack exercises"),
            embedder=places.embedder,
        )

    def report(self) -> WriteReport:
        """A page about the data, to be completed."""
        first = self.corpora[0]
        pieces = (self.textbooks, self.exercises)
        searched: tuple[Corpus | Piece, ...] = (*self.corpora, *pieces)
        return WriteReport(
            title="phi-1",
            corpus=first.documents,
            classifier=first.classifier,
            filtered=first.filtered,
            written=tuple(each.written for each in pieces),
            deduplicated=tuple(each.unique for each in searched),
            decontaminated=tuple(each.clean for each in searched),
        )


def _teacher(name: str | None) -> Teacher | None:
    return Teacher.parse(name) if name else None


@dataclass(frozen=True, kw_only=True)
class _Makers:
    """Makes the documents."""

    numbers: Numbers
    places: Places
    author: Teacher | None
    seed: int

    def textbooks(self) -> Piece:
        """Textbooks (§2.2)."""
        if self.author is None:
            made: Stage[Dataset] = AuthorTextbooks(
                sections=self.numbers.sections, seed=self.seed, label="textbooks"
            )
        else:
            made = WriteTextbooks(
                teacher=self.author,
                requests=self.numbers.sections,
                max_tokens=self.numbers.section_tokens,
                seed=self.seed,
                label="textbooks",
            )
        return self._piece("Textbooks", made, "sections", "sections", "markdown")

    def exercises(self) -> Piece:
        """Exercises (§2.2)."""
        if self.author is None:
            made: Stage[Dataset] = self.authored()
        else:
            made = WriteExercises(
                teacher=self.author,
                requests=self.numbers.exercises,
                seed=self.seed,
                label="exercises",
            )
        return self._piece("Exercises", made, "train", "exercises", "python")

    def authored(self) -> AuthorExercises:
        """Exercises of the procedural curriculum; those that are held out are tests."""
        return AuthorExercises(
            exercises=0 if self.author else self.numbers.exercises,
            lessons=0,
            heldout_exercises=self.numbers.heldout,
            seed=self.seed,
            label="held-out exercises" if self.author else "exercises",
        )

    def _piece(
        self, name: str, made: Stage[Dataset], split: str, unit: str, language: str
    ) -> Piece:
        unique = Deduplicate(source=Split(made, split), label=f"unique {made.name}")
        return Piece(
            written=Written(name=name, data=made, unit=unit, language=language),
            unique=unique,
            clean=clean(unique, "kept", f"clean {made.name}", benchmarks=self.places.benchmarks),
        )

    def tokenizer(self, corpora: tuple[Corpus, ...]) -> Stage[Tokenizer]:
        """The codegen models' (§2.3), or one that is learned from the corpus."""
        if self.numbers.vocabulary is None:
            return PretrainedTokenizer(folder=self.places.codegen or "", label="tokenizer")
        return TrainTokenizer(
            sources=tuple(kept(each.clean) for each in corpora),
            vocab_size=self.numbers.vocabulary,
            label="tokenizer",
        )


@dataclass(frozen=True, kw_only=True)
class _Packing:
    """Lays tokens out: documents end to end, with an end mark between them (§2.3)."""

    numbers: Numbers
    tokenizer: Stage[Tokenizer]
    seed: int

    def pretraining(self, corpora: tuple[Corpus, ...], textbooks: Piece) -> dict[str, Pack]:
        """The arrays of Figure 1."""
        numbers, share = self.numbers, self.numbers.textbook_share
        raw = tuple(Source(split=kept(each.clean), weight=each.weight) for each in corpora)
        better = tuple(Source(split=kept(each.filtered), weight=each.weight) for each in corpora)
        rich = tuple(replace(each, weight=each.weight * (1 - share)) for each in better)
        written = Source(split=kept(textbooks.clean), weight=share)
        return {
            RAW: self._pack(raw, numbers.raw_tokens, "pack raw"),
            FILTERED: self._pack(better, numbers.filtered_tokens, "pack filtered"),
            RICH: self._pack((*rich, written), numbers.rich_tokens, "pack textbooks"),
        }

    def finetuning(self, exercises: Split, label: str) -> Pack:
        """An array of exercises."""
        return self._pack((Source(split=exercises),), self.numbers.exercise_tokens, label)

    def _pack(self, sources: tuple[Source, ...], tokens: int, label: str) -> Pack:
        return Pack(
            tokenizer=self.tokenizer,
            sources=sources,
            tokens=tokens,
            length=self.numbers.length,
            seed=self.seed,
            label=label,
        )
