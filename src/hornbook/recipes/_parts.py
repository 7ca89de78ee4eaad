"""What recipes have in common."""

from __future__ import annotations

from typing import Literal, TypeAlias

from hornbook.decontaminate.problems import Benchmark
from hornbook.decontaminate.stages import Decontaminate
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.teacher import LocalTeacher
from hornbook.train.pack import Pack

Scale: TypeAlias = Literal["full", "nano", "tiny"]
"""A paper's own numbers; minutes on two cores; seconds, for tests. The graph is the same."""

# Installed with Hornbook itself and pinned in constraints.txt, hence the same for everyone.
PACKAGES = (
    "fonttools",
    "huggingface-hub",
    "jinja2",
    "joblib",
    "markdown-it-py",
    "matplotlib",
    "mpmath",
    "networkx",
    "numpy",
    "openai",
    "pillow",
    "pygments",
    "rich",
    "scikit-learn",
    "scipy",
    "sympy",
    "torch",
    "transformers",
    "typer",
)

LOCAL = LocalTeacher()


def steps(data: Pack, batch: int) -> int:
    """Updates in which a model sees ``data`` once, in batches of so many windows."""
    return data.tokens // (data.length * batch)


def kept(stage: Stage[Dataset]) -> Split:
    """The rows that a filter, a deduplication or a decontamination kept."""
    return Split(stage, "kept")


def clean(
    source: Stage[Dataset],
    split: str,
    label: str,
    *,
    benchmarks: tuple[str | Benchmark, ...] = ("humaneval",),
) -> Decontaminate:
    """A split without what it shares with benchmarks."""
    return Decontaminate(source=Split(source, split), benchmarks=benchmarks, label=label)
