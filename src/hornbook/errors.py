"""Errors that are the user's to mend, told in one sentence."""


class HornbookError(Exception):
    """Something the user can mend; the message is one sentence naming the place and the remedy.

    The command line prints the message alone, without a traceback, and exits with ``exit_code``.
    Anything else that is raised is a bug of ours and keeps its traceback.
    """

    exit_code: int = 2
