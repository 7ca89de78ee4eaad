"""Whether a stated output is the one that the code gave."""

from __future__ import annotations

import doctest
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from hornbook.generate.sections.page import literal_value

LIKENESS = 0.6  # of a remark to the real output, from which on it is taken for a wrong output

_APPROXIMATELY = re.compile(
    r"(?:~|≈|about|approx(?:imately|\.)?|roughly)\s*(-?\d+(?:\.\d+)?)\b", re.I
)
_ROUNDED_OFF = re.compile(r"(-?\d+\.\d+)(?:\.\.\.|…)\Z")
_CHECKER = doctest.OutputChecker()
_MANNER = doctest.ELLIPSIS | doctest.DONT_ACCEPT_TRUE_FOR_1


def shown(text: str) -> str:
    """An output without what can't be seen: spaces at line ends, empty lines around it."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def agrees(said: str, actual: str) -> bool:
    """Whether two outputs are the same to a reader; "..." in ``said`` stands for anything."""
    said, actual = shown(said), shown(actual)
    if said == actual:
        return True
    want, got = said + "\n", actual + "\n"
    if _CHECKER.check_output(want, got, _MANNER):
        return True
    return _same_value(said, actual)


def remark_agrees(said: str, actual: str) -> bool:
    """Whether a comment gives the output, quoted or rounded, or followed by an explanation."""
    printed, said, actual = actual, shown(said), shown(actual)
    bare = said.strip("`")
    if agrees(said, actual) or agrees(bare, actual) or _about(said, actual):
        return True
    value = literal_value(bare)
    if value is not None:
        return value[0] in (printed, printed.removesuffix("\n"), actual)  # a string, in quotes
    # "3 (the third)" but not "30"
    tail = said.removeprefix(actual)
    return bool(actual) and tail != said and re.match(r"\s*[(,;:–—-]|\s+\S", tail) is not None


def resembles(said: str, actual: str) -> bool:
    """Whether a remark is so like the output that it must have been meant as one."""
    return bool(actual) and SequenceMatcher(None, said, shown(actual)).ratio() >= LIKENESS


def states_nothing(said: str) -> bool:
    """Whether an output says no more than that there is one."""
    return not said.strip(" .…`\n")


def changes(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether outputs differ between two runs, or would in a third: they hold an address.

    Sets of the same items are alike.
    """
    if len(one) != len(other) or not all(map(agrees, one, other)):
        return True
    return any(re.search(r"\bat 0x[0-9a-fA-F]{6,}", text) for text in one)


def _same_value(said: str, actual: str) -> bool:
    """Whether both are literals of the same value, however they are spaced and quoted."""
    one, other = literal_value(said), literal_value(actual)
    if one is None or other is None:
        return False
    if repr(one) == repr(other):
        return True
    return "{" in actual and one == other  # a set or a dictionary has no order to speak of


def _about(said: str, actual: str) -> bool:
    value = literal_value(actual)
    match = _APPROXIMATELY.match(said)
    if match and value and isinstance(value[0], int | float):
        digits = len(match[1].partition(".")[2])
        return round(value[0], digits) == float(match[1])
    match = _ROUNDED_OFF.match(said)
    return match is not None and actual.startswith(match[1])
