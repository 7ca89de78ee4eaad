"""phi-1's code: The Stack and StackOverflow, or what is installed, and the better part of it."""

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
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipes._parts import PACKAGES, clean, kept
from hornbook.recipes._phi1_numbers import Numbers
from hornbook.teacher import Teacher

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

    @property
    def embedder(self) -> HuggingFaceEmbedder:
        """The paper's: codegen's hidden states (§2.1, §5.1)."""
        return HuggingFaceEmbedder(folder=str(self.codegen or ""))


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
class Curation:
    """Finds and filters code.

    Attributes:
        numbers: of the scale.
        places: of the user's.
        annotator: who scores a sample; None takes the scores that ship.
        seed: of everything.
    """

    numbers: Numbers
    places: Places
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
        return replace(taught, embedder=self.places.embedder)
