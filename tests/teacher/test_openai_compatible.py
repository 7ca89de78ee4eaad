from dataclasses import replace
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline.stage import canonical
from hornbook.teacher import OpenAITeacher, Price, chat

TEACHER = OpenAITeacher(base_url="https://example.org/v1/", model="m")


def test_the_identity_is_the_address_and_the_model() -> None:
    assert canonical(TEACHER, {}) == {
        "type": "OpenAITeacher",
        "base_url": "https://example.org/v1",
        "model": "m",
        "extra": "",
    }
    assert canonical(TEACHER, {}) == canonical(
        replace(
            TEACHER, key_variable="OTHER", in_flight=1, price=Price(prompt=1.0, completion=2.0)
        ),
        {},
    )
    assert {TEACHER: 1}[replace(TEACHER, base_url="https://example.org/v1")] == 1


@pytest.mark.parametrize("url", ["example.org/v1", "ftp://example.org", "", "https://"])
def test_an_address_that_isn_t_http_is_told(url: str) -> None:
    with pytest.raises(HornbookError, match="isn't an HTTP address"):
        OpenAITeacher(base_url=url, model="m")


@pytest.mark.parametrize("url", ["https://me:hunter2@example.org/v1", "https://a.b/v1?key=hunter2"])
def test_an_address_with_a_secret_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(HornbookError, match="environment variable") as raised:
        OpenAITeacher(base_url=url, model="m")
    assert "hunter2" not in str(raised.value)


def test_prices_are_per_million_tokens() -> None:
    assert Price(prompt=2.0, completion=10.0).cost(500_000, 100_000) == pytest.approx(2.0)


@pytest.mark.parametrize("limit", [{"in_flight": 0}, {"seconds": -1.0}, {"rpm": -5}, {"tpm": -5}])
def test_limits_that_let_nothing_through_are_told(limit: dict[str, float]) -> None:
    with pytest.raises(HornbookError, match="must be positive"):
        replace(TEACHER, **limit)  # type: ignore[arg-type]


def test_a_key_with_a_line_break_is_told_without_repeating_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HORNBOOK_TEST_KEY", "hunter2\nX-Evil: 1")
    teacher = replace(TEACHER, key_variable="HORNBOOK_TEST_KEY")
    with teacher.open(tmp_path) as client, pytest.raises(HornbookError, match="can't be") as raised:
        list(client.complete([chat("a", max_tokens=1)]))
    assert "hunter2" not in str(raised.value)
