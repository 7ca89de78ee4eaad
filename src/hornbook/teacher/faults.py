"""What can go wrong at an endpoint, by what there is to do about it."""

from __future__ import annotations


class Fault(Exception):
    """An endpoint didn't answer a request; the message says why and holds no secret.

    Attributes:
        billed: whether it may have been paid for all the same, as an answer lost on its way.
    """

    def __init__(self, reason: str, *, billed: bool = False) -> None:
        super().__init__(reason)
        self.billed = billed


class Passing(Fault):
    """Busy, slow, garbled or out of reach: worth asking again.

    Attributes:
        retry_after: seconds that the endpoint asked us to wait, if it did.
        reached: whether the endpoint was there at all.
        busy: whether it turned the request away because there are too many.
    """

    def __init__(
        self,
        reason: str,
        *,
        retry_after: float | None = None,
        reached: bool = True,
        busy: bool = False,
        billed: bool = False,
    ) -> None:
        super().__init__(reason, billed=billed)
        self.retry_after = retry_after
        self.reached = reached
        self.busy = busy

    @property
    def kind(self) -> str:
        """One of a few phrases to count by."""
        if self.busy:
            return "too busy"
        if not self.reached:
            return "out of reach"
        return "answer lost or garbled" if self.billed else "error at the endpoint"


class Refused(Fault):
    """This request won't be answered, others may be: a prompt that is too long, say."""


class Unusable(Fault):
    """No request will be answered until the user does something: a wrong key, a dead server."""
