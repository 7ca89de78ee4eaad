"""Curves of best-of-n over many problems, with intervals, from rows of candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.errors import HornbookError
from hornbook.evaluate import best_of_n
from hornbook.evaluate.best_of_n import Candidate, Curve
from hornbook.evaluate.compare import Comparison, compare_scores
from hornbook.evaluate.estimate import Estimate, bootstrap

METHODS = ("mean", "verifier", "majority", "weighted", "oracle")
_DRAWS = 10_000
_AT_ONCE = 500  # resamples in memory together


@dataclass(frozen=True)
class Pool:
    """The candidates of a problem that are chosen from, and beside them the greedy one."""

    problem: str
    candidates: tuple[Candidate, ...]
    greedy: bool | None = None


@dataclass(frozen=True)
class Curves:
    """What each way of choosing gives.

    Attributes:
        values: expected accuracy by method: an array of problems × n, from n = 1.
        bands: by method, for each n from 1: the mean over problems and its bootstrap interval.
        problems: in the order of the arrays.
        smallest: how many candidates the problems have at least; the last n.
        largest: how many they have at most.
        greedy: the greedy candidates' accuracy, if all problems have one.
        removed: by method, the share of the greedy candidates' errors that choosing among the
            smallest number of candidates is rid of, where they err: TinyGSM's verifier takes 68.2 %
            to 81.5 %, which is 42 %. Negative where it adds errors.
    """

    values: dict[str, NDArray[np.float64]]
    bands: dict[str, list[Estimate]]
    problems: tuple[str, ...]
    smallest: int
    largest: int
    greedy: Estimate | None
    removed: dict[str, Estimate]

    def against(self, method: str, baseline: str, n: int, *, seed: int = 0) -> Comparison:
        """A method measured against another at n, in pairs, problem by problem."""
        ours, theirs = (
            {
                problem: (float(value), 1.0)
                for problem, value in zip(self.problems, self.values[name][:, n - 1], strict=True)
            }
            for name in (baseline, method)
        )
        return compare_scores(ours, theirs, (baseline, method), seed=seed)


def pools(rows: Iterable[Mapping[str, Any]], place: str) -> list[Pool]:
    """Candidates by problem, in the order of their first rows.

    A candidate drawn at temperature 0 is the greedy one and isn't chosen from, unless there are
    no others.

    Raises:
        HornbookError: when there are no candidates.
    """
    drawn: dict[str, list[Candidate]] = defaultdict(list)
    greedy: dict[str, list[Candidate]] = defaultdict(list)
    for row in rows:
        candidate = Candidate(row["correct"], row["answer"], row["score"])
        (greedy if row["temperature"] == 0 else drawn)[row["problem"]].append(candidate)
    if not drawn:
        drawn, greedy = greedy, {}
    if not drawn:
        raise HornbookError(f"{place} has no candidates to choose from")
    if missing := [problem for problem in greedy if problem not in drawn]:
        raise HornbookError(f"{place}: problem {missing[0]!r} has a greedy candidate only")
    return [
        Pool(problem, tuple(found), greedy[problem][0].correct if greedy.get(problem) else None)
        for problem, found in drawn.items()
    ]


def methods(found: Sequence[Pool]) -> tuple[str, ...]:
    """The ways of choosing that these candidates allow.

    A verifier needs a score of every candidate, a majority needs answers.
    """
    every = [candidate for pool in found for candidate in pool.candidates]
    scored = all(candidate.score is not None for candidate in every)
    answered = any(candidate.answer is not None for candidate in every)
    needs = {"verifier": scored, "majority": answered, "weighted": scored and answered}
    return tuple(method for method in METHODS if needs.get(method, True))


def curves(found: Sequence[Pool], *, seed: int = 0) -> Curves:
    """Every method's curve up to the smallest number of candidates that a problem has."""
    sizes = [len(pool.candidates) for pool in found]
    by_method: dict[str, Callable[[Sequence[Candidate]], Curve]] = {
        "mean": best_of_n.mean,
        "verifier": best_of_n.verifier,
        "majority": best_of_n.majority,
        "weighted": partial(best_of_n.weighted, seed=seed),
        "oracle": best_of_n.oracle,
    }
    # Rounded, so that equal chances that were summed in another order compare as equal.
    values = {
        method: np.array(
            [by_method[method](pool.candidates)[: min(sizes)] for pool in found]
        ).round(9)
        for method in methods(found)
    }
    greedy = [pool.greedy for pool in found if pool.greedy is not None]
    complete = len(greedy) == len(found)
    columns = [*values.values(), *([np.array(greedy, dtype=float)[:, None]] if complete else [])]
    estimates = bands(np.concatenate(columns, axis=1), seed=seed)
    n = min(sizes)
    return Curves(
        values=values,
        bands={
            method: estimates[number * n : (number + 1) * n] for number, method in enumerate(values)
        },
        problems=tuple(pool.problem for pool in found),
        smallest=n,
        largest=max(sizes),
        greedy=estimates[-1] if complete else None,
        removed=_removed(values, greedy, seed) if complete else {},
    )


def _removed(
    values: Mapping[str, NDArray[np.float64]], greedy: Sequence[bool], seed: int
) -> dict[str, Estimate]:
    right = np.array(greedy, dtype=float)
    if right.all():
        return {}
    return {
        method: bootstrap((by_n[:, -1] - right).tolist(), (1 - right).tolist(), seed=seed)
        for method, by_n in values.items()
        if method != "mean"
    }


def bands(
    values_PK: NDArray[np.float64], *, seed: int = 0, confidence: float = 0.95
) -> list[Estimate]:
    """The mean of each column with a percentile interval; columns share their resamples.

    Args:
        values_PK: a row for each of P problems, which are resampled.
        seed: of the bootstrap.
        confidence: share of the resamples inside an interval.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    count = len(values_PK)
    means = [
        rng.multinomial(count, np.full(count, 1 / count), size=_AT_ONCE) @ values_PK / count
        for _ in range(_DRAWS // _AT_ONCE)
    ]
    tail = (1 - confidence) / 2
    low_K, high_K = np.quantile(np.concatenate(means), [tail, 1 - tail], axis=0)
    return [
        Estimate(float(value), float(low), float(high), count)
        for value, low, high in zip(values_PK.mean(axis=0), low_K, high_K, strict=True)
    ]
