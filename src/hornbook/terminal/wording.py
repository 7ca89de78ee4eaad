"""Numbers and values as people say them."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import astuple
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hornbook.teacher.estimate import Range

_MILLIONS = 1e7  # from which numbers are told in millions
_LONG = 600  # characters of a value that is printed


def size(count: int) -> str:
    """Bytes as people say them: ``12 kB``, ``3.4 MB``."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit in ("B", "kB") or value >= 10 else f"{value:.1f} {unit}"


def between(numbers: Range, *, dollars: bool = False) -> str:
    """A range: ``1,200``, ``1,100–1,300``, ``$0.12–$0.15``, ``72M``."""
    low, high = (_dollars(each) if dollars else _whole(each) for each in astuple(numbers))
    return low if low == high else f"{low}–{high}"


def _whole(number: float) -> str:
    if number == inf:
        return "unlimited"
    return f"{number / 1e6:,.0f}M" if number >= _MILLIONS else f"{number:,.0f}"


def _dollars(number: float) -> str:
    if number == inf:
        return "unlimited"
    return f"${number:.4f}" if 0 < number < 0.1 else f"${number:,.2f}"


def counts(rows: dict[str, int] | None) -> str:
    """Row counts on one line: ``720 kept, 2,280 dropped``."""
    return ", ".join(f"{count:,} {name}" for name, count in (rows or {}).items())


def shortened(value: object) -> str:
    """A value as text that a terminal only shows, cut where it gets long."""
    text = str(value)
    if len(text) <= _LONG:
        return printable(text)
    return f"{printable(text[:_LONG])} … ({len(text):,} characters)"


def printable(text: str) -> str:
    """Text of others without what a terminal would take for commands."""
    return "".join(
        each if each in "\n\t" or unicodedata.category(each)[0] != "C" else "�"
        for each in text.replace("\r\n", "\n")
    )


def shown(text: str) -> str:
    """Text for standard output: `printable` on a terminal, and as it is in a file or a pipe."""
    return printable(text) if sys.stdout.isatty() else text
