"""Counting a prompt's tokens with the model's own tokenizer, where that is on this machine."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Sequence
from typing import Any

from hornbook.teacher.llama_process import LlamaProcess
from hornbook.teacher.local import LocalTeacher
from hornbook.teacher.protocol import Teacher
from hornbook.teacher.request import Request

# Loopback must not go through the environment's proxy.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def count_prompt_tokens(teacher: Teacher, requests: Sequence[Request]) -> list[int] | None:
    """Tokens of each prompt as the teacher will count them; none where only it can tell.

    For a `LocalTeacher` llama.cpp is started, which applies the model's chat template and its
    tokenizer (github.com/ggml-org/llama.cpp, tools/server: ``/apply-template``, ``/tokenize``).

    Raises:
        HornbookError: when the local model can't be served.
    """
    if not isinstance(teacher, LocalTeacher) or not requests:
        return None
    server = LlamaProcess(
        path=teacher.path, name=teacher.name, slots=1, context=teacher.context_tokens, threads=1
    )
    try:
        address = server.start()
        return [_count(address, request) for request in requests]
    finally:
        server.stop()


def _count(address: str, request: Request) -> int:
    payload = request.payload
    if request.kind == "completions":
        text = str(payload["prompt"])
    else:
        template = {name: payload[name] for name in ("messages", "tools") if name in payload}
        text = _post(f"{address}/apply-template", template)["prompt"]
    question = {"content": text, "add_special": True, "parse_special": True}
    return len(_post(f"{address}/tokenize", question)["tokens"])


def _post(address: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - the server's JSON
    request = urllib.request.Request(
        address, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with _DIRECT.open(request, timeout=60) as response:
        return json.load(response)
