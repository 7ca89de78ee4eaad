"""Does a model solve problems, or remember them? Two checks, after phi-1 (§5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hornbook.errors import HornbookError
from hornbook.evaluate.compare import compare_scores
from hornbook.evaluate.estimate import Estimate, bootstrap, wilson
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.stages import BitsPerByte
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

Scores = Mapping[str, tuple[float, float]]
"""By problem: samples that passed, and samples drawn."""

_ITEM, _ITEMS = "item", ("matched", "also_matched")


@dataclass(frozen=True, kw_only=True)
class SplitBySimilarity(Stage[Evaluation]):
    """Tell what a model solves with something similar in its training data from what without.

    As phi-1's Table 3: a model that remembers loses where nothing is similar. Writes ``items``
    (problem, passed, of, similar, match_rate) and the results ``similar``, ``other`` and ``all``:
    pass@1 with Wilson's interval, or a bootstrap for several samples a problem; None where there
    are no problems of the kind. Of a `BitsPerByte` they are ``similar_bits`` and so on, means over
    problems, which move where nothing is solved yet.

    Attributes:
        evaluation: a `PassAtK`, `AnswerAccuracy` or `BitsPerByte`.
        matches: rows that each name a problem of the benchmark which the training data resembles:
            in a column ``item`` (the pairs of a comparison, or the similar part of a benchmark that
            was split) or in ``matched`` and ``also_matched`` (contaminated rows).
        rate: count only matches of at least this ``match_rate``.
        distance: count only matches of at most this ``distance``.
        seed: of the bootstrap.
    """

    evaluation: Stage[Evaluation]
    matches: Split
    rate: float | None = None
    distance: float | None = None
    seed: int = 0

    def run(self, context: Context) -> Evaluation:
        """Split and count.

        Raises:
            HornbookError: when the matches name no problems, or lack what they are chosen by.
        """
        import pyarrow as pa

        scores = context.load(self.evaluation).scores()
        matched = self._matched(context)
        similar = {name: score for name, score in scores.items() if name in matched}
        other = {name: score for name, score in scores.items() if name not in matched}
        schema = pa.schema(
            [
                pa.field("problem", pa.string(), nullable=False),
                pa.field("passed", pa.float64(), nullable=False),
                pa.field("of", pa.float64(), nullable=False),
                pa.field("similar", pa.bool_(), nullable=False),
                pa.field("match_rate", pa.float64()),
            ]
        )
        with DatasetWriter(context.directory, items=schema) as writer:
            for name, (passed, of) in scores.items():
                row = {"problem": name, "passed": passed, "of": of, "similar": name in similar}
                writer.add("items", row | {"match_rate": matched.get(name)})
        unit = "_bits" if isinstance(self.evaluation, BitsPerByte) else ""
        results = {
            f"{name}{unit}": facts(part, self.seed)
            for name, part in (("similar", similar), ("other", other), ("all", scores))
        } | {"not_evaluated": len(matched.keys() - scores.keys())}
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)

    def _matched(self, context: Context) -> dict[str, float | None]:
        """The problems that count as similar, each with its highest match rate, if known."""
        found: dict[str, float | None] = {}
        place = f"{self.matches.stage.name}/{self.matches.name}"
        for row in self.matches.rows(context):
            if _ITEM not in row and _ITEMS[0] not in row:
                raise HornbookError(
                    f"{self.name}: {place} has no column 'item' or 'matched' that names problems"
                )
            if self._counts(row, place):
                named = [row[_ITEM]] if _ITEM in row else [row[_ITEMS[0]], *(row[_ITEMS[1]] or ())]
                for name in named:
                    rates = (row.get("match_rate"), found.get(name))
                    found[name] = max((rate for rate in rates if rate is not None), default=None)
        return found

    def _counts(self, row: dict[str, Any], place: str) -> bool:
        from hornbook.similarity.tree_match import reaches

        for column, limit in (("match_rate", self.rate), ("distance", self.distance)):
            if limit is None:
                continue
            if column not in row:
                raise HornbookError(f"{self.name}: {place} has no column {column!r} to choose by")
            value = row[column]
            near = value is not None and (
                reaches(value, limit) if column == "match_rate" else value <= limit
            )
            if not near:
                return False
        return True


@dataclass(frozen=True, kw_only=True)
class PerturbationGap(Stage[Evaluation]):
    """Hold a model's results on perturbed problems against those on the originals, in pairs.

    Writes ``items`` (problem, original, perturbed: the shares that passed) and the results
    ``original`` and ``perturbed`` on the problems of both, ``gap`` (perturbed minus original, with
    a bootstrap interval), on how many problems it is ``better``, ``worse`` and ``equal``, and the
    ``p_value`` of the exact sign test.

    Attributes:
        original: a `PassAtK` or `AnswerAccuracy`.
        perturbed: the same with ``perturbed`` set.
        seed: of the bootstrap.
    """

    original: Stage[Evaluation]
    perturbed: Stage[Evaluation]
    seed: int = 0

    def run(self, context: Context) -> Evaluation:
        """Compare the problems that could be perturbed.

        Raises:
            HornbookError: when the two have no problems in common, or other numbers of samples.
        """
        import pyarrow as pa

        before = context.load(self.original).scores()
        after = context.load(self.perturbed).scores()
        both = [name for name in before if name in after]
        if not both:
            raise HornbookError(
                f"{self.name}: {self.original.name} and {self.perturbed.name} have no problem in "
                "common; evaluate the same benchmark"
            )
        first, second = ({name: each[name] for name in both} for each in (before, after))
        names = (self.original.name, self.perturbed.name)
        found = compare_scores(first, second, names, seed=self.seed)
        fields = [
            pa.field(name, pa.float64(), nullable=False) for name in ("original", "perturbed")
        ]
        schema = pa.schema([pa.field("problem", pa.string(), nullable=False), *fields])
        with DatasetWriter(context.directory, items=schema) as writer:
            for name in both:
                shares = [passed / of for passed, of in (first[name], second[name])]
                row = {"problem": name, "original": shares[0], "perturbed": shares[1]}
                writer.add("items", row)
        results = {
            "original": facts(first, self.seed),
            "perturbed": facts(second, self.seed),
            "gap": asdict(found.difference),
            "better": found.higher,
            "worse": found.lower,
            "equal": found.equal,
            "p_value": found.p_value,
        }
        Metrics.write(context.directory, results)
        context.record(**results)
        return Evaluation(context.directory)


def facts(scores: Scores, seed: int = 0) -> dict[str, Any] | None:
    """The share that passed, each problem counting alike; None for no problems."""
    return share(scores, seed).facts() if scores else None


def share(scores: Scores, seed: int = 0) -> Estimate:
    """The mean share of samples that passed, with Wilson's interval for one sample each."""
    if all(of == 1 for _, of in scores.values()):
        return wilson(int(sum(passed for passed, _ in scores.values())), len(scores))
    shares = [passed / of for passed, of in scores.values()]
    return bootstrap(shares, [1.0] * len(shares), seed=seed)
