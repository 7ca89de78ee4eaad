"""AdamW beside Muon, and the loss on whole texts beside that on answers alone, on the same data.

    python benchmarks/optimizers.py
    python benchmarks/optimizers.py --rates 2e-3 4e-3 8e-3 --tokens 600000

Nano models of 1.8M parameters read verified exercises once. Their worth is measured in bits per
byte on solutions of families that they haven't seen, and on HumanEval's.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hornbook.evaluate.stages import BitsPerByte
from hornbook.generate.exercises import AuthorExercises
from hornbook.model.presets import NANO
from hornbook.pipeline.context import Settings
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.store import open_store
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan
from hornbook.train.sources import Source
from hornbook.train.tokenizers import TrainTokenizer
from hornbook.train.training import Train

BATCH = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rates", type=float, nargs="+", default=[6e-3])
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--tokens", type=int, default=1_200_000)
    parser.add_argument("--exercises", type=int, default=12_000)
    parser.add_argument("--out", type=Path, default=None, help="keeps what was made")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(
            open_store(given.out or Path(folder)), Settings(workers=2), Progress(quiet=True)
        )
        print("| optimizer | rate | loss on | seed | held-out families | HumanEval | seconds |")
        print("|---|---:|---|---:|---:|---:|---:|")
        for train, learned in trainings(given):
            print(row(runner, train, learned), flush=True)


def trainings(given: argparse.Namespace) -> Iterator[tuple[Train, str]]:
    """Each way to train, and what its loss is on."""
    authored = AuthorExercises(
        exercises=given.exercises, lessons=0, heldout_exercises=300, label="exercises"
    )
    whole = Source(split=Split(authored, "train"))
    tokenizer = TrainTokenizer(sources=(whole.split,), vocab_size=4096)
    for source, learned in ((whole, "whole texts"), (replace(whole, answer="solution"), "answers")):
        data = Pack(
            tokenizer=tokenizer, sources=(source,), tokens=given.tokens, length=NANO.context
        )
        steps = given.tokens // (NANO.context * BATCH)
        for optimizer in ("adamw", "muon"):
            for rate in given.rates:
                for seed in range(given.seeds):
                    plan = Plan(
                        steps=steps,
                        batch=BATCH,
                        optimizer=optimizer,
                        learning_rate=rate,
                        warmup=steps // 10,
                        seed=seed,
                    )
                    yield (
                        Train(data=data, tokenizer=tokenizer, plan=plan, shape=NANO),
                        learned,
                    )


def row(runner: Runner, train: Train, learned: str) -> str:
    """A training's line in the table."""
    assert isinstance(train.data, Pack)
    authored = train.data.sources[0].split.stage
    bits = BitsPerByte(model=train)
    heldout = replace(bits, problems=Split(authored, "heldout"))
    found = []
    for evaluation in (heldout, bits):
        runner.run(evaluation)
        found.append(runner.open(evaluation).values()["bits_per_byte"])
    seconds = runner.manifest(train, Graph.of(train)).seconds
    values = " | ".join(
        f"{each['value']:.3f} ({each['low']:.2f}–{each['high']:.2f})" for each in found
    )
    plan = train.plan
    return (
        f"| {plan.optimizer} | {plan.learning_rate:g} | {learned} | {plan.seed} | {values} "
        f"| {seconds:.0f} |"
    )


if __name__ == "__main__":
    main()
