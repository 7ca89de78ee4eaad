"""TinyGSM (2312.09241): small models that solve word problems by programs, and verifiers of them.

Generators of several sizes learn from problems with programs. Two checkpoints of the largest
attempt further problems many times; what their programs answer says which attempts are right, and
verifiers that begin as the generators learn to tell. Then every generator attempts the test
problems, and every verifier chooses.

At full scale a teacher writes the problems, verifiers practise on GSM8K's training set, and its
test set is the test. In small, rules write all of them, and the tests are problems of templates
and of families that no model has learned from; GSM8K joins them where there is a folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.evaluate.candidates import CANDIDATES, SampleCandidates
from hornbook.evaluate.choose import ChooseCandidates, Way
from hornbook.evaluate.selection import BestOfN, ScoreCandidates
from hornbook.model.tokenizer import Tokenizer
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipe import command_line
from hornbook.recipes._parts import Scale
from hornbook.recipes._tinygsm_data import TEACHER, Data, Problems, asked, authored
from hornbook.recipes._tinygsm_numbers import NUMBERS, Numbers, Size
from hornbook.report.stages import Chosen, Comparison, Entrant, Model, Test, WriteReport
from hornbook.teacher import Teacher
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan, StoppedPlan
from hornbook.train.tokenizers import PretrainedTokenizer, TrainTokenizer
from hornbook.train.training import Train
from hornbook.train.verifier import PackCandidates, TrainVerifier

PAPER: Mapping[str, tuple[float, float, float, float]] = {
    "125M": (63.1, 68.9, 67.3, 76.1),
    "350M": (65.9, 68.8, 71.3, 79.2),
    "1.3B": (68.2, 71.7, 78.3, 81.5),
}
"""GSM8K by generator: alone, and with a verifier of 125M, of 350M, of 1.3B (table 4)."""

VERIFIED: Mapping[Way, str] = {"verifier": "verifier of {}", "weighted": "votes weighted by {}"}
"""The ways to choose by a verifier, and what the reader sees of them."""


def tinygsm(
    *,
    scale: Scale = "nano",
    gsm8k: Path | None = None,
    teacher: Teacher | None = None,
    tokenizer: Path | None = None,
    steps: int | None = None,
    seeds: int | None = None,
    seed: int = 0,
) -> WriteReport:
    """Train generators and verifiers of several sizes on word problems, and let each pair solve.

    Args:
        scale: ``full`` as in the paper; ``nano`` in minutes on two cores; ``tiny`` for tests.
        gsm8k: a folder with GSM8K's train.jsonl and test.jsonl; at full scale the hub stands in
            for it, in small GSM8K is left out without one.
        teacher: who writes the problems at full scale; gpt-5-mini if nobody is named.
        tokenizer: a folder with codegen's tokenizer in place of the hub; full scale only.
        steps: updates of a generator; the scale's if left out. Too few, and its candidates are
            noise; too many, and there is nothing left to choose.
        seeds: generators of each size, each with verifiers of its own; the scale's if left out.
        seed: of everything; the first of the generators'.
    """
    command = command_line(tinygsm, locals())
    numbers, full = NUMBERS[scale], scale == "full"
    if seeds is not None and seeds < 1:
        raise HornbookError(f"seeds={seeds}: train at least one generator of each size")
    if steps is not None and steps < 3:
        raise HornbookError(f"steps={steps}: train for at least three updates")
    numbers = replace(numbers, seeds=seeds or numbers.seeds, steps=steps or numbers.steps)
    if full:
        data = asked(numbers, teacher or Teacher.parse(TEACHER), gsm8k, seed)
    else:
        data = authored(numbers, gsm8k, seed)
    bench = Bench(numbers=numbers, data=data, tokenizer=_tokenizer(numbers, data, tokenizer))
    every = range(seed, seed + numbers.seeds)
    return WriteReport(
        label="report",
        title="Hornbook TinyGSM" if full else f"Hornbook TinyGSM, {scale}",
        command=command,
        written=data.written,
        decontaminated=data.decontaminated,
        comparisons=tuple(bench.comparison(size, every) for size in numbers.sizes),
        chosen=tuple(
            bench.curve(size, problems, seed) for problems in data.tests for size in numbers.sizes
        ),
    )


def _tokenizer(numbers: Numbers, data: Data, folder: Path | None) -> Stage[Tokenizer]:
    """codegen's, which is phi-1.5's; small, one that is learned from the problems."""
    if numbers.vocabulary is None:
        return PretrainedTokenizer(folder=str(folder or ""), label="tokenizer")
    sources = tuple(source.split for source in data.train)
    return TrainTokenizer(sources=sources, vocab_size=numbers.vocabulary, label="tokenizer")


@dataclass(frozen=True, kw_only=True)
class Bench:
    """How generators and verifiers are trained and tested."""

    numbers: Numbers
    data: Data
    tokenizer: Stage[Tokenizer]

    def generator(self, size: Size, seed: int) -> Train:
        """A generator (§3.1)."""
        numbers = self.numbers
        data = Pack(
            tokenizer=self.tokenizer,
            sources=self.data.train,
            tokens=numbers.tokens,
            length=numbers.length,
            label="pack problems",
        )
        plan = Plan(
            steps=numbers.steps,
            batch=numbers.batch,
            learning_rate=size.rate,
            schedule=numbers.schedule,
            optimizer=numbers.optimizer,
            warmup=numbers.warmup,
            weight_decay=numbers.decay,
            seed=seed,
        )
        return Train(
            label=self.named(f"TinyGSM {size.name}", seed),
            data=data,
            tokenizer=self.tokenizer,
            plan=plan,
            shape=size.shape,
        )

    def early(self, seed: int) -> Train:
        """The largest generator, halted on its way."""
        size = self.numbers.sizes[-1]
        whole = self.generator(size, seed)
        steps = int(whole.plan.steps * self.numbers.early)
        values = {each.name: getattr(whole.plan, each.name) for each in fields(whole.plan)}
        stopped = StoppedPlan(**{**values, "steps": steps}, scheduled=whole.plan.steps)
        return replace(whole, plan=stopped, label=self.named(f"early {size.name}", seed))

    def practised(self, seed: int) -> SampleCandidates:
        """What both checkpoints write about the problems that verifiers learn from (§4).

        Of the largest generator alone: the paper doesn't say of whose, and with a weaker one's in
        between, in small, verifiers chose worse.
        """
        practice, numbers = self.data.practice, self.numbers
        size = numbers.sizes[-1]
        return SampleCandidates(
            label=self.named(f"practice of {size.name}", seed),
            checkpoints=(self.early(seed), self.generator(size, seed)),
            problems=practice.problems,
            folder=practice.folder,
            temperatures=numbers.temperatures,
            samples=numbers.samples,
            max_new_tokens=numbers.completion,
            seed=seed,
        )

    def verifier(self, size: Size, seed: int) -> TrainVerifier:
        """A verifier that begins as the generator of its size (§4)."""
        numbers = self.numbers
        data = PackCandidates(
            tokenizer=self.tokenizer,
            candidates=(Split(self.practised(seed), CANDIDATES),),
            length=numbers.read,
            distinct=numbers.distinct,
            balance=numbers.balance,
            prompts=numbers.prompts,
            seed=seed,
            label=self.named("pack candidates", seed),
        )
        plan = Plan(
            steps=numbers.verifier_steps,
            batch=numbers.verifier_batch,
            learning_rate=numbers.verifier_rate,
            optimizer=numbers.optimizer,
            warmup=numbers.verifier_steps // 20,
            dropout=numbers.verifier_dropout,
            weight_decay=numbers.decay,
            seed=seed,
        )
        return TrainVerifier(
            label=self.named(f"verifier {size.name}", seed),
            data=data,
            start=self.generator(size, seed),
            plan=plan,
        )

    def tested(self, size: Size, problems: Problems, seed: int) -> SampleCandidates:
        """What a generator writes about test problems: many tries and a greedy one."""
        numbers = self.numbers
        return SampleCandidates(
            label=self.named(f"{problems.title}, {size.name}", seed),
            checkpoints=(self.generator(size, seed),),
            problems=problems.problems,
            folder=problems.folder,
            temperatures=(0.0, numbers.temperature),
            samples=numbers.tries,
            max_new_tokens=numbers.completion,
            at_most=numbers.tested,
            seed=seed + 1,  # or it would draw what it drew in practice
        )

    def scored(self, size: Size, verifier: Size, problems: Problems, seed: int) -> ScoreCandidates:
        """The same with a verifier's scores."""
        return ScoreCandidates(
            label=self.named(f"{problems.title}, {size.name} by {verifier.name}", seed),
            candidates=Split(self.tested(size, problems, seed), CANDIDATES),
            verifier=self.verifier(verifier, seed),
        )

    def comparison(self, size: Size, seeds: range) -> Comparison:
        """A row of the paper's table: a generator alone, by majority, and with each verifier."""
        tries, sizes = self.numbers.tries, self.numbers.sizes
        entrants = [
            self.entrant("alone", size, "greedy", None, seeds),
            self.entrant(f"majority of {tries}", size, "majority", None, seeds),
            *(
                self.entrant(name.format(each.name), size, way, each, seeds)
                for way, name in VERIFIED.items()
                for each in sizes
            ),
        ]
        if said := PAPER.get(size.name):
            alone, *chosen = said
            verified = ", ".join(f"{value}" for value in chosen)
            note = f"The paper: {alone} alone; {verified} with verifiers from small to large."
        else:
            note = (
                "In the paper a verifier of 1.3B takes a generator of 1.3B from 68.2 to 81.5 % of "
                "GSM8K: it removes 42 % of the errors."
            )
        return Comparison(title=f"Generator of {size.name}", entrants=tuple(entrants), note=note)

    def entrant(
        self, name: str, size: Size, way: Way, verifier: Size | None, seeds: range
    ) -> Entrant:
        """A generator with one way to choose among what it writes, once a seed."""
        return Entrant(
            name=name,
            models=tuple(
                Model(
                    checkpoint=self.generator(size, seed),
                    tests=tuple(
                        Test(
                            title=problems.title,
                            evaluation=self.chosen(size, way, verifier, problems, seed),
                        )
                        for problems in self.data.tests
                    ),
                )
                for seed in seeds
            ),
        )

    def chosen(
        self, size: Size, way: Way, verifier: Size | None, problems: Problems, seed: int
    ) -> ChooseCandidates:
        """What one way of choosing submits."""
        if verifier:
            pool: Stage[Dataset] = self.scored(size, verifier, problems, seed)
        else:
            pool = self.tested(size, problems, seed)
        by = f"{way} {verifier.name}" if verifier else way
        return ChooseCandidates(
            label=self.named(f"{problems.title}, {size.name}, {by}", seed),
            candidates=Split(pool, CANDIDATES),
            way=way,
        )

    def curve(self, size: Size, problems: Problems, seed: int) -> Chosen:
        """Ways to choose over n, with a verifier of the generator's own size."""
        scored = self.scored(size, size, problems, seed)
        selection = BestOfN(
            candidates=Split(scored, CANDIDATES),
            label=self.named(f"{problems.title}, best of n, {size.name}", seed),
        )
        return Chosen(name=f"{problems.title}, {size.name}", selection=selection)

    def named(self, name: str, seed: int) -> str:
        """A label, with the seed where there are several."""
        return name if self.numbers.seeds == 1 else f"{name}, seed {seed}"
