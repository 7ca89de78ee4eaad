"""All measures of a sample together, as the figures that a stage writes and a gate reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hornbook.diversity.compression import compression
from hornbook.diversity.histogram import histogram, opening
from hornbook.diversity.ngrams import distinct_n, self_bleu, words
from hornbook.diversity.novelty import as_rows, curve, fit
from hornbook.diversity.programs import imports, programs
from hornbook.diversity.repeats import repeats
from hornbook.diversity.sample import Extent, Row, first_within
from hornbook.diversity.vendi import vendi_score
from hornbook.embed.protocol import Embedder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.progress import Progress
from hornbook.similarity.trees import tree_tokens

ORDERS = (1, 2, 3, 4)
OPENING = 3
"""Words that count as a text's opening."""
FORESIGHT = 10
"""The sample's size is multiplied by this for the novelty that is projected."""

Values = dict[str, Any]
Advance = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Measuring:
    """How to measure; see `MeasureDiversity`, whose fields these are."""

    extent: Extent = field(default_factory=Extent)
    embedder: Embedder | None = None
    near_duplicate: float = 0.8
    ngram: int = 5
    column: str = "text"
    topic: str = "topic"

    def __post_init__(self) -> None:
        """Refuse values that make no sense.

        Raises:
            HornbookError: naming the value.
        """
        if not 0 < self.near_duplicate <= 1:
            raise HornbookError(
                f"near_duplicate={self.near_duplicate}: give a similarity above 0 and up to 1"
            )
        if self.ngram < 1:
            raise HornbookError(f"ngram={self.ngram}: give at least 1 word")


def measure(
    rows: Sequence[Row],
    how: Measuring,
    *,
    progress: Progress,
    settings: Settings,
    cache: Path | None = None,
) -> Values:
    """Every measure of a sample.

    Numbers lie at the top, by name, so that a bound can name them; histograms and the curve of
    novelty lie below. A measure is left out where it says nothing: shapes and imports where no
    row holds a program, topics where no row has one. Figures are rounded to 6 digits, beyond
    which they depend on the order of sums in a processor.

    Args:
        rows: in random order, each with a string or None at ``how.column``.
        how: what to look at.
        progress: where to report.
        settings: for the embedder.
        cache: where the embedder keeps vectors, if anywhere.

    Raises:
        HornbookError: when no row has any text.
    """
    texts = [row[how.column] or "" for row in rows]
    if not any(text.strip() for text in texts):
        raise HornbookError(f"no row has a text in {how.column!r}; name another column")
    with progress.bar("looking for near-duplicates", total=len(texts), unit="rows") as bar:
        values = novelty(texts, how, bar.advance)
    values |= {
        **repetition(texts, how.extent),
        **shapes(texts),
        **topics([str(row[how.topic]) for row in rows if row.get(how.topic)]),
        "openings": histogram(opening(text, OPENING) for text in texts),
    }
    if how.embedder is not None:
        embedded = texts[: how.extent.embedded]
        with (
            progress.bar("embedding", total=len(embedded), unit="rows") as bar,
            how.embedder.open(cache, settings) as session,
        ):
            vectors = session.embed(embedded, window=len(embedded), advance=bar.advance)
            values["vendi"] = vendi_score(next(vectors))
        values |= {"vendi_rows": len(embedded), "embedder": how.embedder.name}
    return {"sampled": len(rows), **_rounded(values)}


def repetition(texts: Sequence[str], extent: Extent) -> Values:
    """Compression, distinct-n and self-BLEU, each of its own part of the sample."""
    split: list[list[str]] = []
    left = extent.words
    for text in texts:
        if not left:
            break
        split.append(words(text)[:left])
        left -= len(split[-1])
    beginnings = [words(text)[: extent.bleu_words] for text in texts[: extent.bleu_rows]]
    return {
        **compression(list(first_within(texts, extent.bytes))),
        **{f"distinct_{order}": distinct_n(split, order) for order in ORDERS},
        "words": sum(map(len, split)),
        "self_bleu": self_bleu(beginnings),
        "self_bleu_rows": len(beginnings),
    }


def novelty(texts: Sequence[str], how: Measuring, advance: Advance) -> Values:
    """Near-duplicates, now and as the sample grows."""
    found = repeats(texts, threshold=how.near_duplicate, ngram=how.ngram, advance=advance)
    points = curve(found)
    law = fit(points)
    values: Values = {
        "near_duplicate_rate": points[-1].near_duplicate_rate,
        "marginal_novelty": points[-1].marginal,
    }
    if law is not None:
        values["novelty_exponent"] = law.exponent
        values["projected_novelty"] = law.novelty(FORESIGHT * len(texts))
    return {**values, "curve": as_rows(points)}


def shapes(texts: Sequence[str]) -> Values:
    """Programs by the shape of their trees, and rows by what they import (phi-1, Figure 2)."""
    trees: list[str] = []
    imported: list[str] = []
    with_code = 0
    for text in texts:
        found = programs(text)
        trees.extend(map(tree_tokens, found))
        with_code += bool(found)
        imported.extend(sorted({name for tree in found for name in imports(tree)}))
    if not trees:
        return {}
    modules = histogram(imported)
    modules["share_of_rows_with_code"] = {
        entry["value"]: entry["count"] / with_code for entry in modules["top"]
    }
    return {
        "programs": len(trees),
        "shape_uniqueness": len(set(trees)) / len(trees),
        "imports": modules,
    }


def topics(values: Sequence[str]) -> Values:
    """How evenly the topics are covered."""
    if not values:
        return {}
    counted = histogram(values)
    return {
        "topic_entropy": counted["entropy"],
        "effective_topics": counted["effective"],
        "topics": counted,
    }


def _rounded(value: Any) -> Any:  # noqa: ANN401 - JSON types
    match value:
        case float():
            return round(value, 6)
        case dict():
            return {name: _rounded(each) for name, each in value.items()}
        case list():
            return [_rounded(each) for each in value]
    return value
