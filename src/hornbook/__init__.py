"""Hornbook turns a corpus and a teacher model into textbook-quality data, and that into a model.

What the commands do, as functions; see docs/python.md. They are imported when they are first
asked for, so that ``import hornbook`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hornbook.api import (
        ask,
        classify,
        drop_contaminated,
        drop_duplicates,
        execute,
        export,
        load,
        measure,
        plan,
        run,
    )

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "ask",
    "classify",
    "drop_contaminated",
    "drop_duplicates",
    "execute",
    "export",
    "load",
    "measure",
    "plan",
    "run",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - functions of hornbook.api
    if name in __all__:
        from hornbook import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
