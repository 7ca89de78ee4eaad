"""How fast the quality classifier reads, beside the same forest fed one document at a time.

    python benchmarks/classifier_speed.py [--megabytes 4] [--rounds 3] [--fasttext PYTHON]

Real files of the installed packages, and the same files cut into pages of sixty lines, as rows of
a data set are. All in one process on one core, the contestants by turns; MB per second of
processor time, the median of the rounds. fastText, a classifier of bags of words without syntax,
is there for orientation, where a Python that has it is given.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sysconfig
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.ensemble import RandomForestRegressor

from hornbook.curate.features import file_vectors, pages_of
from hornbook.curate.fit import Fitting, fit
from hornbook.curate.labels import load
from hornbook.curate.parse import parse
from hornbook.curate.scoring import BATCH, LONGEST, score_batch

FASTTEXT = """
import json, random, sys, tempfile, time, fasttext
texts = [text.replace("\\n", " ") for text in json.load(open(sys.argv[1]))]
with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
    for number, text in enumerate(texts[:1000]):
        print(f"__label__{number % 2} {text[:2000]}", file=file, flush=True)
    model = fasttext.train_supervised(file.name, wordNgrams=2, thread=1, epoch=1, verbose=0)
started = time.process_time()
for text in texts:
    model.f.predict(text + "\\n", 1, 0.0, "strict")
print(time.process_time() - started)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=4.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fasttext", metavar="PYTHON", help="a Python that has fasttext-wheel")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    annotations = load()
    model = fit(annotations.features, annotations.scores, Fitting(), 2).model
    forest = RandomForestRegressor(
        200, min_samples_leaf=2, max_features=0.3, random_state=0, n_jobs=1
    ).fit(annotations.features, annotations.scores)

    def hornbook(texts: list[str]) -> None:
        for start in range(0, len(texts), BATCH):
            score_batch(texts[start : start + BATCH], model)

    def one_by_one(texts: list[str]) -> None:
        for text in texts:
            found = file_vectors(text)
            if found is not None:
                forest.predict(found[0])

    files = corpus(options.megabytes)
    pages = [page.text for text in files for page in pages_of(text) or ()]
    pages = [page for page in pages if parse(page) is not None]
    print("| documents | contestant | MB/s of one core | × |")
    print("|---|---|---|---|")
    for name, texts in (("whole files", files), ("pages of 60 lines", pages)):
        size = sum(map(len, texts))
        about = f"{name} ({len(texts):,}, {size / len(texts) / 1000:.1f} KB each)"
        contestants: dict[str, Callable[[list[str]], None]] = {
            "the same forest in scikit-learn, a document at a time": one_by_one,
            "**Hornbook**": hornbook,
        }
        rates = {
            label: size / 1e6 / seconds
            for label, seconds in by_turns(contestants, texts, options.rounds).items()
        }
        if options.fasttext:
            rates["fastText, words and word pairs"] = size / 1e6 / fasttext(options.fasttext, texts)
        base = rates["the same forest in scikit-learn, a document at a time"]
        for label, rate in rates.items():
            print(f"| {about} | {label} | {rate:.2f} | {rate / base:.1f} |", flush=True)


def corpus(megabytes: float) -> list[str]:
    """Files of the installed packages, drawn evenly, up to so many characters."""
    paths = sorted(Path(sysconfig.get_paths()["purelib"]).rglob("*.py"))
    random.Random(0).shuffle(paths)
    texts: list[str] = []
    left = megabytes * 1e6
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if 200 < len(text) < LONGEST // 10:
            texts.append(text)
            left -= len(text)
        if left < 0:
            break
    return texts


def by_turns(
    contestants: dict[str, Callable[[list[str]], None]], texts: list[str], rounds: int
) -> dict[str, float]:
    """Median processor seconds of each."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, work in contestants.items():
            started = time.process_time()
            work(texts)
            seconds[name].append(time.process_time() - started)
    return {name: statistics.median(values) for name, values in seconds.items()}


def fasttext(python: str, texts: list[str]) -> float:
    """Processor seconds of fastText's prediction; training doesn't count."""
    path = Path("fasttext-texts.json").absolute()
    path.write_text(json.dumps(texts), encoding="utf-8")
    try:
        command = [python, "-c", FASTTEXT, str(path)]
        found = subprocess.run(command, check=True, capture_output=True, text=True)
    finally:
        path.unlink()
    return float(np.float64(found.stdout.split()[-1]))


if __name__ == "__main__":
    main()
