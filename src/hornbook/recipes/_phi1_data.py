"""phi-1's data: code and its better part, textbooks, exercises, and the arrays to train on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from hornbook.corpus.hub import HubDataset
from hornbook.corpus.installed import InstalledPackages
from hornbook.curate.annotate import Annotate
from hornbook.curate.classifier import TrainClassifier
from hornbook.curate.filter import Filter
from hornbook.curate.sample import SampleForAnnotation
from hornbook.decontaminate.problems import Benchmark
from hornbook.decontaminate.stages import Decontaminate
from hornbook.deduplicate.stages import Deduplicate
from hornbook.embed.hugging_face import HuggingFaceEmbedder
from hornbook.embed.protocol import Embedder
from hornbook.generate.code_exercises.stages import WriteExercises
from hornbook.generate.exercises import AuthorExercises
from hornbook.generate.sections.author import AuthorTextbooks
from hornbook.generate.sections.stages import WriteTextbooks
from hornbook.model.tokenizer import Tokenizer
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipes._parts import PACKAGES, clean, kept
from hornbook.recipes._phi1_numbers import Numbers
from hornbook.report.stages import WriteReport, Written
from hornbook.teacher import Teacher
from hornbook.train.pack import Pack
from hornbook.train.sources import Source
from hornbook.train.tokenizers import PretrainedTokenizer, TrainTokenizer

RAW, FILTERED, RICH = "raw", "filtered", "filtered + textbooks"
"""What Figure 1's models are pretrained on, from the plainest to the richest."""

BENCHMARKS = ("humaneval", "unconventional")

# The share of StackOverflow in The Stack+ is not stated.
_POSTS = 0.1


@dataclass(frozen=True, kw_only=True)
class Places:
    """Folders of the user's, in place of the hub; None takes the hub's.

    Attributes:
        stack: The Stack's Python.
        stackoverflow: StackOverflow's posts.
        codegen: codegen-350M-mono, for its tokenizer and its hidden states.
        mbpp: MBPP's files, which are on no other way.
    """

    stack: Path | None = None
    stackoverflow: Path | None = None
    codegen: Path | None = None
    mbpp: Path | None = None

    @property
    def benchmarks(self) -> tuple[str | Benchmark, ...]:
        """What training data is searched for."""
        mbpp = (Benchmark(name="mbpp", folder=str(self.mbpp)),) if self.mbpp else ()
        return (*BENCHMARKS, *mbpp)


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """One source of code from its documents to its better part.

    Attributes:
        documents: as they were found.
        unique: without near-duplicates.
        clean: without benchmark items.
        classifier: of educational value.
        filtered: what the classifier keeps.
        weight: the share of the tokens of all sources.
    """

    documents: Stage[Dataset]
    unique: Deduplicate
    clean: Decontaminate
    classifier: TrainClassifier
    filtered: Filter
    weight: float


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
        makers = _Makers(
            numbers=numbers,
            places=places,
            author=author or _teacher(numbers.author),
            annotator=annotator or _teacher(numbers.annotator),
            seed=seed,
        )
        corpora, textbooks, exercises = makers.corpora(), makers.textbooks(), makers.exercises()
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
            embedder=makers.codegen(),
        )

    def report(self) -> WriteReport:
        """A page about the data, to be completed."""
        first = self.corpora[0]
        pieces = (self.textbooks, self.exercises)
        return WriteReport(
            title="phi-1",
            corpus=first.documents,
            classifier=first.classifier,
            filtered=first.filtered,
            written=tuple(each.written for each in pieces),
            deduplicated=tuple(each.unique for each in (*self.corpora, *pieces)),
            decontaminated=tuple(each.clean for each in (*self.corpora, *pieces)),
        )


def _teacher(name: str | None) -> Teacher | None:
    return Teacher.parse(name) if name else None


@dataclass(frozen=True, kw_only=True)
class _Makers:
    """Makes the documents."""

    numbers: Numbers
    places: Places
    author: Teacher | None
    annotator: Teacher | None
    seed: int

    def corpora(self) -> tuple[Corpus, ...]:
        """The Stack's Python and StackOverflow (§2.1), or what is installed on this machine."""
        if self.numbers.files is not None:
            installed = InstalledPackages(
                packages=PACKAGES, files=self.numbers.files, seed=self.seed, label="corpus"
            )
            return (self._corpus(installed, "corpus", "python", self.numbers.annotations, 1.0),)
        stack = HubDataset(
            path="bigcode/the-stack-dedup",
            data_dir="data/python",
            text="content",
            folder=self.places.stack or "",
            label="The Stack",
        )
        # Which dump of StackOverflow was taken is not stated.
        posts = HubDataset(
            path="mikex86/stackoverflow-posts",
            text="Body",
            folder=self.places.stackoverflow or "",
            label="StackOverflow",
        )
        code, asked = self.numbers.annotations, self.numbers.post_annotations
        return (
            self._corpus(stack, stack.label, "python", code, 1 - _POSTS),
            self._corpus(posts, posts.label, "english", asked, _POSTS),
        )

    def _corpus(
        self, documents: Stage[Dataset], name: str, language: str, annotations: int, weight: float
    ) -> Corpus:
        unique = Deduplicate(source=Split(documents, "documents"), label=f"unique {name}")
        cleaned = clean(unique, "kept", f"clean {name}", benchmarks=self.places.benchmarks)
        classifier = self._classifier(kept(cleaned), name, language, annotations)
        filtered = Filter(
            corpus=kept(cleaned),
            classifier=classifier,
            keep=self.numbers.keep,
            label=f"filtered {name}",
        )
        return Corpus(
            documents=documents,
            unique=unique,
            clean=cleaned,
            classifier=classifier,
            filtered=filtered,
            weight=weight,
        )

    def _classifier(self, corpus: Split, name: str, language: str, size: int) -> TrainClassifier:
        """A classifier of what an annotator says of a sample; without one, of what ships.

        The paper's forest reads codegen's hidden states (§2.1). Here it reads features of the
        text, and at full scale a ridge regression on the hidden states has half a say.
        """
        shipped = TrainClassifier(model=self.numbers.classifier, seed=self.seed, label="classifier")
        if self.annotator is None:
            return shipped
        sample = SampleForAnnotation(
            corpus=corpus,
            size=size,
            classifier=shipped if language == "python" else None,
            language=language,
            seed=self.seed,
            label=f"sample of {name}",
        )
        scored = Annotate(
            corpus=Split(sample, "sample"),
            annotator=self.annotator,
            rubric="student",  # §2.1 quotes it
            expected=(800, 16),  # of a page of some 2,400 characters; not stated
            label=f"annotated {name}",
        )
        taught = replace(
            shipped,
            labels=Split(scored, "annotated"),
            language=language,
            label=f"classifier of {name}",
        )
        if self.numbers.files is not None:
            return taught
        return replace(taught, embedder=self.codegen())

    def codegen(self) -> HuggingFaceEmbedder:
        """The paper's embedder (§2.1, §5.1)."""
        return HuggingFaceEmbedder(folder=str(self.places.codegen or ""))

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
