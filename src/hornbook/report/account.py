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
    """What each stage asked of its teachers, by template."""
    return tuple(
        _spend(manifest, account) for manifest in manifests for account in _accounts(manifest.facts)
    )


def _spend(manifest: Manifest, account: dict[str, Any]) -> Spend:
    latencies = [account.get(f"latency_{share}") for share in ("p50", "p90", "p99")]
    return Spend(
        stage=manifest.name,
        teacher=str(account.get("teacher") or teacher_name(manifest)),
        template=str(account.get("template") or ""),
        requests=int(account.get("requests") or 0),
        cached=int(account.get("cached") or 0),
        prompt_tokens=int(account["prompt_tokens"]),
        cached_prompt_tokens=int(account.get("cached_prompt_tokens") or 0),
        completion_tokens=int(account["completion_tokens"]),
        cost=account.get("cost"),
        since=str((account.get("price") or {}).get("since") or ""),
        asked=int(account.get("asked") or 0),
        parsed=int(account.get("parsed") or 0),
        verified=account.get("verified"),
        kept=int(account.get("kept") or 0),
        latencies=tuple(seconds for seconds in latencies if seconds is not None),
        retries=tuple((account.get("retry_reasons") or {}).items()),
    )


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


def _accounts(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The stage's accounts, or the one record of tokens that it has."""
    found = facts.get("accounts")
    candidates = found if isinstance(found, list) else [facts, *facts.values()]
    accounts = [
        each
        for each in candidates
        if isinstance(each, dict) and {"prompt_tokens", "completion_tokens"} <= each.keys()
    ]
    return accounts if isinstance(found, list) else accounts[:1]


def _record(name: str, values: dict[str, Any]) -> str:
    if not values:
        return ""
    text = json.dumps({name: values}, indent=1, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "\n …"
