"""How phi-1.5's models are trained, and what they are tested on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.evaluate.completions import COMPLETIONS, CompletePrompts
from hornbook.evaluate.document_bits import DocumentBits
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.judge import Judge
from hornbook.evaluate.safety import JudgeSafety
from hornbook.evaluate.speed import MeasureSpeed
from hornbook.evaluate.stages import BitsPerByte, PassAtK
from hornbook.evaluate.suites import SUITES, VALIDATION
from hornbook.evaluate.toxicity import ToxiGenScore
from hornbook.evaluate.zero_shot import ZeroShot
from hornbook.model.checkpoint import Checkpoint
from hornbook.model.sampling import Sampling
from hornbook.model.tokenizer import Tokenizer
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipes._parts import kept
from hornbook.recipes._phi15_data import Data
from hornbook.recipes._phi15_numbers import Amount, Numbers
from hornbook.report.stages import Entrant, Model, Test
from hornbook.teacher import Teacher
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan
from hornbook.train.sources import Source
from hornbook.train.tokenizers import TrainTokenizer
from hornbook.train.training import Train

SMALL = (
    "Each model saw the same number of tokens. The small web is documentation, which lies near the "
    "held-out web and HumanEval; the stories are of no model's data, but written by rules as the "
    "synthetic prose is, which lies near them. "
)


@dataclass(frozen=True)
class Kind:
    """One of the paper's three models.

    Attributes:
        title: what the paper calls it.
        web: share of its tokens from the web.
        synthetic: share from synthetic prose; code makes up the rest.
        textbooks: whether the code comes with phi-1's textbooks and exercises.
    """

    title: str
    web: float
    synthetic: float
    textbooks: bool


# §2.3 and §2.4; in the order of the paper's table, from the worst to the best.
KINDS = {
    "web_only": Kind("phi-1.5-web-only", web=0.8, synthetic=0.0, textbooks=False),
    "plain": Kind("phi-1.5", web=0.0, synthetic=0.8, textbooks=True),
    "web": Kind("phi-1.5-web", web=0.4, synthetic=0.4, textbooks=True),
}


@dataclass(frozen=True, kw_only=True)
class Exams:
    """Where the questions lie that not everybody has, as `phi15` takes them.

    Attributes:
        hub: whether suites without a folder come from the hub.
    """

    suites: Path | None
    hub: bool
    gsm8k: Path | None
    mbpp: Path | None
    toxigen: Path | None
    judge: Teacher | None

    def asked(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The suites that can be measured here: those whose rows the folder holds, or the hub."""
        if find_spec("lm_eval") is None:
            return ()
        if self.suites is None:
            return wanted if self.hub else ()
        local = (name for name in wanted if SUITES[name].file)
        held = tuple(name for name in local if (self.suites / rows_of(name)).is_file())
        if not held:
            raise HornbookError(
                f"{self.suites} holds no rows of the zero-shot suites, such as "
                f"{rows_of('piqa')}; leave suites out, or check the path"
            )
        return held

    def left_out(self, wanted: tuple[str, ...]) -> str:
        """What isn't measured, and why, in a sentence; empty when all is."""
        missing = []
        if not self.asked(wanted):
            why = "needs a folder: suites=…" if find_spec("lm_eval") else "needs hornbook[eval]"
            missing.append(f"the zero-shot suites ({why})")
        for name, folder in (("gsm8k", self.gsm8k), ("mbpp", self.mbpp), ("toxigen", self.toxigen)):
            if folder is None:
                missing.append(f"{name} ({name}=…)")
        if self.judge is None:
            missing.append("the 86 prompts (judge=…)")
        return f"Left out: {', '.join(missing)}." if missing else ""


def rows_of(suite: str) -> str:
    """The name of the file of a suite's rows."""
    return SUITES[suite].file.format(split=VALIDATION)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """How every model is trained, and what it is tested on.

    Attributes:
        seeds: models of each kind.
        seed: of the first.
    """

    data: Data
    numbers: Numbers
    full: bool
    tokenizer: Stage[Tokenizer]
    exams: Exams
    seeds: int
    seed: int

    @property
    def note(self) -> str:
        """What was equal for all, what the paper found, and what wasn't measured."""
        paper = (
            "In the paper the web alone comes last, by 10 to 13 points in WinoGrande, ARC and "
            "SIQA; synthetic prose and both together are about equal there, and both together are "
            "better at code and reckoning."
        )
        small = "" if self.full else SMALL
        return f"{small}{paper} {self.exams.left_out(self.numbers.suites)}".strip()

    def entrant(self, name: str, kind: Kind) -> Entrant:
        """One kind of model, of every seed."""
        amount: Amount = getattr(self.numbers, name)
        seeds = range(self.seed, self.seed + self.seeds)
        return Entrant(
            name=kind.title, models=tuple(self.model(kind, amount, seed) for seed in seeds)
        )

    def model(self, kind: Kind, amount: Amount, seed: int) -> Model:
        """A model of one seed, with its tests."""
        sources = self.data.mixture(
            web=kind.web, synthetic=kind.synthetic, textbooks=kind.textbooks
        )
        # The name alone is what plans find the paper's numbers by.
        name = kind.title if self.full else f"small {kind.title}"
        name = name if self.seeds == 1 else f"{name}, seed {seed}"
        data = self.pack(name, sources, amount, seed)
        checkpoint = Train(
            label=name,
            data=data,
            tokenizer=self.tokenizer,
            plan=self.plan(amount, seed),
            shape=self.numbers.shape,
        )
        return Model(checkpoint=checkpoint, tests=tuple(self.tests(name, checkpoint)))

    def pack(self, name: str, sources: tuple[Source, ...], amount: Amount, seed: int) -> Pack:
        """The tokens of a model."""
        return Pack(
            tokenizer=self.tokenizer,
            sources=sources,
            tokens=amount.data,
            length=self.numbers.shape.context,
            seed=seed,
            label=f"pack {name}",
        )

    def plan(self, amount: Amount, seed: int) -> Plan:
        """How a model is trained (§2.3)."""
        numbers = self.numbers
        updates = max(1, amount.seen // (numbers.batch * numbers.shape.context))
        return Plan(
            steps=updates,
            batch=numbers.batch,
            learning_rate=numbers.learning_rate,
            optimizer=numbers.optimizer,
            schedule=numbers.schedule,
            warmup=round(numbers.warmup * updates),
            weight_decay=0.1,  # §2.3
            beta1=0.9,  # §2.3
            beta2=numbers.beta2,
            epsilon=numbers.epsilon,
            dropout=numbers.dropout,
            precision=numbers.precision,
            seed=seed,
        )

    def tests(self, name: str, model: Train) -> list[Test]:
        """What can be measured of a model here."""
        numbers, exams = self.numbers, self.exams
        bits = BitsPerByte(
            model=model, at_most=numbers.measured, seed=self.seed, label=f"HumanEval bits, {name}"
        )
        passes = PassAtK(
            model=model,
            at_most=numbers.measured,
            max_new_tokens=numbers.completion,
            seed=self.seed,
            label=f"HumanEval, {name}",
        )
        found: list[tuple[str, Stage[Evaluation]]] = []
        if asked := exams.asked(numbers.suites):
            zero_shot = ZeroShot(
                model=model,
                suites=asked,
                folder=str(exams.suites or ""),
                at_most=numbers.items,
                label=f"zero-shot, {name}",
            )
            found.append(("zero-shot", zero_shot))
        found += [*self.documents(name, model), ("HumanEval", bits), ("HumanEval", passes)]
        for title, problems, folder in (
            ("MBPP", "mbpp", exams.mbpp),
            ("GSM8K by program", "gsm8k-program", exams.gsm8k),
        ):
            if folder:
                there = replace(
                    passes, problems=problems, folder=str(folder), label=f"{title}, {name}"
                )
                found.append((title, there))
        if exams.toxigen:
            score = ToxiGenScore(model=model, folder=str(exams.toxigen), label=f"ToxiGen, {name}")
            found.append(("ToxiGen", score))
        if model.plan.seed == self.seed:  # they are as fast as one another
            found.append(("full context", MeasureSpeed(model=model, label=f"speed, {name}")))
        if exams.judge:
            found.append(("86 prompts", self.judged(name, model, exams.judge)))
        return [Test(title=title, evaluation=each) for title, each in found]

    def documents(self, name: str, model: Stage[Checkpoint]) -> list[tuple[str, DocumentBits]]:
        """Bits per byte on text that no model learns from."""
        return [
            (
                title,
                DocumentBits(
                    model=model,
                    documents=rows,
                    at_most=self.numbers.measured,
                    seed=self.seed,
                    label=f"bits of {title}, {name}",
                ),
            )
            for title, rows in (
                ("stories", self.data.stories),
                ("held-out web", self.data.heldout_web),
                ("held-out synthetic prose", self.data.heldout_prose),
            )
        ]

    def judged(self, name: str, model: Stage[Checkpoint], judge: Teacher) -> JudgeSafety:
        """The verdicts on completions of the 86 prompts (§4)."""
        said = CompletePrompts(
            model=model,
            prompts="safety",
            sampling=Sampling(max_new_tokens=self.numbers.completion // 4),
            at_most=self.numbers.measured,
            label=f"completions of touchy prompts, {name}",
        )
        return JudgeSafety(
            completions=Split(said, COMPLETIONS),
            judge=Judge(teacher=judge),
            label=f"safety, {name}",
        )


def tokenizer_of(data: Data) -> Stage[Tokenizer]:
    """The codegen models' (§2.1); small, one that is learned from all three kinds of text."""
    size = data.numbers.vocabulary
    if size is None:
        return data.code.tokenizer
    filtered = (kept(each.filtered) for each in data.code.corpora)
    return TrainTokenizer(
        sources=(data.filtered_web, kept(data.clean_prose), *filtered),
        vocab_size=size,
        label="tokenizer",
    )
