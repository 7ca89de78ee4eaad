"""An end to work that may have none: the curriculum's own code on inputs that nobody chose."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")


class TooLong(Exception):
    """Work took more steps than it was allowed."""


def limited(work: Callable[[], T], steps: int) -> T:
    """The result of some work, unless it takes more than so many of Python's instructions.

    The same work is stopped at the same place every time, which a clock couldn't do. What one
    instruction does inside of C isn't counted.

    Raises:
        TooLong: then.
    """
    left = steps

    def count(frame: FrameType, event: str, argument: object) -> Any:  # noqa: ANN401
        nonlocal left
        frame.f_trace_opcodes = True  # a loop on one line is one line to a tracer
        left -= 1
        if left < 0:
            raise TooLong
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        return work()
    finally:
        sys.settrace(before)
