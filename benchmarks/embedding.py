"""How fast each embedder is, and how much of educational value a linear model reads from it.

    python -m hornbook.curate.rebuild_annotations --wheels WHEELS --texts excerpts.jsonl
    python benchmarks/embedding.py excerpts.jsonl [--folder MODEL] [--layers 10 15] [--local]

``--folder`` adds the last hidden states of the Hugging Face model in that folder, ``--layers`` some
of its middle layers, ``--local`` the llama.cpp server with SmolLM2-135M. Quality is that of a ridge
regression on the vectors, over five folds with no package on both sides; AUC is for score 3 or
more.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.linear_model import RidgeCV
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from hornbook.curate.labels import group
from hornbook.embed.hugging_face import HuggingFaceEmbedder
from hornbook.embed.lexical import LexicalEmbedder
from hornbook.embed.local import LocalEmbedder
from hornbook.embed.protocol import Embedder
from hornbook.pipeline.context import Settings

GOOD = 3
FOLDS = 5
ALPHAS = np.logspace(0, 6, 25)
ALONE = 20
"""How many texts are embedded a second time, each by itself."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--folder", default="")
    parser.add_argument("--layers", type=int, nargs="*", default=[])
    parser.add_argument("--local", action="store_true")
    parser.add_argument("--limit", type=int, help="only the first of the excerpts")
    options = parser.parse_args()
    lines = options.texts.read_text(encoding="utf-8").splitlines()[: options.limit]
    rows = [json.loads(line) for line in lines]
    megabytes = sum(len(row["text"].encode()) for row in rows) / 1e6
    print(f"{len(rows)} excerpts, {megabytes:.2f} MB, load {os.getloadavg()[0]:.1f}\n")
    print("| embedder | D | docs/s per core | MB/s per core | wall s | AUC | Spearman | alone |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for embedder in contestants(options.folder, options.layers, local=options.local):
        report(embedder, rows, megabytes)


def contestants(folder: str, layers: list[int], *, local: bool) -> list[Embedder]:
    found: list[Embedder] = [LexicalEmbedder(dimensions=size) for size in (256, 512, 1024, 2048)]
    if local:
        found.append(LocalEmbedder())
    if folder:
        name = Path(folder).name
        found += [HuggingFaceEmbedder(model=name, folder=folder, layer=k) for k in [*layers, None]]
    return found


def report(embedder: Embedder, rows: list[dict[str, Any]], megabytes: float) -> None:
    texts = [row["text"] for row in rows]
    processor, wall = spent(), time.monotonic()
    with embedder.open(None, Settings(workers=1)) as session:
        vectors_ND = session.matrix(texts)
    processor, wall = spent() - processor, time.monotonic() - wall
    with embedder.open(None, Settings(workers=1)) as session:
        alone_ND = np.concatenate([session.matrix([text]) for text in texts[:ALONE]])
    difference = np.abs(vectors_ND[:ALONE] - alone_ND).max()
    auc, rank = quality(vectors_ND, rows)
    print(
        f"| {embedder.name} | {vectors_ND.shape[1]} | {len(texts) / processor:,.1f} "
        f"| {megabytes / processor:.3f} | {wall:.1f} | {auc:.3f} | {rank:.3f} | {difference:.0e} |",
        flush=True,
    )


def quality(vectors_ND: NDArray[np.float32], rows: list[dict[str, Any]]) -> tuple[float, float]:
    """AUC and Spearman's correlation of predictions for packages that weren't trained on."""
    scores = np.array([row["score"] for row in rows], np.float64)
    predicted = cross_val_predict(
        make_pipeline(StandardScaler(), RidgeCV(ALPHAS)),
        vectors_ND,
        scores,
        groups=[group(row) for row in rows],
        cv=GroupKFold(FOLDS),
    )
    return roc_auc_score(scores >= GOOD, predicted), spearmanr(scores, predicted).statistic


def spent() -> float:
    """Processor seconds of this process and of those that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main()
