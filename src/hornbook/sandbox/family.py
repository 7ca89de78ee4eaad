"""Whatever a process started, found and ended: no orphan may outlive the keeper."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from pathlib import Path


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends (``prctl(2)``, subreaper).

    Raises:
        OSError: the kernel refuses.
    """
    pr_set_child_subreaper = 36
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(pr_set_child_subreaper, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def end_descendants() -> None:
    """Kill this process's children, then the orphans that they leave, until there is none.

    A child that was forked a moment ago, and of which nobody has told yet, is found too: when its
    parent is dead, it is a child of this process (see ``adopt_orphans``).
    """
    while children := _children():
        for child in children:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)
        for child in children:
            with contextlib.suppress(OSError):
                os.waitpid(child, 0)


def _children() -> list[int]:
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(number) for number in children.read_text().split()]
