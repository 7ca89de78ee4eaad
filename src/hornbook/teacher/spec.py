"""Teachers as text, for the command line and recipes: ``author=local``, ``judge=gpt-5-mini``.

    local                                   SmolLM2-135M-Instruct, from its package
    models/qwen3-8b.gguf                    any GGUF file, served on this machine
    gpt-5-mini                              a model of OpenAI's, with the key in OPENAI_API_KEY
    http://localhost:8000/v1#Qwen/Qwen3-8B  any compatible endpoint: its address, #, its model

Options follow a question mark: ``gpt-5-mini?rpm=500&reasoning_effort=low``. Those a teacher knows
are its own: ``key`` (the environment variable with the key), ``in_flight``, ``seconds``, ``rpm``,
``tpm`` and ``limit_field``; for a GGUF file ``context_tokens`` and ``slots``. All others go into
every request's payload, as JSON or plain text; ``null`` leaves a field out, as in
``?temperature=null``.

A key is sent to OpenAI only, unless ``key`` says where another is.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hornbook.errors import HornbookError
from hornbook.teacher.local import LocalTeacher
from hornbook.teacher.openai_compatible import OpenAITeacher
from hornbook.teacher.protocol import Teacher

OPENAI = "https://api.openai.com/v1"
LOCAL = "local"

_FORMS = "local, a path that ends in .gguf, a model of OpenAI's, or http://host:port/v1#model"
_LOCAL_OPTIONS: dict[str, Callable[[str], Any]] = {"context_tokens": int, "slots": int}
_OPENAI_OPTIONS: dict[str, Callable[[str], Any]] = {
    "in_flight": int,
    "seconds": float,
    "rpm": float,
    "tpm": float,
    "limit_field": str,
}


def read_teacher(text: str) -> Teacher:
    """The teacher that ``text`` names.

    Raises:
        HornbookError: when it names none, or gives it an option that it doesn't have.
    """
    who, _, query = text.lstrip().partition("?")
    who, options = who.rstrip(), _options(query, text)
    if who == LOCAL:
        return LocalTeacher(**_known(options, _LOCAL_OPTIONS, text))
    if who.endswith(".gguf"):
        teacher = LocalTeacher(gguf=who, **_known(options, _LOCAL_OPTIONS, text))
        _ = teacher.path  # a file that isn't there is told now
        return teacher
    address, mark, model = who.rpartition("#")
    if not mark:
        address = OPENAI
    elif "://" not in address:
        raise HornbookError(f"{text!r} isn't a teacher; write {_FORMS}")
    if not model or any(c.isspace() or ord(c) < 32 for c in who) or (not mark and "/" in model):
        raise HornbookError(f"{text!r} isn't a teacher; write {_FORMS}")
    key = options.pop("key", "OPENAI_API_KEY" if address == OPENAI else "")
    own = {name: value for name, value in options.items() if name in _OPENAI_OPTIONS}
    extra = {name: _value(value) for name, value in options.items() if name not in own}
    return OpenAITeacher(
        base_url=address,
        model=model,
        key_variable=key,
        extra=json.dumps(extra) if extra else "",
        **_known(own, _OPENAI_OPTIONS, text),
    )


def write_local(teacher: LocalTeacher) -> str:
    """What `read_teacher` makes this teacher from."""
    usual = LocalTeacher()
    return (teacher.gguf or LOCAL) + _query(teacher, usual, tuple(_LOCAL_OPTIONS), {})


def write_openai(teacher: OpenAITeacher) -> str:
    """What `read_teacher` makes this teacher from; a price isn't written."""
    at_home = teacher.base_url == OPENAI
    usual = OpenAITeacher(base_url=teacher.base_url, model=teacher.model)
    more: dict[str, object] = json.loads(teacher.extra) if teacher.extra else {}
    if teacher.key_variable != ("OPENAI_API_KEY" if at_home else ""):
        more = {"key": teacher.key_variable, **more}
    who = teacher.model if at_home else f"{teacher.base_url}#{teacher.model}"
    return who + _query(teacher, usual, tuple(_OPENAI_OPTIONS), more)


def _options(query: str, text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in query.split("&")] if query else []
    if not all(name and mark for name, mark, _ in pairs):
        raise HornbookError(f"the options of the teacher {text!r} must be like ?rpm=500&seed=1")
    return {name: value for name, _, value in pairs}


def _known(
    options: dict[str, str], kinds: dict[str, Callable[[str], Any]], text: str
) -> dict[str, Any]:
    values = {}
    for name, value in options.items():
        if name not in kinds:
            have = ", ".join(kinds)
            raise HornbookError(f"the teacher {text!r} has no option {name}; it has: {have}")
        try:
            values[name] = kinds[name](value)
        except ValueError:
            raise HornbookError(f"the option {name}={value} of {text!r} isn't a number") from None
    return values


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _query(
    teacher: Teacher, usual: Teacher, names: tuple[str, ...], more: dict[str, object]
) -> str:
    changed = {name: getattr(teacher, name) for name in names}
    changed = {name: value for name, value in changed.items() if value != getattr(usual, name)}
    parts = [f"{name}={_written(value)}" for name, value in {**changed, **more}.items()]
    return "?" + "&".join(parts) if parts else ""


def _written(value: object) -> str:
    plain = isinstance(value, str) and _value(value) == value and "&" not in value
    return str(value) if plain else json.dumps(value, separators=(",", ":")).replace("&", "\\u0026")
