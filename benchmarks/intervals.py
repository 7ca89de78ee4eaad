"""How often the intervals over seeds and items of `hornbook.report.seeds` hold the truth.

    python benchmarks/intervals.py

Simulates models that solve items of a test: an item has its ease (standard normal, times 1.5, on
the scale of log odds), a seed its luck. The truth is the share solved over all items and seeds.
"""

from __future__ import annotations

import argparse

import numpy as np

from hornbook.report.seeds import resample

ITEMS, CENTRE, EASE = 150, -1.0, 1.5


def covered(seeds: int, luck: float, trials: int, rng: np.random.Generator) -> float:
    """The share of trials whose interval holds the truth."""
    everyone = rng.normal(CENTRE, EASE, 10**6) + rng.normal(0, luck, 10**6)
    truth = float((1 / (1 + np.exp(-everyone))).mean())
    hits = 0
    for _ in range(trials):
        odds = rng.normal(CENTRE, EASE, ITEMS) + rng.normal(0, luck, (seeds, 1))
        solved = rng.random((seeds, ITEMS)) < 1 / (1 + np.exp(-odds))
        scores = [
            {str(item): (float(passed), 1.0) for item, passed in enumerate(row)} for row in solved
        ]
        found = resample(scores, 0)
        assert found is not None
        low, high = found.interval()
        hits += low <= truth <= high
    return hits / trials


def main() -> None:
    """Print a table of coverage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=300)
    trials: int = parser.parse_args().trials
    rng = np.random.default_rng(0)
    print(f"Of {trials} intervals of 95 %, so many hold the truth:\n")
    print("| seeds | alike (0) | moderate (0.3) | far apart (1.0) |\n|---|---|---|---|")
    for seeds in (2, 3, 5):
        shares = (f"{100 * covered(seeds, luck, trials, rng):.0f} %" for luck in (0.0, 0.3, 1.0))
        print(f"| {seeds} | {' | '.join(shares)} |", flush=True)


if __name__ == "__main__":
    main()
