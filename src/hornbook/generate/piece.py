"""What is asked of a teacher, and what is read out of its answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """One request.

    Attributes:
        slots: what fills the template.
        seed: of the teacher's sampling.
        topic: what quotas count; empty where there is none.
        parents: ids of the documents that seeded it.
    """

    slots: Mapping[str, str]
    seed: int
    topic: str = ""
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing read out of an answer, which may hold many.

    Attributes:
        text: what a model is trained on.
        columns: the kind's own.
        says: what is compared with other pieces, where that is less than the text: without a
            title that every piece has, for instance.
        reason: why it is rejected, in words that many share; empty for one to keep.
    """

    text: str
    columns: Mapping[str, Any] = field(default_factory=dict)
    says: str = ""
    reason: str = ""


def seed_of(*parts: object) -> int:
    """A number below 2³¹ for parts that are written the same on every machine."""
    digest = hashlib.sha256("\n".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1
