"""What can be seen of a run from outside, while it works: from its files, without touching them."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hornbook.errors import HornbookError
from hornbook.pipeline.live import FILE_NAME, LiveRecord, LiveStage
from hornbook.pipeline.manifest import Manifest
from hornbook.report.account import spends

_LOSSES_FILE = "losses.csv"  # as `train.log` writes it; importing that would import torch
_TAIL = 1 << 20  # bytes of a journal that are read for its last line

_ANSWERS = """
SELECT rowid, endpoint, model, answered,
    coalesce(json_extract(body, '$.usage.prompt_tokens'), 0),
    coalesce(json_extract(body, '$.usage.completion_tokens'), 0)
FROM answers WHERE rowid > ? ORDER BY rowid DESC
"""
_NEWEST = "SELECT body, answered FROM answers ORDER BY rowid DESC LIMIT 1"


@dataclass
class Spending:
    """What teachers answered since a moment, by all runs that share the cache.

    Attributes:
        cache: the file of the answers.
        since: Unix time.
        answers: how many; ``prompt`` and ``completion`` are their tokens.
        cost: dollars by today's price table; None as soon as an answer's price isn't known.
    """

    cache: Path
    since: float
    answers: int = 0
    prompt: int = 0
    completion: int = 0
    cost: float | None = 0.0
    _last: int = 0
    _prices: dict[tuple[str, str], Any] = field(default_factory=dict)

    def update(self) -> None:
        """Count what came since the last call; nothing where there is no cache yet."""
        if not self.cache.is_file():
            return
        newest = self._last
        with suppress(sqlite3.Error), closing(_reading(self.cache)) as database:
            for row, endpoint, model, answered, prompt, completion in database.execute(
                _ANSWERS, (self._last,)
            ):
                newest = max(newest, row)
                if answered < self.since:
                    break
                self.answers += 1
                self.prompt += prompt
                self.completion += completion
                price = self._price(endpoint, model)
                if price is None or self.cost is None:
                    self.cost = None
                else:
                    self.cost += price.cost(prompt, completion)
        self._last = newest

    def _price(self, endpoint: str, model: str) -> Any:  # noqa: ANN401 - Price or None
        from hornbook.teacher.prices import find_price, price_table

        if (endpoint, model) not in self._prices:
            table = price_table()
            found = find_price(table, endpoint, model) if table else None
            self._prices[endpoint, model] = found
        return self._prices[endpoint, model]


@dataclass(frozen=True)
class Sample:
    """A text that the run made lately, and what it is."""

    what: str
    text: str


@dataclass(frozen=True)
class Glimpse:
    """All that is shown of a run at one moment.

    Attributes:
        rows: of stages that are done, by name.
        losses: of the training under way: step, training loss and held-out loss.
        paid: dollars that the stages which are done have accounted for; None where unknown.
    """

    record: LiveRecord
    rows: dict[str, dict[str, int]]
    losses: tuple[tuple[int, float | None, float | None], ...]
    spending: Spending
    paid: float | None
    samples: tuple[Sample, ...]


class Watcher:
    """Looks at a run again and again.

    Args:
        folder: the run's.

    Raises:
        HornbookError: when there is nothing to watch.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, folder.parent
        self._manifests: dict[str, Manifest] = {}
        self._spending = self._since(LiveRecord.read(folder).started)

    def look(self) -> Glimpse:
        """The run as it is now."""
        record = LiveRecord.read(self.folder)
        if record.started != self._spending.since:
            self._spending = self._since(record.started)
        self._spending.update()
        made = [each for each in record.stages if each.status == "done"]
        manifests = {each.name: found for each in made if (found := self._manifest(each))}
        running = next((each for each in record.stages if each.status == "running"), None)
        costs = [
            spend.cost
            for each in made
            if each.started is not None and each.name in manifests
            for spend in spends([manifests[each.name]])
        ]
        return Glimpse(
            record=record,
            rows={name: manifest.rows for name, manifest in manifests.items()},
            losses=tuple(_losses(self._scratch(running))) if running else (),
            spending=self._spending,
            paid=sum(cost for cost in costs if cost) if costs and None not in costs else None,
            samples=tuple(self._samples(running)) if running else (),
        )

    def _since(self, started: float) -> Spending:
        return Spending(cache=self.store / "cache" / "answers.sqlite", since=started)

    def _scratch(self, stage: LiveStage) -> Path:
        return self.store / "scratch" / stage.folder

    def _manifest(self, stage: LiveStage) -> Manifest | None:
        if stage.folder not in self._manifests:
            with suppress(HornbookError):
                self._manifests[stage.folder] = Manifest.read(
                    self.store / "artifacts" / stage.folder
                )
        return self._manifests.get(stage.folder)

    def _samples(self, stage: LiveStage) -> Iterator[Sample]:
        if completion := _last_completion(self._scratch(stage)):
            yield Sample("completion", completion)
        if answer := _last_answer(self._spending.cache, stage.started or 0.0):
            yield Sample("answer", answer)


def newest_live(out: Path) -> Path:
    """The folder of the run that told last what it is at.

    Raises:
        HornbookError: when none did.
    """
    told = sorted(out.glob(f"*/{FILE_NAME}"), key=lambda path: path.stat().st_mtime_ns)
    if not told:
        raise HornbookError(f"{out} has no run to watch; start one with: hornbook run nano")
    return told[-1].parent


def _losses(scratch: Path) -> Iterator[tuple[int, float | None, float | None]]:
    try:
        with (scratch / _LOSSES_FILE).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError:
        return
    for row in rows:
        with suppress(TypeError, ValueError, KeyError):  # a line that is being written
            train, heldout = row.get("train_loss"), row.get("heldout_loss")
            yield (
                int(float(row["step"])),
                float(train) if train else None,
                float(heldout) if heldout else None,
            )


def _last_completion(scratch: Path) -> str:
    """The newest text in a journal of completions, which holds lists of lists of texts."""
    journals = sorted(scratch.glob("*.jsonl"), key=lambda path: path.stat().st_mtime_ns)
    for journal in reversed(journals):
        with suppress(OSError, ValueError), journal.open("rb") as file:
            file.seek(max(0, journal.stat().st_size - _TAIL))
            whole = file.read().rpartition(b"\n")[0]
            value = json.loads(whole.rpartition(b"\n")[2])
            while isinstance(value, list) and value:
                value = value[-1]
            if isinstance(value, str):
                return value
    return ""


def _last_answer(cache: Path, since: float) -> str:
    with suppress(sqlite3.Error, ValueError, LookupError), closing(_reading(cache)) as database:
        body, answered = database.execute(_NEWEST).fetchone() or ("", 0.0)
        if answered >= since and body:
            choice = json.loads(body)["choices"][0]
            return str((choice.get("message") or choice).get("content") or choice.get("text") or "")
    return ""


def _reading(cache: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{cache.resolve().as_uri()}?mode=ro", uri=True, timeout=0.2)
