"""What phi-1.5 and its siblings learn from: web text, synthetic prose, and phi-1's code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from hornbook.corpus.documentation import InstalledDocumentation
from hornbook.corpus.hub import HubDataset
from hornbook.curate.annotate import Annotate
from hornbook.curate.classifier import TrainClassifier
from hornbook.curate.filter import Filter
from hornbook.curate.filter_prose import FilterProse
from hornbook.curate.sample import SampleForAnnotation
from hornbook.decontaminate.stages import Decontaminate
from hornbook.deduplicate.stages import Deduplicate
from hornbook.generate.prose.grow import GrowTopics
from hornbook.generate.prose.stages import AuthorProse, WriteProse
from hornbook.generate.stories.stages import AuthorStories
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipes import _phi1_code as phi1_code
from hornbook.recipes import _phi1_data as phi1
from hornbook.recipes._parts import PACKAGES, clean, kept
from hornbook.recipes._phi15_numbers import Numbers
from hornbook.teacher import Teacher
from hornbook.train.sources import Source

# The parts of phi-1's data (phi-1, §2: 6B tokens of filtered code, 1B of textbooks, 180M of
# exercises), as weights of the code that phi-1.5 and phi-1.5-web read (phi-1.5, §2.3).
FILTERED, TEXTBOOKS, EXERCISES = 6.0, 1.0, 0.18

HELDOUT = 300
"""Documents that are written only to be measured on, where there is no such part on the hub."""

REFINED_WEB = HubDataset(
    path="tiiuae/falcon-refinedweb",
    text="content",
    source_column="url",
    licence="ODC-By-1.0",
    label="web",
)
HELDOUT_WEB = HubDataset(
    path="allenai/c4",
    config="en",
    split="validation",
    source_column="url",
    licence="ODC-By-1.0",
    label="held-out web",
)
TINY_STORIES = HubDataset(path="roneneldan/TinyStories", split="validation", label="stories")


@dataclass(frozen=True, kw_only=True)
class Places:
    """Folders of the user's, in place of the hub; None takes the hub's.

    Attributes:
        web: RefinedWeb.
        heldout: C4's English validation part.
        stories: TinyStories' validation part.
        code: phi-1's.
    """

    web: Path | None
    heldout: Path | None
    stories: Path | None
    code: phi1_code.Places


@dataclass(frozen=True, kw_only=True)
class Data:
    """The stages that make the data; the same whatever model reads them.

    Attributes:
        numbers: of the scale.
        code: phi-1's data.
        places: folders in place of the hub.
        author: the teacher who writes; without one, the procedural author does.
        annotator: the teacher who scores pages of the web; without one, rules alone filter it.
        seed: of all that is drawn.
    """

    numbers: Numbers
    code: phi1.Data
    places: Places
    author: Teacher | None
    annotator: Teacher | None
    seed: int

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
        return cls(
            numbers=numbers,
            code=phi1.Data.of(numbers.phi1, places.code, author, annotator, seed),
            places=places,
            author=author or (Teacher.parse(numbers.author) if numbers.author else None),
            annotator=annotator
            or (Teacher.parse(numbers.annotator) if numbers.annotator else None),
            seed=seed,
        )

    @cached_property
    def web_documents(self) -> Stage[Dataset]:
        """RefinedWeb; small, the documentation of installed packages."""
        if self.numbers.documents is None:
            return replace(REFINED_WEB, folder=str(self.places.web or ""))
        return InstalledDocumentation(
            packages=PACKAGES,
            stdlib=False,
            documents=self.numbers.documents,
            seed=self.seed,
            label="web",
        )

    @cached_property
    def unique_web(self) -> Deduplicate:
        """Without near-duplicates."""
        return Deduplicate(source=Split(self.web_documents, "documents"), label="unique web")

    @cached_property
    def prose_of_web(self) -> FilterProse:
        """What is English prose."""
        return FilterProse(corpus=kept(self.unique_web), label="prose of the web")

    @cached_property
    def clean_web(self) -> Decontaminate:
        """Without the benchmark's problems."""
        return self._clean(self.prose_of_web, "clean web")

    @cached_property
    def filtered_web(self) -> Split:
        """What is worth learning from, as phi-1's technique finds it (§2.4), if it is asked."""
        if self.annotator is None:
            return kept(self.clean_web)
        sample = SampleForAnnotation(
            corpus=kept(self.clean_web),
            size=self.numbers.annotations,
            language="english",
            seed=self.seed,
            label="sample of the web",
        )
        scored = Annotate(
            corpus=Split(sample, "sample"),
            annotator=self.annotator,
            rubric="text",
            expected=(1000, 16),  # of a page of up to 4,000 characters; not stated
            label="annotations of the web",
        )
        classifier = TrainClassifier(
            labels=Split(scored, "annotated"),
            language="english",
            seed=self.seed,
            label="classifier of the web",
        )
        share = self.numbers.kept_web
        return kept(
            Filter(
                corpus=kept(self.clean_web),
                classifier=classifier,
                keep=share,
                label="filter of the web",
            )
        )

    @cached_property
    def heldout_web(self) -> Split:
        """C4's validation part; small, prose of the standard library, which no package is."""
        found: Stage[Dataset] = replace(HELDOUT_WEB, folder=str(self.places.heldout or ""))
        if self.numbers.documents is not None:
            found = InstalledDocumentation(
                packages=(), documents=self.numbers.documents, seed=self.seed, label="held-out web"
            )
        rows = Split(found, "documents")
        return kept(FilterProse(corpus=rows, label="held-out prose of the web"))

    @cached_property
    def prose(self) -> Stage[Dataset]:
        """Synthetic prose on many topics, split ``prose`` (§2.2)."""
        return self._prose(self.seed, self.numbers.asked, self.numbers.passages, "prose")

    @cached_property
    def unique_prose(self) -> Deduplicate:
        """Without near-duplicates."""
        return Deduplicate(source=Split(self.prose, "prose"), label="unique prose")

    @cached_property
    def clean_prose(self) -> Decontaminate:
        """Without the benchmark's problems."""
        return self._clean(self.unique_prose, "clean prose")

    @cached_property
    def heldout_prose(self) -> Split:
        """More of the same, to be measured on."""
        return Split(self._prose(self.seed + 1, HELDOUT, HELDOUT, "held-out prose"), "prose")

    @cached_property
    def stories(self) -> Split:
        """Prose of a kind that no model here learns from."""
        if self.numbers.documents is None:
            there = replace(TINY_STORIES, folder=str(self.places.stories or ""))
            return Split(there, "documents")
        return Split(AuthorStories(stories=HELDOUT, seed=self.seed, label="stories"), "stories")

    def _prose(self, seed: int, asked: int, passages: int, label: str) -> Stage[Dataset]:
        if self.author is None:
            return AuthorProse(passages=passages, seed=seed, label=label)
        topics = GrowTopics(
            teacher=self.author, topics=self.numbers.topics, seed=self.seed, label="topics"
        )
        return WriteProse(
            teacher=self.author,
            topics=Split(topics, "topics"),
            documents=self.filtered_web,  # §2.2: "samples from web datasets" in the prompts
            requests=asked,
            seed=seed,
            expected=(200, 250),  # an excerpt of 60 words, and 120 to 250 words of prose
            label=label,
        )

    def _clean(self, stage: Stage[Dataset], label: str) -> Decontaminate:
        return clean(stage, "kept", label, benchmarks=self.places.code.benchmarks)

    def mixture(self, *, web: float, synthetic: float, textbooks: bool) -> tuple[Source, ...]:
        """Web, synthetic prose, and code for the rest of 1; with phi-1's synthetic data or none."""
        parts = [(self.filtered_web, web), (kept(self.clean_prose), synthetic)]
        code, whole = 1 - web - synthetic, FILTERED
        if textbooks:
            whole = FILTERED + TEXTBOOKS + EXERCISES
            parts.append((kept(self.code.textbooks.clean), code * TEXTBOOKS / whole))
            parts.append((kept(self.code.exercises.clean), code * EXERCISES / whole))
        for corpus in self.code.corpora:
            parts.append((kept(corpus.filtered), code * corpus.weight * FILTERED / whole))
        return tuple(Source(split=split, weight=share) for split, share in parts if share)
