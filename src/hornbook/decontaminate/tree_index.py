"""Which rows hold a function whose syntax tree is like a problem's (phi-1, §5.2)."""

from __future__ import annotations

from collections.abc import Sequence

from hornbook.benchmark.problem import Problem
from hornbook.decontaminate.hit import Findings, Hit
from hornbook.decontaminate.snippets import Snippet, problem_snippet, snippets
from hornbook.similarity.tree_match import matching


class TreeIndex:
    """The syntax trees of problems, ready to be compared with those of rows. Plain data.

    Args:
        name: of the detector, for the hits.
        problems: those that are no programs can't be found and are listed in ``unindexed``.
        rate: match rate from which a row is a hit.
    """

    def __init__(self, name: str, problems: Sequence[Problem], rate: float) -> None:
        self.name = name
        self.rate = rate
        trees = [(problem.id, problem_snippet(problem).tokens) for problem in problems]
        self.ids = [item for item, tokens in trees if tokens]
        self.trees = [tokens for _, tokens in trees if tokens]
        self.unindexed = [item for item, tokens in trees if not tokens]

    def find(self, texts: Sequence[str]) -> Findings:
        """The problems that a function of each text is like, the closest first."""
        functions: list[Snippet] = []
        owners: list[int] = []
        findings: Findings = []
        for row, text in enumerate(texts):
            readable = [snippet for snippet in snippets(text) if snippet.tokens]
            functions += readable
            owners += [row] * len(readable)
            findings.append([] if readable else None)
        best: dict[tuple[int, int], tuple[float, Snippet]] = {}
        trees = [function.tokens for function in functions]
        for pair in matching(self.trees, trees, self.rate) if trees and self.trees else ():
            place = owners[pair.candidate], pair.query
            if place not in best or pair.rate > best[place][0]:
                best[place] = pair.rate, functions[pair.candidate]
        for (row, query), (rate, function) in sorted(best.items(), key=_closest_first):
            hits = findings[row]
            if hits is not None:
                hits.append(self._hit(self.ids[query], rate, function))
        return findings

    def _hit(self, item: str, rate: float, function: Snippet) -> Hit:
        what = f"its function {function.name!r}" if function.name else "its program"
        return Hit(
            detector=self.name,
            item=item,
            evidence=function.text.strip("\n"),
            reason=f"{what} has {rate:.0%} of the syntax tree of {item}",
            rate=rate,
        )


def _closest_first(
    match: tuple[tuple[int, int], tuple[float, Snippet]],
) -> tuple[int, float, int]:
    (row, query), (rate, _) = match
    return row, -rate, query
