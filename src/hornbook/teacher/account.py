"""What a stage asked of a teacher, what came of it and what it cost: for manifest and report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hornbook.teacher.usage import Usage


@dataclass(frozen=True, kw_only=True)
class Account:
    """One teacher and one template in one stage.

    A stage records a list of them as ``accounts``.

    Attributes:
        teacher: the model's name.
        template: the prompt template's name.
        template_digest: the hash of its text.
        asked: requests, whoever answered them.
        parsed: answers out of which what was asked for could be read.
        kept: those that were kept in the end, after every check.
        verified: those that were proven right, where the stage proves anything.
        usage: what the client counted.
    """

    teacher: str
    template: str
    asked: int
    parsed: int
    kept: int
    usage: Usage
    template_digest: str = ""
    verified: int | None = None

    def record(self) -> dict[str, Any]:
        """JSON types, the counts of the usage among them."""
        return {
            "teacher": self.teacher,
            "template": self.template,
            "template_digest": self.template_digest,
            "asked": self.asked,
            "parsed": self.parsed,
            "verified": self.verified,
            "kept": self.kept,
            **self.usage.summary(),
        }
