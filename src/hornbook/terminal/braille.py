"""A line drawn in a few lines of text: each character is two dots wide and four high."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_BLANK = 0x2800
# The bits of a character's dots, by column and by row from the top (Unicode, Braille Patterns).
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))


def draw(values: Sequence[float], width: int, height: int) -> list[str]:
    """The values from left to right, the highest in the first line and the lowest in the last.

    Args:
        values: two at least.
        width: characters of a line.
        height: lines.
    """
    across, down = 2 * width, 4 * height
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    points = [
        (
            round(number * (across - 1) / (len(values) - 1)),
            round((high - value) / span * (down - 1)),
        )
        for number, value in enumerate(values)
    ]
    cells = [[_BLANK] * width for _ in range(height)]
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            x, y = round(x0 + (x1 - x0) * step / steps), round(y0 + (y1 - y0) * step / steps)
            cells[y // 4][x // 2] |= _DOTS[x % 2][y % 4]
    return ["".join(map(chr, line)) for line in cells]
