"""Fifty beginnings of stories for small children, each cut off in the middle of a sentence.

TinyStories (https://arxiv.org/abs/2305.07759) lets models complete about 50 beginnings that were
written by hand, and a judge grade what they write. These are Hornbook's own, and each has one way
to go on, against which a judge can be tried. Their file is plain text, a line each: the beginning,
a tab, the rest.
"""

from __future__ import annotations

from pathlib import Path

from hornbook.benchmark.problem import Problem
from hornbook.errors import HornbookError

FILE = Path(__file__).with_name("story_beginnings.txt")


def load(folder: Path | None = None) -> tuple[Problem, ...]:
    """Load the beginnings in the order of the file, the rest of each story as solution.

    Args:
        folder: a file of the same form, or a folder with ``story_beginnings.txt``; by default
            Hornbook's own.

    Raises:
        HornbookError: the file is missing, holds no stories, or a line lacks one of its parts.
    """
    path = folder or FILE
    path = path / FILE.name if path.is_dir() else path
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise HornbookError(f"{path} can't be read: {error.strerror}.") from None
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        beginning, _, rest = (part.strip() for part in line.partition("\t"))
        if not beginning or not rest:
            raise HornbookError(f"{path}, line {number}: expected a beginning, a tab and the rest.")
        problems.append(
            # Tokenizers put the space at a word's front.
            Problem(id=f"Stories/{len(problems)}", prompt=beginning, solution=f" {rest}", tests="")
        )
    if not problems:
        raise HornbookError(f"{path} holds no stories; write one a line.")
    return tuple(problems)
