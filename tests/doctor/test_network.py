"""What is said of the hub and of a teacher's endpoint, with a server on loopback for both."""

from __future__ import annotations

from typing import Any

import pytest

from hornbook.doctor import network
from hornbook.doctor.examine import would_work
from hornbook.doctor.finding import Finding, State

SECRET = "sk-a-key-that-must-not-be-seen-11aa22"


@pytest.fixture(autouse=True)
def _online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)


def test_a_hub_that_answers_anything_is_there(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    assert network.hub().state is State.WORKS


def test_a_hub_out_of_reach_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    found = network.hub()
    assert found.state is State.LIMITED and "can't be reached" in found.says
    assert would_work([found])


def test_a_hub_that_is_switched_off_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "not an address at all")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert "HF_HUB_OFFLINE" in network.hub().says


def _asked(server: Any, model: str = "small-model", more: str = "") -> dict[str, Finding]:
    return {each.subject: each for each in network.endpoint(f"{server.url}#{model}{more}")}


def test_an_endpoint_is_asked_a_question(server: Any) -> None:
    found = _asked(server)
    assert {each.state for each in found.values()} == {State.WORKS}
    assert found["models"].says == "small-model"


@pytest.mark.parametrize("how", ["ignored", "refused"])
def test_log_probabilities_may_be_missing(server: Any, how: str) -> None:
    server.logprobs = how
    found = _asked(server)
    assert found["teacher"].state is State.WORKS
    assert found["log-probabilities"].state is State.LIMITED


def test_a_model_that_is_not_listed_gets_a_hint(server: Any) -> None:
    found = _asked(server, "smal-model")
    assert found["models"].state is State.LIMITED
    assert found["models"].remedy == "did you mean small-model?"


def test_an_endpoint_need_not_list_models(server: Any) -> None:
    server.models = None
    found = _asked(server)
    assert found["models"].state is State.LIMITED and would_work(list(found.values()))


def test_an_endpoint_that_is_down(server: Any) -> None:
    server.url = "http://127.0.0.1:9/v1"
    found = _asked(server)
    assert found["teacher"].stops and not would_work(list(found.values()))


def test_a_refused_key_is_told_and_not_shown(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HORNBOOK_TEST_KEY", SECRET)
    server.status = 401
    found = _asked(server, more="?key=HORNBOOK_TEST_KEY")
    assert server.keys == [f"Bearer {SECRET}"]
    assert found["teacher"].stops and "refused the key" in found["teacher"].says
    assert SECRET not in str(found)
