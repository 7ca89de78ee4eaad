"""What counts as a duplicate: the settings of a search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from hornbook.errors import HornbookError

_ENOUGH = 0.9
METHODS = ("minhash", "exact", "template", "ast", "semantic")


@dataclass(frozen=True, kw_only=True)
class Matching:
    """What counts as a duplicate.

    Attributes:
        method: one of `METHODS`.
        threshold: the least similarity, of shingle sets (Jaccard) or of embeddings (cosine).
        ngram: words in a shingle.
        bands: of the MinHash signature; two rows that agree in one of them are compared.
        rows: numbers in a band.
        punctuation: let punctuation marks be words of a shingle.
    """

    method: str = "minhash"
    threshold: float = 0.8
    ngram: int = 5
    bands: int = 20
    rows: int = 6
    punctuation: bool = False

    def with_bands(self, bands: int | None, rows: int | None) -> Self:
        """The same with these bands and rows, or with those that the threshold needs.

        Raises:
            HornbookError: when one is given without the other.
        """
        from hornbook.similarity.minhash import suggest_bands

        if (bands is None) != (rows is None):
            raise HornbookError("bands and rows belong together; give both or neither")
        if bands is None or rows is None:
            self.check()
            bands, rows = suggest_bands(self.threshold)
        return replace(self, bands=bands, rows=rows)

    def doubt(self) -> str:
        """What to tell the user when the bands miss many pairs at the threshold; else empty."""
        from hornbook.similarity.minhash import candidate_probability, suggest_bands

        chance = candidate_probability(self.threshold, self.bands, self.rows)
        if self.method != "minhash" or chance >= _ENOUGH:
            return ""
        bands, rows = suggest_bands(self.threshold)
        return (
            f"{self.bands} bands of {self.rows} find {chance:.0%} of the pairs of similarity "
            f"{self.threshold:g}; bands={bands}, rows={rows} find nearly all"
        )

    def check(self) -> None:
        """Refuse what makes no sense.

        Raises:
            HornbookError: naming the setting and its remedy.
        """
        if self.method not in METHODS:
            known = ", ".join(METHODS)
            raise HornbookError(f"unknown method {self.method!r} of deduplication; use {known}")
        if not 0 < self.threshold <= 1:
            raise HornbookError(f"threshold={self.threshold}: give a similarity above 0, up to 1")
        if min(self.ngram, self.bands, self.rows) < 1:
            raise HornbookError(
                f"ngram={self.ngram}, bands={self.bands} and rows={self.rows} must be at least 1"
            )
