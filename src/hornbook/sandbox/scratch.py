"""The folder that programs may write to: how full it is, and how it is emptied.

What is in it was made by hostile programs. A tree may be deeper than a path can be long, or than
Python can recurse.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
from collections.abc import Iterator

DEEPEST = 50  # folders inside folders
ENTRY = 1024  # bytes that a file or folder takes up at least


def folder_size(folder: str) -> float:
    """Bytes that a folder takes up on disk; infinite if it is nested deeper than ``DEEPEST``."""
    total = 0
    unseen = [(folder, 0)]
    while unseen:
        path, depth = unseen.pop()
        if depth > DEEPEST:
            return math.inf
        with contextlib.suppress(OSError), os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    unseen.append((entry.path, depth + 1))
                with contextlib.suppress(OSError):
                    total += max(ENTRY, 512 * entry.stat(follow_symlinks=False).st_blocks)
    return total


def remove_folder(folder: str) -> None:
    """Remove a folder and all that is in it, as far as that can be done."""
    with contextlib.suppress(OSError):
        clear_folder(folder)
        os.rmdir(folder)  # noqa: PTH106


def clear_folder(folder: str) -> None:
    """Remove all that is in a folder; what is deep inside is moved up first.

    Raises:
        OSError: something in it can't be removed.
    """
    number = itertools.count()
    while folders := _remove_files(folder):
        for path in folders:
            for inner in _remove_files(path):
                os.rename(inner, _unused(folder, number))  # noqa: PTH104
            os.rmdir(path)  # noqa: PTH106


def _unused(folder: str, number: Iterator[int]) -> str:
    """A path in the folder that nothing has yet."""
    return next(path for n in number if not os.path.lexists(path := f"{folder}/.{n}"))


def _remove_files(folder: str) -> list[str]:
    """Remove the files of a folder; returns the paths of its folders."""
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except PermissionError:  # it was made without permission to look inside
        os.chmod(folder, 0o700)  # noqa: PTH101
        return _remove_files(folder)
    folders = []
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry.path)
        else:
            os.unlink(entry.path)  # noqa: PTH108
    return folders
