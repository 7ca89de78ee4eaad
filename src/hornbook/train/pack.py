"""The stage that lays tokenized documents out for training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from hornbook.errors import HornbookError
from hornbook.model.tokenizer import Tokenizer
from hornbook.pipeline.context import Context
from hornbook.pipeline.stage import Stage
from hornbook.train.sources import Source, files_of, present
from hornbook.train.tokens import TokenArray, token_type

if TYPE_CHECKING:
    from pathlib import Path

    from hornbook.train.packing import Documents, Numbers


@dataclass(frozen=True, kw_only=True)
class Pack(Stage[TokenArray]):
    """Tokenize documents and lay them out, in a mixture of sources.

    As a *stream* they lie end to end (phi-1, §2.3). As *rows* they are grouped to the length and
    filled up (Orca, §3.2): no example is torn apart, and one that is longer than a row loses its
    end; the facts say how many do. Where a source names its ``answer``, the loss leaves out what
    stands before it.

    Attributes:
        tokenizer: makes the tokens.
        sources: what to train on, and in what proportion.
        tokens: training tokens; sources repeat when they are short, and are cut when long. Left
            out where every source says how many epochs it is read.
        length: tokens that a training step sees at once.
        layout: ``stream`` or ``rows``.
        heldout_share: share of documents that are kept from training, to measure the loss on.
        seed: decides which are held out, and every order.
    """

    tokenizer: Stage[Tokenizer]
    sources: tuple[Source, ...]
    tokens: int = 0
    length: int = 512
    layout: Literal["stream", "rows"] = "stream"
    heldout_share: float = 0.01
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse a mixture that can't be made.

        Raises:
            HornbookError: for a number out of its range.
        """
        if not self.sources:
            raise HornbookError("packing needs at least one source")
        weighted = [source for source in self.sources if source.epochs is None]
        if weighted and (self.tokens <= self.length or self.length < 1):
            raise HornbookError(
                f"{self.tokens:,} training tokens don't hold one window of {self.length:,}"
            )
        if self.length < 1 or (self.tokens and not weighted):
            raise HornbookError(
                f"{self.name} has sources of so many epochs each, so they make up the number of "
                "tokens; leave tokens out, and choose a length of at least 1"
            )
        if self.layout not in ("stream", "rows"):
            raise HornbookError(f"unknown layout {self.layout!r}; choose stream or rows")
        if not 0 <= self.heldout_share < 1:
            raise HornbookError(f"heldout_share is {self.heldout_share}; it has to be below 1")

    def run(self, context: Context) -> TokenArray:
        """Tokenize what the budget needs, and merge it."""
        from hornbook.train.layout import Layout

        sources = present(self.sources, context)
        if sources != self.sources:
            return replace(self, sources=sources).run(context)
        tokenizer = context.load(self.tokenizer)
        documents, budget = self._documents(context, tokenizer)
        layout = Layout(
            directory=context.directory,
            dtype=token_type(tokenizer.size),
            end=tokenizer.end,
            length=self.length,
            masked=any(source.answer for source in self.sources),
            progress=context.progress,
        )
        write = layout.rows if self.layout == "rows" else layout.stream
        heldout = [aside for _, aside in documents]
        made = {
            "train": write("train", [kept for kept, _ in documents], budget, self.seed),
            "heldout": write("heldout", heldout, [each.total() for each in heldout], self.seed),
        }
        notes = self._notes(documents, budget)
        context.record(sources=notes, **made)
        facts = {
            "length": self.length,
            "vocabulary": tokenizer.size,
            "tokenizer": tokenizer.digest,
            "sources": notes,
            **{f"{name}_rows": facts for name, facts in made.items() if facts},
        }
        lost = made["train"].get("truncated", 0) + made["train"].get("dropped", 0)
        if lost:
            context.progress.say(f"  {lost:,} examples didn't fit rows of {self.length:,} tokens")
        return TokenArray.finish(context.directory, facts, padding=layout.padding)

    def _documents(
        self, context: Context, tokenizer: Tokenizer
    ) -> tuple[list[tuple[Documents, Documents]], list[int]]:
        """Each source's training and held-out documents, and the tokens that it gives."""
        from hornbook.train.packing import limited_budgets

        numbers = range(len(self.sources))
        repeated = {n: epochs for n in numbers if (epochs := self.sources[n].epochs) is not None}
        weighted = [number for number in numbers if number not in repeated]
        made: dict[int, tuple[Documents, Documents]] = {}
        budget: dict[int, int] = {}
        for number, epochs in repeated.items():
            made[number] = self._tokenize(context, tokenizer, number, None)
            budget[number] = round(epochs * made[number][0].total())
        rest = self.tokens - sum(budget.values())
        if weighted and rest <= 0:
            raise HornbookError(
                f"{self.name} wants {self.tokens:,} tokens, but its sources with epochs give "
                f"{self.tokens - rest:,}, which leaves none for the others; raise tokens"
            )
        limits: list[int | None] = []
        for number in weighted:
            most = self.sources[number].most_epochs
            if most is not None:
                made[number] = self._tokenize(context, tokenizer, number, None)
            limits.append(None if most is None else round(most * made[number][0].total()))
        weights = [self.sources[number].weight for number in weighted]
        parts = limited_budgets(rest, weights, limits)
        for number, part in zip(weighted, parts, strict=True):
            if number not in made:
                made[number] = self._tokenize(context, tokenizer, number, part)
            budget[number] = part
        return [made[number] for number in numbers], [budget[number] for number in numbers]

    def _tokenize(
        self, context: Context, tokenizer: Tokenizer, number: int, budget: int | None
    ) -> tuple[Documents, Documents]:
        """As many documents as needed, in the first epoch's order; and those held out."""
        from hornbook.train import tokenizing
        from hornbook.train.shelf import Shelf

        source = self.sources[number]
        files = files_of(source, context)
        parts = tokenizing.parts_of(files)
        kept, aside = self._ranks(files, number)
        what = f"tokenizing {source.split.stage.name}"
        with context.progress.bar(what, unit="docs") as bar:
            work = tokenizing.Tokenizing(
                tokenizer=tokenizer,
                reading=tokenizing.Reading(source.name, source.column, source.answer, source.close),
                parts=parts,
                ranks=(kept, aside),
                shelf=Shelf(context.scratch / f"source-{number}", token_type(tokenizer.size)),
                advance=bar.advance,
            )
            # Held-out loss is measured on a few tens of thousands of tokens; more are not needed.
            few = None if budget is None else self.tokens // 10
            training, heldout = work.run((budget, few))
        return training, heldout if few is None else heldout.first(few)

    def _ranks(self, files: Sequence[Path], number: int) -> tuple[Numbers, Numbers]:
        """Each row's place in the first epoch, and among the held-out; -1 where it is not there."""
        import numpy as np

        from hornbook.train.packing import is_heldout, shuffled

        ids = _ids(files)
        out = np.fromiter((is_heldout(row, self.heldout_share, self.seed) for row in ids), bool)
        if out.all():
            out[:] = False  # of a few rows, learn from all
        kept, aside = np.flatnonzero(~out), np.flatnonzero(out)
        if not len(kept):
            raise HornbookError(f"{self.sources[number].name} has no document to train on")
        kept = kept[shuffled(len(kept), self.seed, number, 0)]
        ranks = np.full((2, len(out)), -1)
        ranks[0, kept], ranks[1, aside] = np.arange(len(kept)), np.arange(len(aside))
        return ranks[0], ranks[1]

    def _notes(
        self, documents: Sequence[tuple[Documents, Documents]], budget: Sequence[int]
    ) -> list[dict[str, Any]]:
        """What each source gave."""
        from hornbook.train.packing import last_epoch

        notes = []
        for number, (source, (kept, aside)) in enumerate(zip(self.sources, documents, strict=True)):
            tokens, total = budget[number], kept.total()
            distinct, cut = last_epoch(kept.lengths, tokens, number, self.seed)
            notes.append(
                {
                    "source": source.name,
                    "documents": distinct,
                    "tokens": tokens,
                    "epochs": round(tokens / total, 3) if tokens > total else None,
                    "cut": cut,
                    "heldout_documents": len(aside),
                }
            )
        return notes


def _ids(files: Iterable[Path]) -> Iterator[str]:
    import pyarrow.parquet as pq

    for path in files:
        for batch in pq.ParquetFile(path).iter_batches(columns=["id"]):
            yield from batch.column(0).to_pylist()
