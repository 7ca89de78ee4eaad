"""Dictionaries to try."""

from typing import Any

from hornbook.generate.procedural import Draw


def tables(r: Draw, low: int = -9, high: int = 30) -> list[dict[str, int]]:
    """Dictionaries from words to numbers, the empty one first."""
    sizes = (0, 1, 2, 3, 4, 5, 4)
    tables = [{word: r.randint(low, high) for word in r.words(size)} for size in sizes]
    return [*tables, {"a": 3, "b": 1, "c": 3, "d": 1}]


def edges(near: tuple[Any, ...], as_keys: bool = False) -> dict[str, int]:
    """One with the given values, or keys."""
    if as_keys:
        return {key: number for number, key in enumerate(near)}
    return dict(zip("xyzuvw", near, strict=False))
