"""How much sooner a run is done whose stages are made side by side.

    python benchmarks/jobs.py phi15 scale=tiny tokens=200000 seeds=2 --jobs 2 --rounds 2

Runs the recipe anew with one job and with several, in turns, each from an empty store, and prints
the seconds of each and the ratio of their medians. Two jobs on two cores are at most twice as fast.
Cost: rounds times both runs.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def seconds(recipe: list[str], jobs: int) -> float:
    """Of one run from an empty store."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hornbook", "run", *recipe, "--jobs", str(jobs)]
        started = time.monotonic()
        with (Path(folder) / "log").open("w") as log:
            status = subprocess.run([*command, "--out", folder], stdout=log, stderr=log).returncode
        if status:
            sys.exit((Path(folder) / "log").read_text()[-2000:])
        return time.monotonic() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", nargs="+", help="a recipe and its values")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    found: dict[int, list[float]] = {1: [], given.jobs: []}
    for number in range(given.rounds):
        for jobs in found:
            found[jobs].append(seconds(given.recipe, jobs))
            print(f"round {number + 1}, {jobs} at a time: {found[jobs][-1]:.1f} s", flush=True)
    one, several = (statistics.median(found[jobs]) for jobs in found)
    print(
        f"{given.jobs} at a time: {one / several:.2f} × as fast ({one:.1f} s and {several:.1f} s)"
    )


if __name__ == "__main__":
    main()
