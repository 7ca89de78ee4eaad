"""What stages fetch from the Hugging Face hub, so that it can be told before a run begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Protocol, runtime_checkable

from hornbook.pipeline.stage import Stage


@runtime_checkable
class FromHub(Protocol):
    """A stage, or something that a stage holds, that reads from the hub unless it has a folder."""

    def from_hub(self) -> str:
        """What it needs that isn't on this machine, as in "the data set x"; empty for nothing."""
        ...


def remote(stage: object) -> Iterator[str]:
    """What a stage and the values in its fields need of the hub; not what its inputs need."""
    if isinstance(stage, FromHub) and (needed := stage.from_hub()):
        yield needed
    for held in _held(stage):
        if not isinstance(held, Stage):
            yield from remote(held)


def _held(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        yield from value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (getattr(value, entry.name) for entry in fields(value))
