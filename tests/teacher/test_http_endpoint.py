"""Where requests go: through the environment's proxy, and with no password but the key."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from hornbook.teacher import chat
from hornbook.teacher.faults import Passing
from hornbook.teacher.http_endpoint import http_endpoint

REQUEST = chat("hello", max_tokens=5)
NOWHERE = "http://nowhere.invalid/v1"


def ask(base_url: str, secret: str = "", *, proxies: bool = True) -> str:
    async def run() -> str:
        async with http_endpoint(base_url, secret=secret, proxies=proxies) as endpoint:
            body = await endpoint.ask(REQUEST)
            return str(body["choices"][0]["message"]["content"])

    return asyncio.run(run())


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_the_environment_s_proxy_is_used_where_it_may_be(
    endpoint: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", endpoint.url.removesuffix("/v1"))
    assert ask(NOWHERE) == "you said hello"
    with pytest.raises(Passing) as raised:
        ask(NOWHERE, proxies=False)
    assert not raised.value.reached
    monkeypatch.setenv("no_proxy", "nowhere.invalid")
    with pytest.raises(Passing):
        ask(NOWHERE)
    assert len(endpoint.payloads) == 1


def test_no_password_is_taken_from_netrc(
    endpoint: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password something\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert ask(endpoint.url, "a-key") == ask(endpoint.url) == "you said hello"
    assert endpoint.keys == ["Bearer a-key", ""]
