"""The shape of a program: what is left when its names and spacing are forgotten."""

from __future__ import annotations

import builtins
import keyword
import re

_KEPT = frozenset([*keyword.kwlist, *dir(builtins)])
_TOKEN = re.compile(
    r"""(?P<string>[rbf]?(?:'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"))"""
    r"""|(?P<attribute>\.\s*[A-Za-z_]\w*)|(?P<name>[A-Za-z_]\w*)"""
)


def program_shape(code: str) -> str:
    """Code with its own names replaced by numbers, in the order of their appearance.

    Two programs of one shape differ in names only. Keywords, builtins, attributes, strings and
    numbers stay as they are.

    Example:
        >>> program_shape("return [n for n in scores if n > 5]")
        'return [_0 for _0 in _1 if _0 > 5]'
    """
    numbers: dict[str, str] = {}

    def replace(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None or name in _KEPT:
            return match[0]
        return numbers.setdefault(name, f"_{len(numbers)}")

    return _TOKEN.sub(replace, code)
