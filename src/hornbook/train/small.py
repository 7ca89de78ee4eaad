"""Small models in a line each, with the numbers that suit a few hundred updates.

They are those of `hornbook.recipes.nano`; `docs/results/training.md` has what else was tried.
Whoever wants other numbers writes a `Pack` and a `Train`.
"""

from __future__ import annotations

from collections.abc import Mapping

from hornbook.errors import HornbookError
from hornbook.model.presets import NANO, Shape
from hornbook.model.tokenizer import Tokenizer
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan
from hornbook.train.sources import Source
from hornbook.train.training import Train

BATCH = 8
"""Windows that an update is averaged over."""

MOST_EPOCHS = 8
"""How often a split is read at most, while others have more: of what a teacher wrote little may be
left, and three questions read three hundred times do harm (docs/results/own.md)."""


def pretrain(
    tokenizer: Stage[Tokenizer],
    data: Mapping[Split, float],
    *,
    tokens: int,
    shape: Shape = NANO,
    seed: int = 0,
    name: str = "model",
) -> Train:
    """A model from nothing, that sees so many tokens of a mixture.

    Args:
        tokenizer: makes the tokens.
        data: what to learn from, with weights. It repeats when it is short, a split of it eight
            times at most while others have more; what turns out to be empty is gone without.
        tokens: to train on.
        shape: the model's size.
        seed: of the weights, and of every order.
        name: what the stages are called: ``pack NAME`` and ``pretrain NAME``.

    Raises:
        HornbookError: when the tokens don't make one update.
    """
    pack = _pack(tokenizer, data, tokens, shape.context, seed, f"pack {name}")
    plan = _plan(pack, learning_rate=6e-3, weight_decay=0.1)
    return Train(data=pack, tokenizer=tokenizer, plan=plan, shape=shape, label=f"pretrain {name}")


def finetune(
    start: Train, data: Mapping[Split, float], *, tokens: int, name: str = "model"
) -> Train:
    """The model that a training makes, trained further on another mixture at a tenth of its rate.

    Args:
        start: the training; its tokenizer, window and seed are taken.
        data: what to learn from, as in `pretrain`.
        tokens: to train on.
        name: what the stages are called: ``pack for NAME`` and ``finetune NAME``.

    Raises:
        HornbookError: when the tokens don't make one update, or ``start`` has data of another kind.
    """
    if not isinstance(start.data, Pack):
        raise HornbookError(f"{start.name} wasn't trained on a Pack; write a Pack and a Train")
    length, seed = start.data.length, start.plan.seed
    pack = _pack(start.tokenizer, data, tokens, length, seed, f"pack for {name}")
    plan = _plan(pack, learning_rate=6e-4, weight_decay=0.01)  # as in phi-1 (§2.3)
    return Train(
        data=pack, tokenizer=start.tokenizer, plan=plan, start=start, label=f"finetune {name}"
    )


def _pack(
    tokenizer: Stage[Tokenizer],
    data: Mapping[Split, float],
    tokens: int,
    length: int,
    seed: int,
    label: str,
) -> Pack:
    if tokens < length * BATCH:
        raise HornbookError(
            f"tokens={tokens:,} don't make one update of {BATCH} windows of {length}; give "
            f"{length * BATCH:,} or more"
        )
    return Pack(
        tokenizer=tokenizer,
        sources=tuple(
            Source(split=split, weight=weight, most_epochs=MOST_EPOCHS, optional=True)
            for split, weight in data.items()
        ),
        tokens=tokens,
        length=length,
        seed=seed,
        label=label,
    )


def _plan(pack: Pack, *, learning_rate: float, weight_decay: float) -> Plan:
    """Updates in which a model sees the data once."""
    steps = pack.tokens // (pack.length * BATCH)
    return Plan(
        steps=steps,
        batch=BATCH,
        optimizer="muon",  # AdamW learns too little from so few updates
        learning_rate=learning_rate,
        warmup=steps // 10,
        weight_decay=weight_decay,
        seed=pack.seed,
    )
