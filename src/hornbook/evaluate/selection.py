"""The stages that let a verifier choose among candidates, and measure how well that goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.evaluate.candidates import CANDIDATES, candidate_schema
from hornbook.evaluate.journal import Journal
from hornbook.model.verifier_checkpoint import VerifierCheckpoint
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    from hornbook.evaluate.curves import Curves

_CHUNK = 4096  # candidates scored between two entries of the journal


class Selection(Dataset):
    """How well each way of choosing among n candidates does.

    Splits: ``curve`` (method, n, value, low, high) and ``problems`` (what each method gives with
    all candidates). Results in a JSON file; see `BestOfN`.
    """

    def values(self) -> dict[str, Any]:
        """The results."""
        return Metrics(self.directory).values()

    def curve(self, method: str) -> list[tuple[int, float, float, float]]:
        """n, accuracy and its interval's ends, by n; empty where the method doesn't apply."""
        return [
            (row["n"], row["value"], row["low"], row["high"])
            for row in self.rows("curve")
            if row["method"] == method
        ]


@dataclass(frozen=True, kw_only=True)
class ScoreCandidates(Stage[Dataset]):
    """Ask a verifier how likely each candidate is to be correct.

    Writes the split ``candidates`` again with its ``score``: the logit at the last token.

    Attributes:
        candidates: rows in the columns of `candidates.candidate_schema`.
        verifier: whom to ask.
    """

    candidates: Split
    verifier: Stage[VerifierCheckpoint]

    def run(self, context: Context) -> Dataset:
        """Score equal candidates once; a killed run goes on where it was."""
        pairs = dict.fromkeys(
            (row["prompt"], row["completion"])
            for row in self.candidates.rows(context, ["prompt", "completion"])
        )
        found = dict(zip(pairs, self._scores(list(pairs), context), strict=True))
        names = set(candidate_schema().names)
        with DatasetWriter(context.directory, candidates=candidate_schema()) as writer:
            for row in self.candidates.rows(context):
                score = found[row["prompt"], row["completion"]]
                known = {name: value for name, value in row.items() if name in names}
                writer.add(CANDIDATES, {**known, "score": score, "stage": self.name})
        context.record(scored=len(pairs))
        return Dataset(context.directory)

    def _scores(self, pairs: Sequence[tuple[str, str]], context: Context) -> list[float]:
        from hornbook.model.verifier import score

        journal = Journal(context.scratch / "scores.jsonl")
        done = [value for entry in journal.entries for value in entry]
        if len(done) < len(pairs):
            verifier, tokenizer = context.load(self.verifier).load()
            with context.progress.bar("verifying", total=len(pairs), unit="candidates") as bar:
                bar.advance(len(done))
                while len(done) < len(pairs):
                    scores = score(verifier, tokenizer, pairs[len(done) : len(done) + _CHUNK])
                    journal.add(scores)
                    done += scores
                    bar.advance(len(scores))
        return done


@dataclass(frozen=True, kw_only=True)
class BestOfN(Stage[Selection]):
    """What choosing among n candidates gives, for each n (TinyGSM, §4).

    Expected accuracies over all draws of n of a problem's candidates (see `best_of_n`), with
    bootstrap intervals over problems: a single one, the verifier's choice, the majority's answer,
    the same with votes weighted by the verifier, and the oracle. n goes up to the smallest number
    of candidates that a problem has.

    Results: ``at``, every method with all candidates; ``greedy``, if every problem has a candidate
    of temperature 0; ``removed``, the share of the greedy candidates' errors that each method is
    rid of; ``paired``, the verifier against the majority, the single candidate and the
    weighted majority, in pairs over problems with the p-value of an exact sign test.

    Attributes:
        candidates: rows in the columns of `candidates.candidate_schema`, with scores where a
            verifier is to choose.
        seed: of the bootstrap, and of the orders behind the weighted vote.
    """

    version: ClassVar[int] = 2
    candidates: Split
    seed: int = 0

    def run(self, context: Context) -> Selection:
        """Count and write.

        Raises:
            HornbookError: when there are no candidates.
        """
        from hornbook.evaluate.curves import curves, pools

        columns = ["problem", "correct", "answer", "score", "temperature"]
        place = f"split {self.candidates.name!r} of {self.candidates.stage.name}"
        found = pools(self.candidates.rows(context, columns), place)
        made = curves(found, seed=self.seed)
        with DatasetWriter(context.directory, **_schemas(made)) as writer:
            writer.extend("curve", _curve_rows(made))
            writer.extend("problems", _problem_rows(made, [len(p.candidates) for p in found]))
        results = results_of(made, seed=self.seed)
        Metrics.write(context.directory, results)
        context.record(**results)
        return Selection(context.directory)


PAIRS = (("verifier", "majority"), ("verifier", "mean"), ("weighted", "majority"))
"""Method and baseline of each paired comparison."""


def results_of(made: Curves, *, seed: int = 0) -> dict[str, Any]:
    """The results of a selection, as JSON has them."""
    paired = {}
    for method, baseline in PAIRS:
        if method in made.bands and baseline in made.bands:
            compared = made.against(method, baseline, made.smallest, seed=seed)
            paired[f"{method} - {baseline}"] = {
                **compared.difference.facts(),
                "higher": compared.higher,
                "lower": compared.lower,
                "equal": compared.equal,
                "p_value": compared.p_value,
            }
    return {
        "n": made.smallest,
        "most_candidates": made.largest,
        "at": {method: band[-1].facts() for method, band in made.bands.items()},
        "greedy": made.greedy.facts() if made.greedy else None,
        "removed": {method: each.facts() for method, each in made.removed.items()},
        "paired": paired,
    }


def _curve_rows(made: Curves) -> Iterator[dict[str, Any]]:
    for method, band in made.bands.items():
        for n, estimate in enumerate(band, start=1):
            row = {"method": method, "n": n, "value": estimate.value}
            yield row | {"low": estimate.low, "high": estimate.high}


def _problem_rows(made: Curves, sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    for number, (problem, size) in enumerate(zip(made.problems, sizes, strict=True)):
        last = {method: float(values[number, -1]) for method, values in made.values.items()}
        yield {"problem": problem, "candidates": size, **last}


def _schemas(made: Curves) -> dict[str, Any]:
    import pyarrow as pa

    number = pa.float64()
    return {
        "curve": pa.schema(
            [("method", pa.string()), ("n", pa.int64())]
            + [(name, number) for name in ("value", "low", "high")]
        ),
        "problems": pa.schema(
            [("problem", pa.string()), ("candidates", pa.int64())]
            + [(method, number) for method in made.values]
        ),
    }
