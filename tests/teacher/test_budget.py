from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.teacher import Answer, OpenAITeacher, Price, Request, ScriptedTeacher, chat
from hornbook.teacher.budget import Budget, BudgetSpent, Purse, purse_of
from hornbook.teacher.load import Load


@pytest.mark.parametrize(
    ("text", "amount", "unit", "written"),
    [
        ("25USD", 25.0, "USD", "25USD"),
        (" 0.50 usd ", 0.5, "USD", "0.5USD"),
        ("2Mtok", 2e6, "tok", "2Mtok"),
        ("500ktok", 5e5, "tok", "500ktok"),
        ("1.5mtok", 1.5e6, "tok", "1.5Mtok"),
        ("900tok", 900.0, "tok", "900tok"),
        ("0USD", 0.0, "USD", "0USD"),
    ],
)
def test_a_budget_is_read_as_people_write_it(
    text: str, amount: float, unit: str, written: str
) -> None:
    budget = Budget.parse(text)
    assert (budget.amount, budget.unit) == (amount, unit)
    assert str(budget) == written


@pytest.mark.parametrize(
    "text", ["", "25", "USD", "25EUR", "a lot", "nanUSD", "1e3USD", "25 USD 3", "9" * 400 + "tok"]
)
def test_what_is_no_budget_is_told(text: str) -> None:
    with pytest.raises(HornbookError, match="isn't a budget; write dollars or tokens like 25USD"):
        Budget.parse(text)


@pytest.mark.parametrize("text", ["-5USD", "\N{MINUS SIGN}2Mtok"])
def test_a_negative_budget_is_told(text: str) -> None:
    with pytest.raises(HornbookError, match="can't be negative"):
        Budget.parse(text)


@given(st.integers(0, 1000), st.lists(st.tuples(st.integers(0, 300), st.floats(0, 1)), max_size=60))
def test_what_is_spent_never_exceeds_the_budget(
    total: int, requests: list[tuple[int, float]]
) -> None:
    purse = Purse(Budget(amount=total, unit="tok"))
    under_way: list[tuple[int, int]] = []
    for most, share in requests:
        if purse.reserve(most):
            under_way.append((most, int(most * share)))
        if len(under_way) > 3:
            purse.settle(*under_way.pop(0))
        assert purse.spent + sum(most for most, _ in under_way) <= total
    for pair in under_way:
        purse.settle(*pair)
    assert purse.idle and purse.spent <= total


@given(st.text(), st.text())
def test_a_prompt_has_no_more_tokens_than_bytes(prompt: str, system: str) -> None:
    load = Load.most(chat(prompt, system=system, max_tokens=7))
    written = len((prompt + system).encode("utf-8", "surrogatepass"))
    assert load.prompt >= written and load.completion == 7


def test_several_answers_to_a_prompt_are_counted_each() -> None:
    assert Load.most(chat("a", max_tokens=10, n=3)).completion == 30


def test_a_run_has_one_purse_and_the_next_another() -> None:
    settings, equal = Settings(budget="5USD"), Settings(budget="5USD")
    assert purse_of(settings) is purse_of(settings)
    assert purse_of(settings) is not purse_of(equal)
    assert purse_of(settings) is purse_of(replace(settings, workers=1))
    assert purse_of(Settings()) is None


def run(
    teacher: OpenAITeacher | ScriptedTeacher, cache: Path, budget: str, requests: list[Request]
) -> tuple[int, Any]:
    with teacher.open(cache, Settings(budget=budget)) as client:
        got = sum(isinstance(reply, Answer) for reply in client.complete(requests))
    return got, client.usage


REQUESTS = [chat(f"question {number}", max_tokens=3) for number in range(40)]
MOST = Load.most(REQUESTS[39].__class__(payload={**REQUESTS[39].payload, "model": "small-model"}))


def test_a_cap_in_tokens_stops_in_time_and_more_goes_on(
    endpoint: Any, teacher: OpenAITeacher, tmp_path: Path
) -> None:
    with pytest.raises(BudgetSpent) as raised:
        run(teacher, tmp_path, f"{MOST.tokens + 100}tok", REQUESTS)
    first = len(endpoint.payloads)
    assert 0 < first < 40
    assert first * 10 <= MOST.tokens + 100  # the fake endpoint counts ten tokens an answer
    assert str(raised.value) == (
        f"the budget is used up: {first * 10} of {MOST.tokens + 100} tokens spent, and the next "
        f"request might exceed it; {first} answers of this run are kept, so the same command with "
        "another --budget goes on from there"
    )
    got, usage = run(teacher, tmp_path, "1Mtok", REQUESTS)
    assert (got, usage.cached) == (40, first)
    assert len(endpoint.payloads) == 40


def test_a_cap_in_dollars_needs_a_price(
    endpoint: Any, teacher: OpenAITeacher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(HornbookError, match="a budget of 5USD needs the model's price"):
        run(teacher, tmp_path, "5USD", REQUESTS)
    assert not endpoint.payloads
    table = tmp_path / "mine.toml"
    table.write_text(
        '[[price]]\nmodel = "small-model"\nsince = 2020-01-01\nprompt = 1e5\ncompletion = 1e5\n'
    )
    monkeypatch.setenv("HORNBOOK_PRICES", str(table))
    with pytest.raises(BudgetSpent, match=r"of 30 USD spent"):
        run(teacher, tmp_path, "30USD", REQUESTS)
    assert 0 < len(endpoint.payloads) <= 30  # a dollar an answer


def test_what_costs_nothing_is_never_capped(tmp_path: Path) -> None:
    assert run(ScriptedTeacher(), tmp_path, "0USD", REQUESTS)[0] == 40


def test_a_request_without_a_longest_answer_can_t_be_budgeted(
    teacher: OpenAITeacher, tmp_path: Path
) -> None:
    with pytest.raises(HornbookError, match="give the request max_tokens"):
        run(teacher, tmp_path, "1Mtok", [Request(payload={"messages": []})])


def test_an_answer_lost_on_its_way_is_counted_as_paid(
    endpoint: Any, teacher: OpenAITeacher, tmp_path: Path, say: Callable[..., Any]
) -> None:
    endpoint.answer = lambda number, payload: say(drop=True)
    with pytest.raises(BudgetSpent):
        run(teacher, tmp_path, f"{2 * MOST.tokens}tok", REQUESTS[:1])
    assert len(endpoint.payloads) == 2


def test_a_request_turned_away_is_not(
    endpoint: Any, teacher: OpenAITeacher, tmp_path: Path, say: Callable[..., Any]
) -> None:
    endpoint.answer = lambda n, payload: say(status=429, text="busy") if n < 3 else say("fine")
    assert run(teacher, tmp_path, f"{MOST.tokens}tok", REQUESTS[:1])[0] == 1


def test_an_unreadable_budget_is_told_before_anything_is_sent(
    endpoint: Any, teacher: OpenAITeacher, tmp_path: Path
) -> None:
    with pytest.raises(HornbookError, match="isn't a budget"):
        run(teacher, tmp_path, "lots", REQUESTS)
    assert not endpoint.payloads


def test_a_dearer_answer_than_announced_is_the_last(
    endpoint: Any, teacher: OpenAITeacher, tmp_path: Path, say: Callable[..., Any]
) -> None:
    body = (
        b'{"choices": [{"message": {"content": "x"}}], '
        b'"usage": {"prompt_tokens": 9, "completion_tokens": 100000}}'
    )
    endpoint.answer = lambda number, payload: say(body=body)
    with pytest.raises(BudgetSpent, match=r"100,009 of"):
        run(teacher, tmp_path, f"{MOST.tokens}tok", REQUESTS)
    assert len(endpoint.payloads) == 1


def test_prices_are_checked() -> None:
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(HornbookError, match="a price must be"):
            Price(prompt=wrong, completion=1.0)
