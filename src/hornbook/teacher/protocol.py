"""What a teacher is: a value that says who answers, and opens a client to them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from hornbook.pipeline.context import Settings
from hornbook.teacher.request import Request
from hornbook.teacher.usage import Price

if TYPE_CHECKING:
    from hornbook.teacher.client import Client

CACHE_NAME = "answers.sqlite"


class Endpoint(Protocol):
    """A live connection that answers one request at a time, many at once."""

    async def ask(self, request: Request) -> dict[str, Any]:
        """The endpoint's JSON.

        Raises:
            Fault: `Passing`, `Refused` or `Unusable`, when there is no answer.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Teacher(ABC):
    """Who answers prompts; a field of the stages that ask.

    A subclass's hashed fields say which model it is and how it samples. Ports, keys, threads and
    the paths of this machine are `unhashed`; what a path points to enters through `external`,
    which a stage adds to its own.
    """

    @classmethod
    def parse(cls, text: str) -> Teacher:
        """The teacher that a user names, as `hornbook.teacher.spec` says.

        Raises:
            HornbookError: when the text names none.
        """
        from hornbook.teacher.spec import read_teacher

        return read_teacher(text)

    @property
    @abstractmethod
    def name(self) -> str:
        """The model's name, for rows and reports."""

    @property
    @abstractmethod
    def endpoint(self) -> str:
        """Who answers, as it enters the hash of a request: a base URL, a file's digest."""

    @property
    def concurrency(self) -> int:
        """How many requests may be under way at once."""
        return 8

    @property
    def first_concurrency(self) -> int:
        """How many may be before it is known how many the endpoint takes."""
        return self.concurrency

    @property
    def timeout(self) -> float:
        """Seconds after which an answer isn't waited for any longer."""
        return 600.0

    @property
    def requests_per_minute(self) -> float | None:
        """The endpoint's limit, if it is known."""
        return None

    @property
    def tokens_per_minute(self) -> float | None:
        """The endpoint's limit for prompts and answers together, if it is known."""
        return None

    @property
    def cost(self) -> Price | None:
        """What an answer costs; none when it isn't known."""
        return None

    def external(self) -> str:
        """What the teacher reads from outside the recipe, for `Stage.external`."""
        return ""

    def adapt(self, request: Request) -> Request:
        """Fill in the model and what else this teacher sends with every request."""
        return replace(request, payload={**request.payload, "model": self.name})

    @abstractmethod
    def connect(self, settings: Settings) -> AbstractAsyncContextManager[Endpoint]:
        """Reach the model; entered at the first request that the cache can't answer."""

    def open(self, cache: Path, settings: Settings | None = None) -> AbstractContextManager[Client]:
        """A client that answers from the cache below ``cache``, and asks for the rest.

        Example:
            with teacher.open(context.cache, context.settings) as client:
                for reply in client.complete(requests): …
        """
        from hornbook.teacher.client import Client

        return Client(self, cache / CACHE_NAME, settings or Settings())
