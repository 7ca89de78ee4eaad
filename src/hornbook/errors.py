"""Errors that are the user's to mend, told in one sentence."""

import difflib
from collections.abc import Iterable


class HornbookError(Exception):
    """Something the user can mend; the message is one sentence naming the place and the remedy.

    The command line prints the message alone, without a traceback, and exits with ``exit_code``.
    Anything else that is raised is a bug of ours and keeps its traceback.
    """

    exit_code: int = 2


def suggestion(given: str, known: Iterable[str], otherwise: str = "there is") -> str:
    """The end of a sentence about a name that nobody has: the nearest, or else all there are."""
    names = list(known)
    near = difflib.get_close_matches(given, names, n=1)
    return f"did you mean {near[0]!r}?" if near else f"{otherwise}: {', '.join(names)}"
