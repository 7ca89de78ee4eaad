from dataclasses import replace

import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline.stage import canonical
from hornbook.teacher import OpenAITeacher, Price

TEACHER = OpenAITeacher(base_url="https://example.org/v1/", model="m")


def test_the_identity_is_the_address_and_the_model() -> None:
    assert canonical(TEACHER, {}) == {
        "type": "OpenAITeacher",
        "base_url": "https://example.org/v1",
        "model": "m",
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
