"""The user's own annotated rows as something to train on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from hornbook.corpus.document import document_id
from hornbook.curate.features import vectors
from hornbook.curate.labels import Annotations
from hornbook.curate.scoring import COLUMN, LONGEST, Embed
from hornbook.curate.validate import GOOD
from hornbook.errors import HornbookError

FEWEST = 30
"""Annotations; with fewer, folds hold too little to be measured."""
GROUPS = ("group", "package")
"""Columns that tell what belongs together, the first one found; none: every row by itself."""


def from_rows(
    rows: Iterable[Mapping[str, Any]],
    *,
    language: str = "python",
    group: str | None = None,
    folds: int = 5,
    embed: Embed | None = None,
) -> tuple[Annotations, Counter[str]]:
    """Annotations out of rows with ``text`` and ``educational_value``.

    Rows without a value from 0 to 5 (an annotator may have had no answer) and texts that are too
    long are left out and counted. A text that was judged more than once counts once, with the
    mean of its values.

    Args:
        rows: of the user's data set.
        language: which features to compute.
        group: column of what must stay together in a fold; None takes the first of `GROUPS`.
        folds: of the cross-validation; there must be as many groups.
        embed: vectors to join to the features.

    Returns:
        The annotations, and how many rows were left out, by reason.

    Raises:
        HornbookError: when a column is missing, or too little is left to train on.
    """
    texts: dict[str, list[float]] = {}
    groups: dict[str, str] = {}
    sources: dict[str, str] = {}
    left_out: Counter[str] = Counter()
    for number, row in enumerate(rows, 1):
        for column in ("text", COLUMN, *([group] if group else ())):
            if column not in row:
                raise HornbookError(
                    f"annotations, row {number}: no column {column!r}; it has: {', '.join(row)}"
                )
        reason = _unfit(row)
        if reason:
            left_out[reason] += 1
            continue
        text = str(row["text"])
        texts.setdefault(text, []).append(float(row[COLUMN]))
        groups.setdefault(text, _group_of(row, group, text))
        sources.setdefault(text, str(row.get("source") or document_id(text)))
    scores = np.array([sum(values) / len(values) for values in texts.values()])
    _check(scores, list(groups.values()), folds, left_out)
    features = vectors(list(texts), language)
    if embed is not None:
        features = np.concatenate([features, embed(list(texts))], axis=1)
    return Annotations(
        ids=tuple(map(document_id, texts)),
        groups=tuple(groups.values()),
        scores=scores,
        features=features,
        measured=np.ones(len(scores), dtype=bool),
        places=tuple(sources.values()),
    ), left_out


def _unfit(row: Mapping[str, Any]) -> str | None:
    value = row[COLUMN]
    if not isinstance(row["text"], str) or not row["text"].strip():
        return "no text"
    if len(row["text"]) > LONGEST:
        return f"longer than {LONGEST:,} characters"
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 5:
        return "no value from 0 to 5"
    return None


def _group_of(row: Mapping[str, Any], group: str | None, text: str) -> str:
    for column in [group] if group else GROUPS:
        if row.get(column) is not None:
            return str(row[column])
    return document_id(text)


def _check(scores: Any, groups: Sequence[str], folds: int, left_out: Counter[str]) -> None:  # noqa: ANN401
    lost = "".join(f"; left out: {count} ({reason})" for reason, count in sorted(left_out.items()))
    if len(scores) < FEWEST:
        raise HornbookError(
            f"{len(scores)} annotations can be used, a classifier needs {FEWEST}{lost}"
        )
    if len(set(groups)) < folds:
        raise HornbookError(
            f"the annotations are of {len(set(groups))} groups, {folds} folds need as many; "
            "annotate rows of more of them, or take fewer folds"
        )
    good = int((scores >= GOOD).sum())
    if not folds <= good <= len(scores) - folds:
        raise HornbookError(
            f"{good} of {len(scores)} annotations have a value of {GOOD} or more; {folds} folds "
            f"need {folds} of either kind; annotate more"
        )
