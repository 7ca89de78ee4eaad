"""The stages from documents to a trained model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hornbook.errors import HornbookError
from hornbook.model.checkpoint import Checkpoint
from hornbook.model.presets import Shape
from hornbook.model.tokenizer import Tokenizer, train_bpe
from hornbook.pipeline.context import Context
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.train.schedule import Plan
from hornbook.train.tokens import TokenArray

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.model.phi import Phi
    from hornbook.train.packing import Documents


@dataclass(frozen=True, kw_only=True)
class Source:
    """Documents to train on.

    Attributes:
        split: where they are.
        weight: their share of the training tokens, relative to the other sources'.
        column: which column holds the text.
    """

    split: Split
    weight: float = 1.0
    column: str = "text"


@dataclass(frozen=True, kw_only=True)
class TrainTokenizer(Stage[Tokenizer]):
    """Learn a byte-level BPE from documents.

    Attributes:
        sources: what to learn from.
        vocab_size: number of tokens.
        sample: bytes of text to learn from at most, from documents spread over each source.
    """

    sources: tuple[Split, ...]
    vocab_size: int = 4096
    sample: int = 16_000_000

    def run(self, context: Context) -> Tokenizer:
        """Read a sample of the documents and learn merges from it."""
        read = 0

        def texts() -> Iterator[str]:
            nonlocal read
            for split in self.sources:
                for text in _sample(split, context, self.sample // len(self.sources)):
                    read += len(text.encode())
                    yield text

        tracked = context.progress.track(texts(), "reading", unit="docs")
        tokenizer = Tokenizer.write(context.directory, train_bpe(tracked, self.vocab_size))
        if not read:
            raise HornbookError(f"{self.name} has no text to learn from: its sources are empty")
        context.record(bytes_read=read)
        return tokenizer


@dataclass(frozen=True, kw_only=True)
class Pack(Stage[TokenArray]):
    """Tokenize documents and lay them end to end (phi-1, §2.3), in a mixture of sources.

    Attributes:
        tokenizer: makes the tokens.
        sources: what to train on, and in what proportion.
        tokens: training tokens; sources repeat when they are short, and are cut when long.
        length: tokens that a training step sees at once.
        heldout_share: share of documents that are kept from training, to measure the loss on.
        seed: decides which are held out, and every order.
    """

    tokenizer: Stage[Tokenizer]
    sources: tuple[Source, ...]
    tokens: int
    length: int = 512
    heldout_share: float = 0.01
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse a mixture that can't be made.

        Raises:
            HornbookError: for a number out of its range.
        """
        if self.tokens <= self.length or self.length < 1:
            raise HornbookError(
                f"{self.tokens:,} training tokens don't hold one window of {self.length:,}"
            )
        if not self.sources or any(not source.weight > 0 for source in self.sources):
            raise HornbookError("packing needs at least one source, each with a positive weight")
        if not 0 <= self.heldout_share < 1:
            raise HornbookError(f"heldout_share is {self.heldout_share}; it has to be below 1")

    def run(self, context: Context) -> TokenArray:
        """Tokenize what the budget needs, and merge it."""
        from hornbook.train import packing

        tokenizer = context.load(self.tokenizer)
        parts = packing.budgets(self.tokens, [source.weight for source in self.sources])
        training, heldout, chosen, notes = [], [], [], []
        for number, (source, budget) in enumerate(zip(self.sources, parts, strict=True)):
            kept, aside = self._tokenize(context, tokenizer, source, number, budget)
            picked, epochs = packing.stretches(kept.lengths(), budget, number, self.seed)
            training.append(kept)
            heldout.append(aside)
            chosen.append(picked)
            notes.append(
                {
                    "source": f"{source.split.stage.name}/{source.split.name}",
                    "documents": len({stretch.document for stretch in picked}),
                    "tokens": budget,
                    "epochs": round(budget / len(kept.tokens), 3) if epochs > 1 else None,
                    "heldout_documents": len(aside),
                }
            )
        everything = [
            packing.stretches(aside.lengths(), len(aside.tokens), number, self.seed)[0]
            for number, aside in enumerate(heldout)
        ]
        facts = {
            "length": self.length,
            "vocabulary": tokenizer.size,
            "tokenizer": tokenizer.digest,
            "sources": notes,
        }
        context.record(sources=notes)
        return TokenArray.write(
            context.directory,
            facts,
            train=packing.assemble(training, chosen, tokenizer.end),
            heldout=packing.assemble(heldout, everything, tokenizer.end),
        )

    def _tokenize(
        self, context: Context, tokenizer: Tokenizer, source: Source, number: int, budget: int
    ) -> tuple[Documents, Documents]:
        """As many documents as needed, in the first epoch's order; and those held out."""
        import numpy as np

        from hornbook.train import packing

        table = _texts(source, context)
        ids = table.column("id").to_pylist()
        out = np.array(
            [packing.is_heldout(row, self.heldout_share, self.seed) for row in ids], dtype=bool
        )
        aside, kept = np.flatnonzero(out), np.flatnonzero(~out)
        if not len(kept):
            raise HornbookError(
                f"{source.split.stage.name}/{source.split.name} has no document to train on"
            )
        kept = kept[packing.shuffled(len(kept), self.seed, number, 0)]
        what = f"tokenizing {source.split.stage.name}"

        def tokenize(rows: Any, enough: int | None) -> Documents:  # noqa: ANN401 - an index array
            column = table.column(source.column)
            with context.progress.bar(what, total=len(rows), unit="docs") as bar:
                return packing.tokenize(
                    lambda start, stop: column.take(rows[start:stop]).to_pylist(),
                    len(rows),
                    tokenizer.encode_batch,
                    tokenizer.end,
                    enough=enough,
                    advance=bar.advance,
                )

        # Held-out loss is measured on a few tens of thousands of tokens; more are not needed.
        return tokenize(kept, budget), tokenize(aside, self.tokens // 10)


@dataclass(frozen=True, kw_only=True)
class Train(Stage[Checkpoint]):
    """Train a model on packed tokens; from ``start``, this is finetuning.

    Attributes:
        data: what to train on.
        tokenizer: what its tokens mean.
        plan: steps, batch, learning rate and the rest.
        shape: the model's size; None takes that of ``start``.
        start: weights to begin with; None draws them from the plan's seed.
    """

    data: Stage[TokenArray]
    tokenizer: Stage[Tokenizer]
    plan: Plan
    shape: Shape | None = None
    start: Stage[Checkpoint] | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be trained, before anything runs.

        Raises:
            HornbookError: when the numbers don't fit one another.
        """
        if self.shape is None and self.start is None:
            raise HornbookError(f"{self.name} needs a shape, or a checkpoint to start from")
        if self.shape and isinstance(self.data, Pack):
            _check_length(self.data.length, self.shape.context)

    def run(self, context: Context) -> Checkpoint:
        """Train, or go on training, and write the checkpoint."""
        from hornbook.train.worker import train

        data, tokenizer = context.load(self.data), context.load(self.tokenizer)
        if data.facts()["tokenizer"] != tokenizer.digest:
            raise HornbookError(
                f"{self.data.name} was packed with another tokenizer than {self.tokenizer.name}; "
                "give the training the tokenizer that its data was packed with"
            )
        model = self._model(context, tokenizer)
        _check_length(data.facts()["length"], model.config.context)
        losses = train(model, data, self.plan, context)
        return Checkpoint.write(context.directory, model, tokenizer, losses)

    def _model(self, context: Context, tokenizer: Tokenizer) -> Phi:
        from hornbook.model.phi import Phi

        wanted = self.shape.config(tokenizer.size) if self.shape else None
        if self.start is None:
            assert wanted is not None  # held by __post_init__
            return Phi(wanted, seed=self.plan.seed)
        model, known = context.load(self.start).load()
        if known.digest != tokenizer.digest:
            raise HornbookError(f"{self.start.name} was trained with another tokenizer")
        if wanted is not None and wanted != model.config:
            raise HornbookError(
                f"{self.start.name} has another shape than the one asked for; leave shape out, "
                "and the checkpoint's own is taken"
            )
        return model


def _check_length(length: int, context: int) -> None:
    if length > context:
        raise HornbookError(
            f"windows of {length:,} tokens don't fit a model with a context of {context:,}; "
            "pack a smaller length or choose a shape with a longer context"
        )


def _texts(source: Source, context: Context) -> pa.Table:
    """The ids and texts of a source.

    Raises:
        HornbookError: when the dataset lacks the column.
    """
    import pyarrow.parquet as pq

    dataset, split = context.load(source.split.stage), source.split
    names = pq.read_schema(dataset.files(split.name)[0]).names
    if source.column not in names:
        raise HornbookError(
            f"{split.stage.name}/{split.name} has no column {source.column!r}; "
            f"it has: {', '.join(names)}"
        )
    return dataset.table(split.name, ["id", source.column])


def _sample(split: Split, context: Context, size: int) -> Iterator[str]:
    """Texts in an order that is the same each time, until they make ``size`` bytes."""
    from hornbook.train.packing import shuffled

    column = _texts(Source(split=split), context).column("text")
    read = 0
    for row in shuffled(len(column), seed=0, source=0, epoch=0):
        if read >= size:
            return
        text = column[int(row)].as_py()
        read += len(text.encode())
        yield text
