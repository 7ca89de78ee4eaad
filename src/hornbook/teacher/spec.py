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
import re
from collections.abc import Callable
from typing import Any

from hornbook.errors import HornbookError
from hornbook.teacher.local import LocalTeacher
from hornbook.teacher.openai_compatible import OpenAITeacher
from hornbook.teacher.protocol import Teacher

OPENAI = "https://api.openai.com/v1"
LOCAL = "local"

_FORMS = "local, a path that ends in .gguf, a model of OpenAI's, or http://host:port/v1#model"
_VARIABLE = re.compile(r"[A-Za-z_]\w*|", re.ASCII)
_SECRETS = {"api_key", "apikey", "api-key", "authorization", "password", "secret", "token"}
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
    who = who.rstrip()
    options = _options(query, who)
    if who == LOCAL:
        return LocalTeacher(**_known(options, _LOCAL_OPTIONS, who))
    if who.endswith(".gguf"):
        teacher = LocalTeacher(gguf=who, **_known(options, _LOCAL_OPTIONS, who))
        _ = teacher.path  # a file that isn't there is told now
        return teacher
    address, mark, model = who.rpartition("#")
    unspoken = any(c.isspace() or ord(c) < 32 for c in who)
    if unspoken or not model or ("://" not in address if mark else "/" in model):
        raise HornbookError(f"{_shown(who)} isn't a teacher; write {_FORMS}")
    address = address or OPENAI
    key = options.pop("key", "OPENAI_API_KEY" if address == OPENAI else "")
    own = {name: value for name, value in options.items() if name in _OPENAI_OPTIONS}
    extra = {name: _value(value) for name, value in options.items() if name not in own}
    return OpenAITeacher(
        base_url=address,
        model=model,
        key_variable=key,
        extra=json.dumps(extra) if extra else "",
        **_known(own, _OPENAI_OPTIONS, who),
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


def _options(query: str, who: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in query.split("&")] if query else []
    if not all(name and mark for name, mark, _ in pairs):
        message = f"the options of the teacher {_shown(who)} must be like ?rpm=500&seed=1"
        raise HornbookError(message)
    options = {name: value for name, _, value in pairs}
    secret = options.keys() & _SECRETS
    if secret or not _VARIABLE.fullmatch(options.get("key", "KEY")):
        raise HornbookError(
            f"the options of the teacher {_shown(who)} hold a key, which would be written to "
            "reports; put it into an environment variable and give ?key=ITS_NAME"
        )
    return options


def _shown(who: str) -> str:
    """What may be repeated: an address can hold a password before an @."""
    return repr(who if "@" not in who else f"…@{who.rpartition('@')[2]}")


def _known(
    options: dict[str, str], kinds: dict[str, Callable[[str], Any]], who: str
) -> dict[str, Any]:
    values = {}
    for name, value in options.items():
        if name not in kinds:
            have = ", ".join(kinds)
            raise HornbookError(f"the teacher {who!r} has no option {name}; it has: {have}")
        try:
            values[name] = kinds[name](value)
        except ValueError:
            raise HornbookError(
                f"the option {name}={value} of {_shown(who)} isn't a number"
            ) from None
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
