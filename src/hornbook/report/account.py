"""What the run cost and what it ran with, from the manifests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from hornbook.pipeline.manifest import Manifest
from hornbook.report.view import Node, Spend

LONGEST = 3000
"""Characters of a stage's record that are shown."""


def nodes(manifests: Sequence[Manifest]) -> tuple[Node, ...]:
    """The stages for the lineage graph and the table of costs."""
    return tuple(
        Node(
            name=manifest.name,
            kind=manifest.stage.rpartition(".")[2],
            fingerprint=manifest.fingerprint,
            inputs=tuple(manifest.inputs),
            rows=tuple(manifest.rows.items()),
            seconds=manifest.seconds,
            peak_memory=manifest.peak_memory,
            bytes=manifest.bytes,
            fields=_record("fields", manifest.fields),
            facts=_record("facts", manifest.facts),
        )
        for manifest in manifests
    )


def spends(manifests: Sequence[Manifest]) -> tuple[Spend, ...]:
    """What each stage asked of its teacher."""
    found = []
    for manifest in manifests:
        usage = _usage(manifest.facts)
        if usage:
            found.append(
                Spend(
                    stage=manifest.name,
                    teacher=teacher_name(manifest),
                    requests=int(usage.get("requests") or 0),
                    cached=int(usage.get("cached") or 0),
                    prompt_tokens=int(usage["prompt_tokens"]),
                    completion_tokens=int(usage["completion_tokens"]),
                    cost=usage.get("cost"),
                )
            )
    return tuple(found)


def teacher_name(manifest: Manifest) -> str:
    """Who answered, as the stage reported it or as its fields name it."""
    fact = manifest.facts.get("teacher")
    if isinstance(fact, str):
        return fact
    teacher = manifest.fields.get("teacher")
    if isinstance(teacher, dict):
        return str(teacher.get("model") or teacher.get("name") or teacher.get("type") or "")
    return ""


def versions(manifests: Sequence[Manifest]) -> tuple[tuple[str, str], ...]:
    """Versions of all packages; several where stages were made with several."""
    found: dict[str, set[str]] = {}
    for manifest in manifests:
        for name, version in manifest.packages.items():
            found.setdefault(name, set()).add(version)
    first = {"python": 0, "hornbook": 1}
    names = sorted(found, key=lambda name: (first.get(name, 2), name.lower()))
    return tuple((name, ", ".join(sorted(found[name]))) for name in names)


def _usage(facts: dict[str, Any]) -> dict[str, Any] | None:
    for value in (facts, *facts.values()):
        if isinstance(value, dict) and {"prompt_tokens", "completion_tokens"} <= value.keys():
            return value
    return None


def _record(name: str, values: dict[str, Any]) -> str:
    if not values:
        return ""
    text = json.dumps({name: values}, indent=1, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "\n …"
