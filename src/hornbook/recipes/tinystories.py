"""TinyStories (2305.07759): how small can a model be and still tell a story?

A ladder of models, wider and deeper, is trained from nothing on stories that a small child would
understand. Each goes on with fifty beginnings that stop in the middle of a sentence; a judge grades
what it writes as a teacher would, and is itself held against continuations whose rank is known.

The paper's models are GPT-Neo's; phi-1's architecture stands for them (`presets.tiny_stories`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from hornbook.corpus.hub import HubDataset
from hornbook.errors import HornbookError
from hornbook.evaluate.completions import COMPLETIONS, CompletePrompts
from hornbook.evaluate.document_bits import DocumentBits
from hornbook.evaluate.judge import Judge
from hornbook.evaluate.overlap import CompletionOverlap
from hornbook.evaluate.story_controls import JudgeControls
from hornbook.evaluate.story_grades import GradeStories
from hornbook.generate.stories.stages import AuthorStories, WriteStories
from hornbook.model.presets import tiny_stories
from hornbook.model.sampling import Sampling
from hornbook.model.tokenizer import Tokenizer
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipe import command_line
from hornbook.recipes._parts import LOCAL, Scale, steps
from hornbook.recipes._tinystories_numbers import NUMBERS, Numbers, Rung
from hornbook.report.stages import Comparison, Entrant, Model, Test, WriteReport, Written
from hornbook.teacher import Teacher
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan
from hornbook.train.sources import Source
from hornbook.train.tokenizers import TrainTokenizer
from hornbook.train.training import Train

HUB = "roneneldan/TinyStories"
JUDGE = "gpt-4"
"""Who grades at full scale, as in the paper."""


def tinystories(
    *,
    scale: Scale = "nano",
    author: Teacher | None = None,
    judge: Teacher | None = None,
    stories: Path | None = None,
    seeds: int | None = None,
    seed: int = 0,
) -> WriteReport:
    """Train a ladder of models on stories, and have what they tell graded (TinyStories).

    Args:
        scale: ``full`` as in the paper; ``nano`` in minutes on two cores; ``tiny`` for tests.
        author: who writes the stories; if nobody is named, at full scale they are the paper's, in
            small Hornbook's procedural author's.
        judge: who grades; GPT-4 at full scale, in small the local model, which is worth little: the
            report shows how little.
        stories: a folder with TinyStories, in place of the hub (at full scale).
        seeds: models of each width and depth, if not as many as the scale has.
        seed: of everything; the first of the trainings'.

    Raises:
        HornbookError: for no models at all, or a folder that nothing would read.
    """
    command = command_line(tinystories, locals())
    numbers = NUMBERS[scale]
    if seeds is not None:
        if seeds < 1:
            raise HornbookError(f"seeds={seeds}: train at least one model of each size")
        numbers = replace(numbers, seeds=seeds)
    if stories is not None and (scale != "full" or author is not None):
        raise HornbookError(
            "stories names a folder in place of the hub, which only scale=full without an author "
            "reads; leave it out"
        )
    if author is not None:
        told, heldout = written(author, numbers, seed)
    elif scale == "full":
        told, heldout = published(stories)
    else:
        told, heldout = authored(numbers, seed)
    grader = judge or (Teacher.parse(JUDGE) if scale == "full" else LOCAL)
    ladder = Ladder(
        numbers=numbers,
        told=told,
        heldout=heldout,
        judge=Judge(teacher=grader, max_tokens=numbers.judgement),
        seed=seed,
    )
    made = (Written(name="stories", data=told.stage, unit="stories", language="plain"),)
    return WriteReport(
        label="report",
        title=f"Hornbook tinystories, {scale}",
        command=command,
        written=made if told.name == "stories" else (),
        comparisons=ladder.comparisons(),
    )


def published(folder: Path | None) -> tuple[Split, Split]:
    """The paper's stories, to train on and held out."""
    train = HubDataset(path=HUB, folder=folder or "", label="TinyStories")
    validation = replace(train, split="validation", label="TinyStories, validation")
    return Split(train, "documents"), Split(validation, "documents")


def authored(numbers: Numbers, seed: int) -> tuple[Split, Split]:
    """Stories by the procedural author."""
    told = AuthorStories(stories=numbers.stories, seed=seed, label="stories")
    heldout = AuthorStories(stories=numbers.heldout, seed=seed + 1, label="held-out stories")
    return Split(told, "stories"), Split(heldout, "stories")


def written(author: Teacher, numbers: Numbers, seed: int) -> tuple[Split, Split]:
    """Stories that a teacher is asked for, one a request."""
    told = WriteStories(teacher=author, requests=numbers.stories, seed=seed, label="stories")
    heldout = replace(told, requests=numbers.heldout, seed=seed + 1, label="held-out stories")
    return Split(told, "stories"), Split(heldout, "stories")


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """What all models have in common: their stories, how they are trained and what is asked."""

    numbers: Numbers
    told: Split
    heldout: Split
    judge: Judge
    seed: int

    def comparisons(self) -> tuple[Comparison, ...]:
        """Wider models, deeper models, and what the judge's grades are worth."""
        same = "All models saw the same stories equally often."
        return (
            Comparison(
                title="Wider",
                entrants=tuple(map(self.entrant, self.numbers.wider)),
                note=f"{same} In the paper grammar is the first to be learned, and consistency "
                "appears between widths of 64 and 128.",
            ),
            Comparison(
                title="Deeper",
                entrants=tuple(map(self.entrant, self.numbers.deeper)),
                note=same,
            ),
            self.worth(),
        )

    def worth(self) -> Comparison:
        """How the judge does on continuations whose rank is known; no model's doing."""
        controls = JudgeControls(
            judge=self.judge, at_most=self.numbers.controls, seed=self.seed, label="judge"
        )
        last = self.entrant(self.numbers.deeper[-1]).models[0]
        tested = Model(
            checkpoint=last.checkpoint, tests=(Test(title="the judge", evaluation=controls),)
        )
        return Comparison(
            title="What the judge's grades are worth",
            entrants=(Entrant(name=self.judge.teacher.name, models=(tested,)),),
            note="How often the judge grades a story's own rest higher than the same words "
            "shuffled, or than another story's rest. At 0.5 its grades above mean nothing.",
        )

    def entrant(self, rung: Rung) -> Entrant:
        """One width and depth, with every seed."""
        models = tuple(self.model(rung, number) for number in range(self.numbers.seeds))
        return Entrant(name=rung.title, models=models)

    def model(self, rung: Rung, number: int) -> Model:
        """A model and its tests."""
        numbers, seed = self.numbers, self.seed + number
        name = rung.name or f"{rung.width} x {rung.layers}"
        if numbers.seeds > 1:
            name = f"{name}, seed {number}"
        data = self.data
        updates = round(steps(data, numbers.batch) * numbers.epochs)
        trained = Train(
            label=name,  # of a published model its name: the paper's numbers are found by it
            data=data,
            tokenizer=data.tokenizer,
            plan=Plan(
                steps=updates,
                batch=numbers.batch,
                learning_rate=numbers.learning_rate,
                schedule=numbers.schedule,
                optimizer=numbers.optimizer,
                warmup=updates // 20,  # not stated
                weight_decay=0.1,  # not stated
                seed=seed,
            ),
            shape=tiny_stories(rung.width, rung.layers),
        )
        completed = CompletePrompts(
            model=trained,
            prompts="stories",
            samples=numbers.samples,
            sampling=Sampling(max_new_tokens=numbers.continuation, temperature=1.0, seed=self.seed),
            label=f"continuations, {name}",
        )
        continuations = Split(completed, COMPLETIONS)
        bits = DocumentBits(
            model=trained,
            documents=self.heldout,
            characters=0,
            seed=self.seed,
            label=f"held-out stories, {name}",
        )
        grades = GradeStories(
            completions=continuations,
            judge=self.judge,
            at_most=numbers.graded,
            seed=self.seed,
            label=f"grades, {name}",
        )
        overlap = CompletionOverlap(
            completions=continuations,
            training=self.told,
            at_most=numbers.compared,
            seed=self.seed,
            label=f"overlap, {name}",
        )
        return Model(
            checkpoint=trained,
            tests=(
                Test(title="held-out stories", evaluation=bits),
                Test(title="continuations", evaluation=grades),
                Test(title="continuations", evaluation=overlap),
            ),
        )

    @property
    def tokenizer(self) -> Stage[Tokenizer]:
        """Learned from the stories."""
        return TrainTokenizer(
            sources=(self.told,), vocab_size=self.numbers.vocabulary, label="tokenizer"
        )

    @property
    def data(self) -> Pack:
        """The stories as tokens."""
        return Pack(
            tokenizer=self.tokenizer,
            sources=(Source(split=self.told),),
            tokens=self.numbers.data,
            length=self.numbers.length,
            seed=self.seed,
            label="pack",
        )
