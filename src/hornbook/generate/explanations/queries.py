"""The stage that draws queries from pools and gives each its system message: the shared plan."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.explanations.pools import Pool
from hornbook.generate.explanations.sample import TaskSample
from hornbook.generate.explanations.systems import (
    draw_kind,
    kinds_for,
    messages,
    messages_digest,
)
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import pyarrow as pa

TWICE = "same query as one drawn before"
LONG = "longer than the longest"


@dataclass(frozen=True, kw_only=True)
class SampleQueries(Stage[Dataset]):
    """Draw queries for explanation tuning, each with its system message (Orca, 2306.02707, §3.1).

    The queries of all pools come in one random order, so the first n of them are a random sample
    of all, for a second teacher. Neither the order of a pool's rows nor their number changes which
    are drawn for what they are. Pools are read once, and may be far larger than memory: for each
    query that is drawn less than a kilobyte is held, however long it is. Rows that are in the
    sample for a while wait on disk: of N rows in random order about n (1 + ln(N / n)) for n drawn.

    Splits: ``queries``, and ``dropped`` with its ``reason``: rows that can't be used, and queries
    that another pool or task has, too. What the draw leaves over isn't written. A pool that hasn't
    as many as wanted gives all it has, with a message.

    Attributes:
        pools: where queries come from.
        longest: of a query, in characters; None for no limit.
        seed: of all draws.
    """

    version: ClassVar[int] = 1
    pools: tuple[Pool, ...]
    longest: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        names = [pool.name for pool in self.pools]
        if not names or len(set(names)) < len(names):
            raise HornbookError(f"pools need different names, and at least one; got {names}")

    def external(self) -> str:
        """The pools' rows and the system messages."""
        return " ".join([messages_digest(), *(pool.external() for pool in self.pools)])

    def run(self, context: Context) -> Dataset:
        """Draw from each pool, shuffle all, give messages, write."""
        drawn = [self._drawn(pool, number, context) for number, pool in enumerate(self.pools)]
        order = sorted(
            (_shuffled(self.seed, mark), number, task, place)
            for number, part in enumerate(drawn)
            for mark, task, place in part.places()
        )
        if not order:
            first = next((row["reason"] for part in drawn for row in part.dropped()), "no rows")
            raise HornbookError(
                f"{context.name}: no query can be used ({first}); check the columns of the pools"
            )
        kinds: Counter[str] = Counter()
        with DatasetWriter(context.directory, **schemas()) as writer, ExitStack() as stack:
            for part in drawn:
                for row in part.dropped():
                    writer.add("dropped", _document(row, context))
            files = [stack.enter_context(part.rows.open("rb")) for part in drawn]
            before = ""
            for _, number, _, place in order:
                files[number].seek(place)
                row = self._with_system(json.loads(files[number].readline()), number)
                if row["query"] == before:
                    writer.add("dropped", _document({**row, "reason": TWICE}, context))
                    kinds[TWICE] += 1
                else:
                    before = row["query"]
                    kinds[f"{row['pool']}:{row['kind']}"] += 1
                    writer.add("queries", _document(row, context))
        context.record(
            pools={pool.name: part.facts() for pool, part in zip(self.pools, drawn, strict=True)},
            twice=kinds.pop(TWICE, 0),
            by_pool_and_system_kind=dict(sorted(kinds.items())),
        )
        return Dataset(context.directory)

    def _with_system(self, row: dict[str, Any], number: int) -> dict[str, Any]:
        pool = self.pools[number]
        allowed = kinds_for(pool.name, row["query"], row["options"], pool.kinds)
        kind = draw_kind(allowed, self.seed, row["query"])
        known = {"pool": pool.name, "kind": kind, "system": messages()[kind], "exact": pool.exact}
        return {**row, **known}

    def _drawn(self, pool: Pool, number: int, context: Context) -> _Drawn:
        """A pool's sample; one that was drawn before a kill is taken as it is."""
        drawn = _Drawn(context.scratch / f"pool-{number:03}")
        if not drawn.done.exists():
            sample = TaskSample(pool.size, pool.per_task, self.seed)
            with context.progress.bar(f"reading {pool.name}", unit="rows") as bar:
                drawn.fill(bar.advance, pool.read(context), sample, self.longest)
        _tell(pool, drawn.facts(), context)
        return drawn


@dataclass
class _Drawn:
    """A pool's sample on disk: rows that were held at some time, and the places of those drawn."""

    folder: Path
    rows: Path = field(init=False)
    done: Path = field(init=False)

    def __post_init__(self) -> None:
        self.rows, self.done = self.folder / "rows.jsonl", self.folder / "done.json"

    def fill(
        self,
        tick: Callable[[], None],
        rows: Iterator[dict[str, Any]],
        sample: TaskSample,
        longest: int | None,
    ) -> None:
        """Read all rows once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        read, reasons = 0, Counter[str]()
        with self.rows.open("wb") as held, (self.folder / "dropped.jsonl").open("wb") as dropped:
            for row in rows:
                read += 1
                tick()
                if "reason" not in row and longest is not None and len(row["query"]) > longest:
                    row = {**row, "reason": LONG}
                if "reason" in row:
                    reasons[row["reason"]] += 1
                    dropped.write(_line(row))
                elif sample.offer(row["task"], row["query"], held.tell()):
                    held.write(_line(row))
        chosen = [place for _, _, place in sample.chosen()]
        counts = sample.counts()
        facts = {"read": read, "drawn": len(chosen), "tasks": len(counts), "by_task": counts,
                 "dropped": dict(reasons.most_common())}  # fmt: skip
        waiting = self.done.with_suffix(".part")
        waiting.write_text(json.dumps({"places": chosen, "facts": facts}))
        waiting.rename(self.done)

    def facts(self) -> dict[str, Any]:
        """What was read and drawn."""
        facts: dict[str, Any] = json.loads(self.done.read_text())["facts"]
        return facts

    def places(self) -> Iterator[tuple[str, str, int]]:
        """Of each drawn row its query's hash, its task and its place in the file."""
        with self.rows.open("rb") as file:
            for place in sorted(json.loads(self.done.read_text())["places"]):
                file.seek(place)
                row = json.loads(file.readline())
                yield document_id(row["query"]), row["task"], place

    def dropped(self) -> Iterator[dict[str, Any]]:
        """Rows that can't be used."""
        with (self.folder / "dropped.jsonl").open("rb") as file:
            for line in file:
                yield json.loads(line)


def schemas() -> dict[str, pa.Schema]:
    """Columns of both splits."""
    import pyarrow as pa

    own = [
        *(pa.field(name, pa.string()) for name in ("task", "pool", "system", "answer")),
        pa.field("kind", pa.int64()),
        pa.field("options", pa.list_(pa.string())),
        pa.field("exact", pa.bool_()),
    ]
    reason = pa.field("reason", pa.string(), nullable=False)
    return {"queries": document_schema(*own), "dropped": document_schema(*own, reason)}


def _document(row: dict[str, Any], context: Context) -> dict[str, Any]:
    text = row.pop("query", "")
    return {"parents": [], **row, "id": document_id(text), "text": text, "stage": context.name}


def _tell(pool: Pool, facts: dict[str, Any], context: Context) -> None:
    """Say what couldn't be met."""
    short = sum(count < (pool.per_task or 0) for count in facts["by_task"].values())
    if pool.size is not None and facts["drawn"] < pool.size:
        context.progress.say(
            f"{context.name}: pool {pool.name} has {facts['drawn']:,} queries of the "
            f"{pool.size:,} wanted; all of them are taken"
        )
    elif pool.size is None and short:
        context.progress.say(
            f"{context.name}: {short:,} of {facts['tasks']:,} tasks of pool {pool.name} have fewer "
            f"queries than per_task={pool.per_task}; all of theirs are taken"
        )


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=True).encode() + b"\n"


def _shuffled(seed: int, mark: str) -> bytes:
    return hashlib.blake2b(f"{seed}\0{mark}".encode(), digest_size=16).digest()
