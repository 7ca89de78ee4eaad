"""Solutions without what they don't need, for families that ask one of several questions."""

from __future__ import annotations

import re


def pruned(body: str, result: str, *tracked: str) -> str:
    """A solution without the lines that only serve a variable which its result doesn't use.

    A family may keep track of several things and ask for one of them. The lines of the others,
    each on its own, are left out; ``tracked`` are those variables, ``result`` is what is returned.
    """
    unused = [name for name in tracked if not re.search(rf"\b{name}\b", result)]
    pattern = re.compile("|".join(rf"\b{name}\b" for name in unused) or r"(?!)")
    return "\n".join(line for line in body.split("\n") if not pattern.search(line))
