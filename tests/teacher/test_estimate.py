import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.pipeline.store import open_store
from hornbook.teacher import Answer, LocalTeacher, Price, Request, ScriptedTeacher, Teacher, chat
from hornbook.teacher.asking import Forecast, Questions
from hornbook.teacher.estimate import Estimate, Range, estimate, total
from hornbook.teacher.prices import VARIABLE
from hornbook.teacher.usage import Usage

PRICE = Price(prompt=3.0, completion=15.0)
WORDS = "stack queue tree graph heap list loop sort search merge split join count fold map".split()


def talk(request: Request) -> str:
    """Between 3 and 40 words, as the prompt's own draw says."""
    draw = random.Random(str(request.payload["messages"]))
    return " ".join(draw.choices(WORDS, k=draw.randint(3, 40)))


@dataclass(frozen=True, kw_only=True)
class Paid(ScriptedTeacher):
    price: Price | None = unhashed(PRICE)

    @property
    def cost(self) -> Price | None:  # type: ignore[override]
        return self.price


TEACHER = Paid(title="talks", script=talk)


@dataclass(frozen=True, kw_only=True)
class Ask(Stage[Metrics]):
    """Asks about ``first`` and what comes after it."""

    teacher: Teacher = TEACHER
    count: int = 50
    prefix: str = "Please write a short text about the subject of "
    limit: int | None = 60
    follow_ups: int = 0
    source: Stage[Metrics] | None = None

    def asks(self, context: Context) -> tuple[Questions, ...]:
        if self.source is not None:
            context.load(self.source)
        return (
            Questions(
                teacher=self.teacher,
                requests=self.requests,
                count=self.count,
                template="about",
                follow_ups=self.follow_ups,
            ),
        )

    def requests(self) -> Iterator[Request]:
        for number in range(self.count):
            draw = random.Random(number)
            about = " ".join(draw.choices(WORDS, k=draw.randint(1, 30)))
            if self.limit is None:
                message = {"role": "user", "content": about}
                yield Request(payload={"messages": [message]})
            else:
                yield chat(f"{self.prefix}{about}.", max_tokens=self.limit, seed=number)

    def run(self, context: Context) -> Metrics:
        with self.teacher.open(context.cache, context.settings) as client:
            for reply in client.complete(self.requests()):
                assert isinstance(reply, Answer)
            context.record(usage=client.usage.summary())
        return Metrics.write(context.directory, {})


@dataclass(frozen=True, kw_only=True)
class Source(Stage[Metrics]):
    def run(self, context: Context) -> Metrics:
        return Metrics.write(context.directory, {})


@pytest.fixture(autouse=True)
def _no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def runner(folder: Path) -> Runner:
    return Runner(open_store(folder), progress=Progress(quiet=True))


def one(folder: Path, stage: Ask) -> Estimate:
    (found,) = estimate(runner(folder), stage)
    return found


def spent(folder: Path, stage: Ask) -> Usage:
    at = runner(folder)
    usage = at.manifest(stage, at.run(stage).graph).facts["usage"]
    return Usage(
        price=stage.teacher.cost,
        requests=usage["requests"],
        prompt_tokens=usage["prompt_tokens"],
        completion_tokens=usage["completion_tokens"],
    )


def holds(what: Estimate, usage: Usage) -> None:
    """The law: what was spent lies inside the interval, and below the bound."""
    assert what.requests == Range(low=usage.requests, high=usage.requests)
    assert what.prompt_tokens.low <= usage.prompt_tokens <= what.prompt_tokens.high
    assert what.completion_tokens.low <= usage.completion_tokens <= what.completion_tokens.high
    cost = usage.cost()
    assert cost is not None and what.cost is not None and what.most_cost is not None
    assert what.cost.low <= cost <= what.cost.high <= what.most_cost
    assert what.most_tokens is not None
    assert usage.prompt_tokens + usage.completion_tokens <= what.most_tokens


def test_without_answers_the_worst_case_is_told(tmp_path: Path) -> None:
    stage = Ask()
    what = one(tmp_path, stage)
    assert (what.stage, what.teacher, what.template) == ("ask", "talks", "about")
    assert what.completion_tokens == Range(low=0, high=50 * 60)
    assert "2 to 8 bytes a token" in what.basis and "max_tokens" in what.basis
    assert not (tmp_path / "cache").exists() and not (tmp_path / "planned").exists()
    holds(what, spent(tmp_path, stage))


@settings(deadline=None, max_examples=15, derandomize=True)
@given(before=st.integers(20, 120), after=st.integers(1, 400))
def test_answers_to_the_same_template_narrow_it(
    tmp_path_factory: pytest.TempPathFactory, before: int, after: int
) -> None:
    folder = tmp_path_factory.mktemp("narrow")
    spent(folder, Ask(count=before))
    stage = Ask(count=before + after)
    what = one(folder, stage)
    assert what.cached == before and "to the same template" in what.basis
    holds(what, spent(folder, stage))


def test_the_interval_gets_narrow(tmp_path: Path) -> None:
    wide = one(tmp_path, Ask(count=2000))
    spent(tmp_path, Ask(count=500))
    narrow = one(tmp_path, Ask(count=2500))
    assert wide.cost and narrow.cost
    assert wide.cost.high > 4 * wide.cost.low
    assert narrow.cost.high < 1.25 * narrow.cost.low


def test_another_stage_of_the_same_template_is_learned_from(tmp_path: Path) -> None:
    spent(tmp_path, Ask(count=100))
    stage = Ask(count=40, limit=60, teacher=replace(TEACHER, title="talks"))
    other = replace(stage, prefix="Please write a short text about the thing called ")
    what = one(tmp_path, other)
    assert "of the model to other prompts" in what.basis or "same template" in what.basis
    holds(what, spent(tmp_path, other))


def test_answers_to_quite_other_prompts_tell_of_tokens_but_not_of_lengths(tmp_path: Path) -> None:
    spent(tmp_path, Ask(count=100))
    what = one(tmp_path, Ask(count=40, prefix="Sum up: "))
    assert "of the model to other prompts" in what.basis
    assert what.completion_tokens == Range(low=0, high=40 * 60)


def test_what_the_cache_answers_is_not_asked_nor_what_is_asked_twice(tmp_path: Path) -> None:
    spent(tmp_path, Ask(count=30))
    what = one(tmp_path, Ask(count=20))
    assert what.requests.high == 0 and what.cached == 20 and what.most_cost == 0
    twice = Ask(count=10, source=None, label="twice")
    both = estimate(runner(tmp_path / "new"), Both(one=Ask(count=25), two=twice))
    assert [each.requests.high for each in both] == [25, 0]
    assert both[1].cached == 10
    assert total(both).requests.high == 25 and total(both).most_cost == both[0].most_cost


@dataclass(frozen=True, kw_only=True)
class Both(Stage[Metrics]):
    one: Stage[Metrics]
    two: Stage[Metrics]


def test_what_depends_on_something_that_isn_t_made_waits(tmp_path: Path) -> None:
    stage = Ask(source=Source(label="filter"))
    what = one(tmp_path, stage)
    assert what.waits_for == ("filter",) and what.requests.high == 0
    runner(tmp_path).run(Source(label="filter"))
    assert one(tmp_path, stage).requests.high == 50
    spent(tmp_path, stage)
    assert estimate(runner(tmp_path), stage) == []


@dataclass(frozen=True, kw_only=True)
class Expecting(Ask):
    def forecast(self) -> Forecast | None:
        return Forecast(
            teacher=self.teacher, requests=self.count, prompt_tokens=200, completion_tokens=100
        )


def test_what_waits_is_told_as_far_as_it_is_expected(tmp_path: Path) -> None:
    stage = Expecting(source=Source(label="filter"))
    what = one(tmp_path, stage)
    assert what.waits_for == () and "known after filter" in what.basis
    assert what.requests == Range(low=50, high=50)
    assert what.prompt_tokens.high == 10_000 and what.completion_tokens.low == 5_000
    assert what.cost == Range(low=0.105, high=0.105) and what.most_tokens is None
    assert total([what]).cost == what.cost and total([what]).most_cost is None
    runner(tmp_path).run(Source(label="filter"))
    assert "expected" not in one(tmp_path, stage).basis


def test_an_unknown_price_makes_the_cost_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    stage = Ask(teacher=replace(TEACHER, price=None))
    what = one(tmp_path, stage)
    assert what.cost is None and what.most_cost is None and what.most_tokens
    assert total([what, one(tmp_path, Ask(count=2))]).cost is None
    table = tmp_path / "prices.toml"
    table.write_text(
        '[[price]]\nmodel = "talks"\nsince = 2026-01-02\nprompt = 3\ncompletion = 15\n'
    )
    monkeypatch.setenv(VARIABLE, str(table))
    what = one(tmp_path, stage)
    assert what.since == "2026-01-02" and what.cost == one(tmp_path, Ask()).cost
    table.write_text("[[price]]\nmodel = ,")
    with pytest.raises(HornbookError, match="line 2"):
        one(tmp_path, stage)


def test_answers_without_a_limit_have_no_bound(tmp_path: Path) -> None:
    what = one(tmp_path, Ask(limit=None))
    assert what.most_tokens is None and what.most_cost is None
    assert what.completion_tokens.high == float("inf")


def test_follow_ups_are_allowed_for(tmp_path: Path) -> None:
    plain, mended = one(tmp_path, Ask()), one(tmp_path, Ask(follow_ups=2))
    assert mended.requests == Range(low=50, high=150)
    assert mended.completion_tokens.high == 3 * plain.completion_tokens.high
    assert plain.most_cost and mended.most_cost and mended.most_cost > 3 * plain.most_cost


def test_the_local_model_s_own_tokenizer_is_asked(tmp_path: Path) -> None:
    stage = Ask(teacher=LocalTeacher(), count=2, limit=3)
    what = one(tmp_path, stage)
    assert what.prompt_tokens.low == what.prompt_tokens.high and "own tokenizer" in what.basis
    holds(what, spent(tmp_path, stage))


def test_many_requests_are_projected_from_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, here = Ask(count=400), runner(tmp_path)
    (whole,) = estimate(here, stage)
    monkeypatch.setattr("hornbook.teacher.survey.LOOKED_AT", 100)
    (projected,) = estimate(here, stage)
    assert projected.requests == whole.requests
    assert projected.completion_tokens == whole.completion_tokens
    assert projected.prompt_tokens.high == pytest.approx(whole.prompt_tokens.high, rel=0.02)
    assert projected.basis.endswith("projected from the first 100 requests")
    here.run(replace(stage, count=30))  # now that there are answers, all prompts are looked up
    (known,) = estimate(here, stage)
    assert known.cached == 30 and "projected" not in known.basis
