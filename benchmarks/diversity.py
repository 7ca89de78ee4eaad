"""How varied nano's own data is, split by split, beside the installed Python it learns from.

Makes the corpus, the exercises and the lessons as ``hornbook run nano`` does, and measures each
from a sample of equal size:

    python benchmarks/diversity.py --exercises 2000 --lessons 1000
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from hornbook.corpus.installed import InstalledPackages
from hornbook.diversity.sample import Extent
from hornbook.diversity.stages import MeasureDiversity
from hornbook.generate.exercises import AuthorExercises
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.store import open_store
from hornbook.recipes._parts import PACKAGES

SHOWN = (
    *("sampled", "gzip_ratio", "zstd_ratio", "zstd_shared", "distinct_1", "distinct_4"),
    *("self_bleu", "near_duplicate_rate", "marginal_novelty", "novelty_exponent"),
    *("projected_novelty", "shape_uniqueness", "vendi", "topic_entropy", "effective_topics"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--exercises", type=int, default=2000)
    parser.add_argument("--lessons", type=int, default=1000)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=1000, help="of each sample")
    parser.add_argument("--words", type=int, default=100_000, help="of each sample")
    given = parser.parse_args()
    authored = AuthorExercises(exercises=given.exercises, lessons=given.lessons)
    installed = InstalledPackages(packages=PACKAGES, files=given.files)
    sources = {
        "installed Python": Split(installed, "documents"),
        "exercises": Split(authored, "train"),
        "lessons": Split(authored, "lessons"),
    }
    extent = Extent(rows=given.rows, words=given.words, bytes=500_000, embedded=given.rows)
    folder = Path(tempfile.mkdtemp(prefix="hornbook-diversity-"))
    try:
        runner = Runner(open_store(folder))
        found = {}
        for name, source in sources.items():
            stage = MeasureDiversity(source=source, sample=extent, label=f"diversity of {name}")
            runner.run(stage)
            found[name] = runner.open(stage).values()
    finally:
        shutil.rmtree(folder)
    print(f"| | {' | '.join(found)} |\n|---|{'---:|' * len(found)}")
    for measure in SHOWN:
        cells = (f"{each[measure]:.4g}" if measure in each else "" for each in found.values())
        print(f"| {measure} | {' | '.join(cells)} |")
    for name, each in found.items():
        points = (f"{p['rows']:,}: {p['marginal_novelty']:.1%}" for p in each["curve"])
        print(f"\n{name}, new among the last: {', '.join(points)}")
        for kind in ("imports", "openings"):
            top = [f"{e['value']} {e['count']}" for e in each.get(kind, {"top": []})["top"][:6]]
            print(f"{name}, {kind}: {', '.join(top)}")


if __name__ == "__main__":
    main()
