"""Orca (2306.02707): is a small model better taught by explanations than by answers?

Explanation tuning: a base model is tuned on triples of a system message, a query and a response
that explains, with the loss on the response alone. Two questions are asked of it. Are explanations
better than answers, for the same queries and as many tokens? And are two stages better than one:
first many queries, explained by an assistant who is easier to learn from, then a part of them,
explained by the teacher?

At full scale queries come from FLAN-v2 and responses from teachers. In small both come from the
procedural author, who proves what it says: its full explanations stand for the teacher's (GPT-4),
and its steps without reasons, which are half as long, for the assistant's (ChatGPT, whose
responses the paper finds shorter and easier).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.evaluate.answer_accuracy import AnswerAccuracy
from hornbook.evaluate.text_answers import in_chat_ml
from hornbook.generate.explanations.systems import messages
from hornbook.pipeline.split import Split
from hornbook.recipe import command_line
from hornbook.recipes._orca_data import (
    ASSISTANT,
    TEACHER,
    Data,
    Places,
    from_teachers,
    procedural,
)
from hornbook.recipes._orca_numbers import NUMBERS, Numbers
from hornbook.recipes._parts import Scale
from hornbook.report.stages import Comparison, Entrant, Model, Test, WriteReport
from hornbook.teacher import Teacher
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan
from hornbook.train.sources import Source
from hornbook.train.training import Train

CLOSE = "<|im_end|>\n"
"""What a response ends with in its text; learned with it, or a model would not know when to end."""

SAME_KINDS = (
    "boolean_expressions", "logical_deduction_five_objects", "logical_deduction_seven_objects",
    "logical_deduction_three_objects", "multistep_arithmetic_two", "navigate", "object_counting",
    "reasoning_about_colored_objects", "tracking_shuffled_objects_five_objects",
    "tracking_shuffled_objects_seven_objects", "tracking_shuffled_objects_three_objects",
    "web_of_lies",
)  # fmt: skip
"""The tasks of BBH that ask what the procedural kinds ask, in other words."""

REASONING = 7
"""The kind of system message that asks for steps and their reasons."""


def orca(
    *,
    scale: Scale = "nano",
    bbh: Path | None = None,
    agieval: Path | None = None,
    assistant: Teacher | None = None,
    teacher: Teacher | None = None,
    flan: Path | None = None,
    web: Path | None = None,
    tokenizer: Path | None = None,
    epochs: int | None = None,
    seeds: int | None = None,
    seed: int = 0,
) -> WriteReport:
    """Tune a model on explanations, and hold it against one tuned on answers (Orca).

    Args:
        scale: ``full`` as in the paper; ``nano`` in minutes on two cores; ``tiny`` for tests.
        bbh: a folder with BBH's files, to be tested on it; in small on the tasks whose kinds the
            procedural author has, too.
        agieval: a folder with AGIEval's files, to be tested on it.
        assistant: who explains all queries at full scale; gpt-5-mini if nobody is named.
        teacher: who explains a part of them at full scale; gpt-5 if nobody is named.
        flan: a folder in place of the hub for FLAN-v2, with a folder of Parquet or JSONL for each
            of its collections: cot, niv2, flan2021, t0.
        web: a folder in place of the hub for RefinedWeb.
        tokenizer: a folder in place of the hub for the tokenizer.
        epochs: how often responses are learned from, if not as often as the scale has it.
        seeds: trainings of each kind, if not as many as the scale has.
        seed: of everything; the first of the trainings'.
    """
    command = command_line(orca, locals())
    numbers = NUMBERS[scale]
    if any(each is not None and each < 1 for each in (seeds, epochs)):
        raise HornbookError("seeds and epochs have to be at least 1")
    numbers = replace(numbers, seeds=seeds or numbers.seeds, epochs=epochs or numbers.epochs)
    if scale == "full":
        places = Places(flan=flan, web=web, tokenizer=tokenizer)
        data = from_teachers(
            numbers,
            assistant or Teacher.parse(ASSISTANT),
            teacher or Teacher.parse(TEACHER),
            places,
            seed,
        )
    else:
        data = procedural(numbers, seed)
    bench = Bench(
        numbers=numbers,
        data=data,
        bbh=bbh,
        agieval=agieval,
        tasks=() if scale == "full" else SAME_KINDS,
        seed=seed,
    )
    return WriteReport(
        label="report",
        title=f"Hornbook orca, {scale}",
        command=command,
        written=data.written,
        comparisons=bench.comparisons(),
    )


@dataclass(frozen=True, kw_only=True)
class Bench:
    """How models are tuned and tested.

    Attributes:
        numbers: of the scale.
        data: what they learn from.
        bbh: the folder of BBH, if there is one.
        agieval: the folder of AGIEval, if there is one.
        tasks: of BBH; all that have given answers where none is named.
        seed: the first training's.
    """

    numbers: Numbers
    data: Data
    bbh: Path | None
    agieval: Path | None
    tasks: tuple[str, ...]
    seed: int

    def comparisons(self) -> tuple[Comparison, ...]:
        """The paper's two questions."""
        numbers, data, labels = self.numbers, self.data, self.numbers.labels
        of_all, of_part, epochs = numbers.tokens, numbers.teacher_tokens, numbers.epochs
        answers = self.one_stage(labels.answers, data.answers, of_all, epochs)
        explained = self.one_stage(labels.first, data.assistant, of_all, epochs)
        alone = self.one_stage(labels.alone, data.teacher, of_part, epochs)
        both = epochs * (of_all + of_part) / of_part
        longer = self.one_stage(labels.longer, data.teacher, of_part, both)
        two = tuple(
            self.tuned(labels.second, data.teacher, of_part, epochs, first, seed)
            for first, seed in zip(explained, self.seeds, strict=True)
        )
        return (
            Comparison(
                title="Explanations against answers",
                entrants=(
                    self.entrant("answers only", answers),
                    self.entrant("explanations", explained),
                ),
                note=(
                    "Both were tuned from the same base model on the same queries under the same "
                    "system messages, and saw as many tokens, prompts counted: who learns answers "
                    "sees each more often."
                ),
            ),
            Comparison(
                title="One stage against two",
                entrants=(
                    self.entrant("one stage", alone),
                    self.entrant("one stage, as long as two", longer),
                    self.entrant("two stages", two),
                ),
                note=(
                    "The paper's two stages give 41.7 on AGIEval, the second alone 37.2; it "
                    "doesn't say what the second gives when it lasts as long as both."
                ),
            ),
        )

    @property
    def seeds(self) -> range:
        """Of the trainings."""
        return range(self.seed, self.seed + self.numbers.seeds)

    def one_stage(self, name: str, rows: Split, tokens: int, epochs: float) -> tuple[Train, ...]:
        """The base model, tuned once a seed."""
        base = self.base()
        return tuple(self.tuned(name, rows, tokens, epochs, base, seed) for seed in self.seeds)

    def base(self) -> Train:
        """What stands for LLaMA: one model, as there; all tunings begin with it."""
        numbers = self.numbers
        updates = numbers.base_tokens // (numbers.length * numbers.base_batch)
        return Train(
            label=numbers.labels.base,
            data=Pack(
                tokenizer=self.data.tokenizer,
                sources=tuple(Source(split=split) for split in self.data.text),
                tokens=numbers.base_tokens,
                length=numbers.length,
                seed=self.seed,
                label="pack base",
            ),
            tokenizer=self.data.tokenizer,
            plan=Plan(
                steps=updates,
                batch=numbers.base_batch,
                learning_rate=numbers.base_rate,
                optimizer=numbers.optimizer,
                warmup=min(2000, updates // 10),  # 2,000 is LLaMA's (2302.13971, §2.3)
                weight_decay=0.1,  # LLaMA's
                seed=self.seed,
            ),
            shape=numbers.shape,
        )

    def tuned(
        self, name: str, rows: Split, tokens: int, epochs: float, start: Train, seed: int
    ) -> Train:
        """A model after it has seen so many tokens of the rows so many times."""
        numbers = self.numbers
        updates = round(epochs * tokens) // (numbers.length * numbers.batch)
        return Train(
            label=self.of_seed(name, seed),
            data=Pack(
                tokenizer=self.data.tokenizer,
                sources=(Source(split=rows, answer="response", close=CLOSE),),
                tokens=tokens,
                length=numbers.length,
                layout="rows",
                seed=seed,
                label=self.of_seed(f"pack {rows.stage.name}", seed),
            ),
            tokenizer=self.data.tokenizer,
            plan=Plan(
                steps=updates,
                batch=numbers.batch,
                learning_rate=numbers.rate,
                optimizer=numbers.optimizer,
                warmup=updates // 10,  # not stated
                weight_decay=0.0,  # not stated
                seed=seed,
            ),
            start=start,
        )

    def of_seed(self, name: str, seed: int) -> str:
        """A label that tells seeds apart where there are several."""
        return name if self.numbers.seeds == 1 else f"{name}, seed {seed}"

    def entrant(self, name: str, checkpoints: tuple[Train, ...]) -> Entrant:
        """A way to tune, with the tests of every model that was."""
        return Entrant(name=name, models=tuple(self.model(each) for each in checkpoints))

    def model(self, checkpoint: Train) -> Model:
        """A checkpoint with its tests."""
        plain, asked = in_chat_ml(), in_chat_ml(messages()[REASONING])
        test = AnswerAccuracy(
            model=checkpoint,
            problems="",
            max_new_tokens=self.numbers.answer,
            at_most=self.numbers.questions,
        )
        tests = []
        for title, split in self.data.tests:
            for how, asking in (("", plain), (", asked for reasons", asked)):
                evaluation = replace(
                    test,
                    problems=split,
                    asking=asking,
                    label=f"{title}{how}: {checkpoint.label}",
                )
                tests.append(Test(title=f"{title}{how}", evaluation=evaluation))
        for title, name, folder, tasks in (
            ("BBH", "bbh-all" if self.tasks else "bbh", self.bbh, self.tasks),
            ("AGIEval", "agieval", self.agieval, ()),
        ):
            if folder is None:
                continue
            evaluation = replace(
                test,
                problems=name,
                folder=str(folder),
                asking=plain,
                tasks=tasks,
                label=f"{title}: {checkpoint.label}",
            )
            tests.append(Test(title=title, evaluation=evaluation))
        return Model(checkpoint=checkpoint, tests=tuple(tests))
