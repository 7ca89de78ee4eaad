"""What a detector finds in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A benchmark's item that a row resembles, and by what.

    Attributes:
        detector: the name of the detector.
        item: id of the benchmark's item.
        evidence: the part of the row that resembles it (of n-grams, the shared words).
        reason: half a sentence on what was found.
        words: words shared in a row; 0 where the detector counts none.
        rate: match rate of the syntax trees, if they were compared.
        distance: distance of the embeddings, if they were compared.
    """

    detector: str
    item: str
    evidence: str
    reason: str
    words: int = 0
    rate: float | None = None
    distance: float | None = None


Findings = list[list[Hit] | None]
"""The hits in each row, the strongest first; None where the detector can't read the row."""


def joined(name: str, found: Sequence[Findings]) -> Findings:
    """What all detectors found in a row: hits on the same item become one, under ``name``."""
    return [_together(name, row) for row in zip(*found, strict=True)]


def _together(name: str, found: tuple[list[Hit] | None, ...]) -> list[Hit] | None:
    if any(hits is None for hits in found):
        return None
    by_item = [{hit.item: hit for hit in hits or ()} for hits in found]
    shared = [item for item in by_item[0] if all(item in others for others in by_item)]
    return [_merged(name, [hits[item] for hits in by_item]) for item in shared]


def _merged(name: str, hits: list[Hit]) -> Hit:
    rates = [hit.rate for hit in hits if hit.rate is not None]
    distances = [hit.distance for hit in hits if hit.distance is not None]
    return Hit(
        detector=name,
        item=hits[0].item,
        evidence=hits[0].evidence,
        reason=" and ".join(hit.reason for hit in hits),
        words=max(hit.words for hit in hits),
        rate=rates[0] if rates else None,
        distance=distances[0] if distances else None,
    )
