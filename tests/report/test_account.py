"""What teachers cost, from the manifests to the page."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.report.account import spends
from hornbook.report.render import render
from hornbook.report.view import Report, Spend
from hornbook.teacher.account import Account
from hornbook.teacher.usage import Price, Usage


def usage() -> Usage:
    """A hundred answers, one of them slow, and some requests that were sent again."""
    price = Price(prompt=1.0, completion=10.0, cached_prompt=0.5, since=date(2026, 3, 4))
    counted = Usage(price=price, requests=103)
    for number in range(100):
        counted.answered(1000, 100, 9.0 if number == 99 else 0.5, cached_prompt_tokens=400)
    for reason in ("too busy", "too busy", "out of reach"):
        counted.retried(reason)
    return counted


@dataclass(frozen=True, kw_only=True)
class Ask(Stage[Dataset]):
    def run(self, context: Context) -> Dataset:
        first = Account(
            teacher="author", template="textbook", asked=100, parsed=80, kept=60, usage=usage()
        )
        second = Account(
            teacher="judge", template="", asked=10, parsed=5, verified=4, kept=3, usage=Usage()
        )
        context.record(accounts=[first.record(), second.record()])
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Old(Stage[Dataset]):
    def run(self, context: Context) -> Dataset:
        context.record(teacher="plain", usage={"prompt_tokens": 3, "completion_tokens": 4})
        return Dataset(context.directory)


def made(stage: Stage[Dataset], folder: Path) -> Manifest:
    runner = Runner(open_store(folder), progress=Progress(quiet=True))
    return runner.manifest(stage, runner.run(stage).graph)


def test_a_stage_accounts_for_each_teacher_and_template(tmp_path: Path) -> None:
    author, judge = spends([made(Ask(label="ask"), tmp_path)])
    assert author == Spend(
        stage="ask",
        teacher="author",
        template="textbook",
        requests=103,
        cached=0,
        prompt_tokens=100_000,
        cached_prompt_tokens=40_000,
        completion_tokens=10_000,
        cost=pytest.approx((60_000 * 1.0 + 40_000 * 0.5 + 10_000 * 10.0) / 1e6),  # type: ignore[arg-type]
        since="2026-03-04",
        asked=100,
        parsed=80,
        kept=60,
        latencies=(pytest.approx(0.5, rel=0.02), pytest.approx(0.5, rel=0.02), 9.0),  # type: ignore[arg-type]
        retries=(("too busy", 2), ("out of reach", 1)),
    )
    assert (judge.teacher, judge.verified, judge.cost, judge.latencies) == ("judge", 4, None, ())


def test_a_bare_record_of_tokens_is_shown_too(tmp_path: Path) -> None:
    (spend,) = spends([made(Old(), tmp_path)])
    assert (spend.teacher, spend.prompt_tokens, spend.asked) == ("plain", 3, 0)


def test_the_page_shows_costs_yield_and_latencies(tmp_path: Path) -> None:
    from hornbook.report.account import nodes

    manifests = [made(Ask(label="ask"), tmp_path), made(Old(), tmp_path)]
    page = render(
        Report(title="t", headline="h", lineage=nodes(manifests), spends=spends(manifests))
    )
    for text in (
        "Costs are at prices of 2026-03-04.",
        "40,000 seen before",
        "$0.18",
        "80.0\u202f%",
        "60.0\u202f%",
        "40.0\u202f% proven",
        "0.5\u202fs",
        "9.0\u202fs",
        "too busy</span><br>",
        "textbook</span>",
    ):
        assert text in page, text
