"""The whole loop on a laptop: phi-1's Figure 1 in small, from the Python on this machine.

Three equal models see the same number of tokens of three data sets and are then finetuned on
the same exercises. Everything is measured before and after finetuning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hornbook.corpus.installed import InstalledPackages
from hornbook.curate.annotate import Annotate
from hornbook.curate.classifier import TrainClassifier
from hornbook.curate.filter import Filter
from hornbook.curate.sample import SampleForAnnotation
from hornbook.deduplicate.stages import Deduplicate
from hornbook.diversity.sample import Extent
from hornbook.diversity.stages import MeasureDiversity
from hornbook.evaluate.stages import BitsPerByte, PassAtK
from hornbook.generate.exercises import AuthorExercises
from hornbook.generate.sections.stages import WriteTextbooks
from hornbook.model.checkpoint import Checkpoint
from hornbook.model.presets import NANO
from hornbook.model.tokenizer import Tokenizer
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipe import command_line
from hornbook.recipes._parts import LOCAL, PACKAGES, clean, kept, steps
from hornbook.report.stages import Arm, Measured, Model, Test, WriteReport
from hornbook.teacher import Teacher
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan
from hornbook.train.sources import Source
from hornbook.train.tokenizers import TrainTokenizer
from hornbook.train.training import Train

# Windows of 256 tokens an update: the best of several in docs/results/training.md.
BATCH = 8

# Measures of variety can be compared between equal samples only.
SAMPLE = Extent(rows=700, embedded=700, bleu_rows=300)


def nano(
    *,
    files: int = 3000,
    keep: float = 0.25,
    sections: int = 24,
    exercises: int = 12_000,
    heldout_exercises: int = 200,
    lessons: int = 2_000,
    tokens: int = 1_200_000,
    finetune_tokens: int = 600_000,
    vocabulary: int = 4096,
    problems: int | None = None,
    author: Teacher = LOCAL,
    annotator: Teacher | None = None,
    annotations: int = 1000,
    seed: int = 0,
) -> WriteReport:
    """Make three small models and a report out of the Python on this machine.

    Args:
        files: documents of the corpus; 0 takes all there are.
        keep: share of the corpus that the filter keeps.
        sections: textbook sections to have written by the author.
        exercises: verified exercises to finetune on.
        heldout_exercises: exercises of other families, to be tested on.
        lessons: procedural lessons that join the textbooks.
        tokens: what each model sees in pretraining.
        finetune_tokens: what each model sees in finetuning.
        vocabulary: tokens of the tokenizer.
        problems: test on only so many problems of each kind.
        author: who writes them: ``local``, a GGUF file, ``gpt-5-mini``, ``http://host/v1#model``.
        annotator: who scores a sample of the corpus, as in phi-1, for the classifier to learn from;
            left out, it learns from the scores that ship with Hornbook.
        annotations: how many excerpts the annotator scores.
        seed: of everything.
    """
    command = command_line(nano, locals())
    installed = InstalledPackages(packages=PACKAGES, files=files, seed=seed, label="corpus")
    unique = Deduplicate(source=Split(installed, "documents"), label="unique corpus")
    corpus = clean(unique, "kept", "clean corpus")
    classifier = TrainClassifier(seed=seed, label="classifier")
    if annotator is not None:
        classifier = taught_by(annotator, kept(corpus), annotations, classifier)
    filtered = Filter(corpus=kept(corpus), classifier=classifier, keep=keep, label="filter")
    textbooks = WriteTextbooks(teacher=author, requests=sections, seed=seed, label="textbooks")
    authored = AuthorExercises(
        exercises=exercises,
        heldout_exercises=heldout_exercises,
        lessons=lessons,
        seed=seed,
        label="exercises",
    )
    clean_sections = clean(textbooks, "sections", "clean sections")
    clean_lessons = clean(authored, "lessons", "clean lessons")
    unique_exercises = Deduplicate(source=Split(authored, "train"), label="unique exercises")
    clean_exercises = clean(unique_exercises, "kept", "clean exercises")

    tokenizer = TrainTokenizer(sources=(kept(corpus),), vocab_size=vocabulary, label="tokenizer")
    raw = Pack(
        tokenizer=tokenizer,
        sources=(Source(split=kept(corpus)),),
        tokens=tokens,
        length=NANO.context,
        seed=seed,
        label="pack raw",
    )
    bench = Bench(
        tokenizer=tokenizer,
        exercises=replace(
            raw,
            sources=(Source(split=kept(clean_exercises)),),
            tokens=finetune_tokens,
            label="pack exercises",
        ),
        heldout=Split(authored, "heldout"),
        problems=problems,
        seed=seed,
    )
    selected = replace(raw, sources=(Source(split=kept(filtered)),), label="pack filtered")
    enriched = replace(
        raw,
        sources=(
            Source(split=kept(filtered), weight=0.65),
            # The sections are few, so they are read several times over.
            Source(split=kept(clean_sections), weight=0.05),
            Source(split=kept(clean_lessons), weight=0.30),
        ),
        label="pack enriched",
    )
    return WriteReport(
        label="report",
        title="Hornbook nano",
        command=command,
        corpus=installed,
        classifier=classifier,
        filtered=filtered,
        textbooks=textbooks,
        exercises=authored,
        deduplicated=(unique, unique_exercises),
        measured=(
            measured("corpus", kept(corpus), seed),
            measured("filtered", kept(filtered), seed),
            measured("lessons", kept(clean_lessons), seed),
            measured("exercises", kept(clean_exercises), seed),
        ),
        decontaminated=(corpus, clean_sections, clean_lessons, clean_exercises),
        note=(
            "Each model saw the same number of tokens, from data that was searched for HumanEval's "
            "problems first, and was finetuned on the same exercises."
        ),
        arms=(
            bench.arm("raw", "raw", raw),
            bench.arm("filtered", "filtered", selected),
            bench.arm("enriched", "filtered + textbooks + lessons", enriched),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What all three models have in common: how they are trained, and what they are tested on."""

    tokenizer: Stage[Tokenizer]
    exercises: Pack
    heldout: Split
    problems: int | None
    seed: int

    def arm(self, name: str, title: str, data: Pack) -> Arm:
        """Pretrain on ``data``, finetune on the exercises, and test before and after."""
        pretraining = Plan(
            steps=steps(data, BATCH),
            batch=BATCH,
            optimizer="muon",  # the paper's AdamW learns too little from so few updates
            learning_rate=6e-3,
            warmup=steps(data, BATCH) // 10,
            weight_decay=0.1,
            seed=self.seed,
        )
        finetuning = replace(
            pretraining,
            steps=steps(self.exercises, BATCH),
            learning_rate=6e-4,  # a tenth of pretraining's, as phi-1's (§2.3)
            warmup=steps(self.exercises, BATCH) // 10,
            weight_decay=0.01,
        )
        base = Train(
            label=f"pretrain {name}",
            data=data,
            tokenizer=self.tokenizer,
            plan=pretraining,
            shape=NANO,
        )
        tuned = Train(
            label=f"finetune {name}",
            data=self.exercises,
            tokenizer=self.tokenizer,
            plan=finetuning,
            start=base,
        )
        return Arm(
            name=title,
            data=data,
            base=self.model(f"base {name}", base),
            tuned=self.model(f"tuned {name}", tuned),
        )

    def model(self, name: str, checkpoint: Stage[Checkpoint]) -> Model:
        """A checkpoint with its tests."""
        at_most, seed = self.problems, self.seed
        bits = BitsPerByte(
            model=checkpoint, at_most=at_most, seed=seed, label=f"HumanEval bits, {name}"
        )
        passes = PassAtK(
            model=checkpoint,
            at_most=at_most,
            max_new_tokens=128,
            seed=seed,
            label=f"HumanEval, {name}",
        )
        tests = (
            Test(title="HumanEval", evaluation=bits),
            Test(
                title="held-out exercises",
                evaluation=replace(bits, problems=self.heldout, label=f"held-out bits, {name}"),
            ),
            Test(title="HumanEval", evaluation=passes),
            Test(
                title="held-out exercises",
                evaluation=replace(passes, problems=self.heldout, label=f"held-out, {name}"),
            ),
        )
        return Model(checkpoint=checkpoint, tests=tests)


def taught_by(
    annotator: Teacher, corpus: Split, size: int, classifier: TrainClassifier
) -> TrainClassifier:
    """A classifier trained on what a teacher says of a sample of the corpus (phi-1, §2.1).

    The sample is spread over what ``classifier`` predicts: most code is poor, and an even draw
    would hold few good pieces.
    """
    sample = SampleForAnnotation(
        corpus=corpus, size=size, classifier=classifier, seed=classifier.seed, label="sample"
    )
    scored = Annotate(corpus=Split(sample, "sample"), annotator=annotator, label="annotations")
    return replace(classifier, labels=Split(scored, "annotated"), label="own classifier")


def measured(name: str, rows: Split, seed: int) -> Measured:
    """How varied a data set is."""
    diversity = MeasureDiversity(source=rows, sample=SAMPLE, seed=seed, label=f"variety of {name}")
    return Measured(name=name, diversity=diversity)
