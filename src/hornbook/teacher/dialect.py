"""What endpoints that speak the same protocol disagree about, settled where they say so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from hornbook.teacher.faults import Refused, Unusable
from hornbook.teacher.protocol import Endpoint
from hornbook.teacher.request import LIMIT, NEW_LIMIT, Request

# OpenAI: "Unsupported value: 'temperature' does not support 0.2 with this model. Only …" and
# "Unsupported parameter: 'top_p' is not supported with this model."
_UNSUPPORTED = re.compile(r"Unsupported (?:value|parameter): '(\w+)'")
_SAMPLING = {"temperature", "top_p", "seed", "stop", "presence_penalty", "frequency_penalty"}


class Dialect:
    """An endpoint whose refusals are understood.

    One that wants ``max_completion_tokens`` instead of ``max_tokens`` is asked again that way, and
    from then on at once; the cache knows both as one. One that doesn't take a sampling parameter
    ends the run with what to do about it, because to leave it out is the user's decision. One
    that gives no log-probabilities refuses the request, not the key.
    """

    def __init__(self, endpoint: Endpoint, model: str) -> None:
        self._endpoint = endpoint
        self._model = model
        self._renames = False

    async def ask(self, request: Request) -> dict[str, Any]:
        """The endpoint's JSON; faults as `Endpoint.ask` says."""
        if self._renames:
            request = _renamed(request)
        try:
            return await self._endpoint.ask(request)
        except Refused as fault:
            if NEW_LIMIT not in str(fault) or LIMIT not in request.payload:
                raise self._explained(fault, request) from None
        except Unusable as fault:
            # OpenAI answers 403 here: "You are not allowed to request logprobs from this model".
            if "logprobs" in request.payload and "logprobs" in str(fault):
                raise Refused(f"no logprobs from {self._model}: {fault}") from None
            raise
        self._renames = True
        return await self.ask(request)

    def _explained(self, fault: Refused, request: Request) -> Refused | Unusable:
        found = _UNSUPPORTED.search(str(fault))
        name = found[1] if found else ""
        if name not in _SAMPLING or name not in request.payload:
            return fault
        return Unusable(
            f"{self._model} doesn't take {name}={request.payload[name]!r}; leave it out with "
            f"?{name}=null behind the model's name, or extra='{{\"{name}\": null}}': {fault}"
        )


def _renamed(request: Request) -> Request:
    if LIMIT not in request.payload:
        return request
    payload = {NEW_LIMIT if key == LIMIT else key: value for key, value in request.payload.items()}
    return replace(request, payload=payload)
