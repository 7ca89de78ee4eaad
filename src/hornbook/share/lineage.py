"""What an artifact was made from, read from the manifests beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hornbook.pipeline.manifest import FILE_NAME, Manifest


@dataclass(frozen=True)
class Lineage:
    """Manifests of an artifact and of all it was made from.

    Attributes:
        own: of the artifact itself.
        before: of what it was made from, first things first; what was removed is missing.
        after: of what was measured of it, or made from it, that lies in the same store.
    """

    own: Manifest
    before: tuple[Manifest, ...]
    after: tuple[Manifest, ...]

    @classmethod
    def of(cls, folder: Path) -> Lineage:
        """The lineage of the artifact in ``folder``."""
        known = {found.fingerprint: found for found in _manifests(folder.parent)}
        own = Manifest.read(folder)
        before: dict[str, Manifest] = {}

        def visit(manifest: Manifest) -> None:
            for mark in manifest.inputs:
                if mark in known and mark not in before:
                    visit(known[mark])
                    before[mark] = known[mark]

        visit(own)
        after = tuple(each for each in known.values() if own.fingerprint in each.inputs)
        return cls(own, tuple(before.values()), after)

    @property
    def making(self) -> tuple[Manifest, ...]:
        """What it took to make it, itself last."""
        return (*self.before, self.own)

    def accounts(self) -> list[dict[str, Any]]:
        """What teachers were asked for it, and what that cost."""
        return [
            {"stage": each.name, **account}
            for each in self.making
            for account in each.facts.get("accounts", ())
        ]

    def decontaminated(self) -> list[dict[str, Any]]:
        """The searches for benchmarks in what it was made from."""
        return [
            {"stage": each.name, "rows": each.rows, **each.facts}
            for each in self.making
            if "benchmarks" in each.facts and "contaminated" in each.rows
        ]

    def variety(self) -> dict[str, Any]:
        """What was measured of how varied it is; empty when nothing was."""
        found = [each.facts for each in self.after if "near_duplicate_rate" in each.facts]
        return found[-1] if found else {}

    def results(self) -> list[tuple[str, str, dict[str, Any]]]:
        """What was measured of a model: the stage's name, the figure's, and the figure."""
        return [
            (each.name, name, value)
            for each in self.after
            for name, value in each.facts.items()
            if isinstance(value, dict) and {"value", "low", "high", "of"} <= value.keys()
        ]


def _manifests(store: Path) -> Iterator[Manifest]:
    for path in sorted(store.glob(f"*/{FILE_NAME}")):
        yield Manifest.read(path.parent)
