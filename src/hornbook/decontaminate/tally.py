"""Counts what is found while rows go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from hornbook.decontaminate.detectors import Detector
from hornbook.decontaminate.hit import Hit

_SUSPICIOUS = 5  # rows that one piece of evidence must hit before it is reported as boilerplate


class Tally:
    """What the detectors found, by problem, by detector and by evidence."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        self.rows = 0
        self._names = [detector.name for detector in detectors]
        self._problems: Counter[str] = Counter()
        self._evidence: Counter[tuple[str, str]] = Counter()
        self._detectors: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()

    def describe(self, found: Sequence[list[Hit] | None]) -> dict[str, Any] | None:
        """The columns that a contaminated row gets; None for a clean one."""
        for name, hits in zip(self._names, found, strict=True):
            self._unread[name] += hits is None
            self._detectors[name] += bool(hits)
        hits = [hit for row in found for hit in row or ()]
        if not hits:
            return None
        best, items = hits[0], list(dict.fromkeys(hit.item for hit in hits))
        own = [hit for hit in hits if hit.item == best.item]
        self.rows += 1
        self._problems.update(items)
        self._evidence[best.item, best.evidence] += 1
        return {
            "matched": best.item,
            "also_matched": items[1:],
            "evidence": best.evidence,
            "matched_words": max(hit.words for hit in own) or None,
            "match_rate": max((hit.rate for hit in own if hit.rate is not None), default=None),
            "distance": min((h.distance for h in own if h.distance is not None), default=None),
            "detectors": list(dict.fromkeys(hit.detector for hit in hits)),
            "reason": "; ".join(hit.reason for hit in own),
        }

    def facts(self) -> dict[str, Any]:
        """For the manifest: the problems hit most, and evidence that looks like boilerplate."""
        return {
            "contaminated_rows": self.rows,
            "rows_by_detector": {name: self._detectors[name] for name in self._names},
            "rows_unread": {name: count for name, count in self._unread.items() if count},
            "problems_hit": len(self._problems),
            "most_hit": dict(self._problems.most_common(10)),
            "boilerplate": [
                {"item": item, "evidence": evidence, "rows": rows}
                for (item, evidence), rows in self._evidence.most_common(10)
                if rows >= _SUSPICIOUS
            ],
        }
