"""Which rows hold a snippet whose embedding is near a problem's (phi-1, §5.2)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hornbook.benchmark.problem import Problem
from hornbook.decontaminate.hit import Findings, Hit
from hornbook.decontaminate.snippets import problem_snippet, snippets
from hornbook.embed.session import EmbeddingSession


class VectorIndex:
    """The embeddings of problems, ready to be compared with those of rows.

    Dimensions: N snippets of the rows, P problems, D of the vectors.

    Args:
        name: of the detector, for the hits.
        problems: compared by their snippet (`problem_snippet`).
        distance: L2 distance of unit vectors, from 0 to 2, up to which a row is a hit.
        session: makes the vectors.
    """

    def __init__(
        self, name: str, problems: Sequence[Problem], distance: float, session: EmbeddingSession
    ) -> None:
        self.name = name
        self.distance = distance
        self.ids = [problem.id for problem in problems]
        self._session = session
        self._problems_PD = session.matrix(problem_snippet(problem).text for problem in problems)

    def find(self, texts: Sequence[str]) -> Findings:
        """The problems that a snippet of each text is near, the nearest first."""
        found = [snippets(text) for text in texts]
        parts = [part.text for row in found for part in row]
        owners = [row for row, own in enumerate(found) for _ in own]
        findings: Findings = [[] if own else None for own in found]
        if not parts:
            return findings
        distances_NP = l2(self._session.matrix(parts), self._problems_PD)
        best: dict[tuple[int, int], tuple[float, int]] = {}
        for part, problem in zip(*(distances_NP <= self.distance).nonzero(), strict=True):
            place = owners[part], int(problem)
            near = (float(distances_NP[part, problem]), int(part))
            best[place] = min(near, best.get(place, near))
        for (row, problem), (distance, part) in sorted(
            best.items(), key=lambda match: (match[0][0], match[1][0], match[0][1])
        ):
            hits = findings[row]
            if hits is not None:
                hits.append(self._hit(self.ids[problem], distance, parts[part]))
        return findings

    def _hit(self, item: str, distance: float, text: str) -> Hit:
        return Hit(
            detector=self.name,
            item=item,
            evidence=text.strip("\n"),
            reason=f"its embedding is {distance:.2f} from that of {item}",
            distance=distance,
        )


def l2(
    rows_ND: np.typing.NDArray[np.float32], problems_PD: np.typing.NDArray[np.float32]
) -> np.typing.NDArray[np.float64]:
    """Distances of unit vectors, rounded to what single precision holds: shape (N, P)."""
    cosines_NP = rows_ND.astype(np.float64) @ problems_PD.astype(np.float64).T
    distances: np.typing.NDArray[np.float64] = np.sqrt(np.maximum(2 - 2 * cosines_NP, 0.0))
    return distances.round(5)
