"""A page's worth of made-up values that look like a run's."""

from __future__ import annotations

import hashlib
import math

import pytest

from hornbook.report.result_table import Basis, Cell, Column, Difference, ResultTable
from hornbook.report.view import (
    Bin,
    Classifier,
    Contamination,
    Curve,
    CurvePanel,
    Entry,
    Estimate,
    Figure,
    Figure1,
    FunnelStep,
    FunnelTrack,
    Histogram,
    Language,
    Measure,
    Node,
    Pane,
    Report,
    Shelf,
    Spend,
    Training,
)

ARMS = ("Raw corpus", "Filtered", "Filtered + textbooks + lessons")

CODE = '''"""Binary search over a sorted list."""

from collections.abc import Sequence


def find(values: Sequence[int], wanted: int) -> int | None:
    """Return the index of ``wanted``, or None where it is missing."""
    low, high = 0, len(values)
    while low < high:  # the answer lies in values[low:high]
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low if low < len(values) and values[low] == wanted else None
'''

SECTION = """# Stacks: last in, first out

A **stack** is a list with one rule: what was put on it last is taken off first. Think of plates.

```python
def push(stack, value):
    stack.append(value)
    return stack
```

- `append` puts a value on top
- `pop` takes it off again

When would you rather have a *queue*?
"""


def documents() -> Shelf:
    entries = []
    for number in range(60):
        kept = number % 3 != 2
        score = 1.2 + (number * 37 % 34) / 10 if kept else (number * 17 % 14) / 10
        name = ("rich/console.py", "heapq.py", "networkx/algorithms/dag.py")[number % 3]
        entries.append(
            Entry(
                id=f"{number:032x}",
                title=f"pypi:{('rich==15.0.0', 'stdlib==3.11.9', 'networkx==3.6.1')[number % 3]}"
                f"/{name}",
                score=f"{score:.2f}",
                verdict="" if kept else "educational value below the threshold of 2.31",
                tone="good" if kept else "bad",
                facets={
                    "Outcome": "kept" if kept else "dropped",
                    "Licence": ("MIT", "PSF-2.0", "BSD-3-Clause")[number % 3],
                },
                facts=(("licence", ("MIT", "PSF-2.0", "BSD-3-Clause")[number % 3]),),
                panes=(Pane("text", CODE + f"\n\nLIMIT = {number}\n"),),
            )
        )
    intro = "The corpus after the classifier has looked at it, kept and dropped alike."
    return Shelf("documents", "Documents", intro, tuple(entries), 3214, "documents")


def sections() -> Shelf:
    entries = tuple(
        Entry(
            id=f"{number + 1000:032x}",
            title=("Stacks", "Recursion", "Dictionaries", "Sorting")[number % 4],
            verdict="" if number % 4 else "the code of its second block doesn't parse",
            tone="good" if number % 4 else "bad",
            facets={
                "Outcome": "accepted" if number % 4 else "rejected",
                "Audience": ("beginners", "children", "engineers")[number % 3],
            },
            facts=(
                ("audience", ("beginners", "children", "engineers")[number % 3]),
                ("teacher", "SmolLM2-135M-Instruct"),
            ),
            panes=(Pane("section", SECTION, Language.MARKDOWN),),
        )
        for number in range(24)
    )
    intro = "Written by a teacher for a topic and an audience."
    return Shelf("sections", "Textbook sections", intro, entries, 96, "sections")


def exercises() -> Shelf:
    entries = tuple(
        Entry(
            id=f"{number + 2000:032x}",
            title=f"rotate_list_{number}",
            tone="good",
            facets={"Split": "train" if number % 4 else "heldout", "Topic": "lists"},
            facts=(("family", "lists/rotate"), ("topic", "lists")),
            panes=(
                Pane("prompt", 'def rotate(values, by):\n    """Rotate to the left."""\n'),
                Pane("solution", "    by %= len(values)\n    return values[by:] + values[:by]\n"),
                Pane("tests", "def check(candidate):\n    assert candidate([1, 2], 1) == [2, 1]\n"),
            ),
        )
        for number in range(30)
    )
    intro = "Made by program from families of functions; every one ran before it was kept."
    return Shelf("exercises", "Exercises", intro, entries, 4180, "exercises")


def completions() -> Shelf:
    entry = Entry(
        id="",
        title="HumanEval/12 longest",
        facets={"Benchmark": "humaneval", "Solved by": "some"},
        columns=True,
        panes=(
            Pane("prompt", 'def longest(strings):\n    """Return the longest string."""\n'),
            Pane("Raw corpus, finetuned · failed", "    return strings[0]\n", tone="bad"),
            Pane("Filtered, finetuned · failed", "    return len(strings)\n", tone="bad"),
            Pane(
                "Filtered + textbooks + lessons, finetuned · passed",
                "    return max(strings, key=len)\n",
                tone="good",
            ),
        ),
    )
    intro = "The same prompt, completed by every finetuned model."
    return Shelf("completions", "Completions", intro, (entry,) * 6, 164, "problems")


def hits() -> Shelf:
    shared = "returns true if every number in the list is below the given threshold and"
    entry = Entry(
        id=f"{9:032x}",
        title="procedural:lists/below · HumanEval/52",
        tone="bad",
        verdict="13 words in a row are the same",
        columns=True,
        panes=(
            Pane("ours", f"# It {shared} nothing else.", Language.PLAIN, marks=(shared,)),
            Pane("benchmark", f'"""{shared} false\n', Language.PLAIN, marks=(shared,)),
        ),
    )
    return Shelf("hits", "What was removed", "Side by side with its match.", (entry,), 1, "hits")


def curve_panels() -> tuple[CurvePanel, ...]:
    x = tuple(float(step * 8192) for step in range(1, 300, 3))
    panels = []
    for title, start, floor in (("Pretraining", 8.1, 3.4), ("Finetuning", 3.5, 0.6)):
        curves = []
        for series, name in enumerate(ARMS, start=1):
            end = floor - series * 0.15
            y = tuple(
                end + (start - end) * math.exp(-at / 4e5) + 0.04 * math.sin(at / 9000) for at in x
            )
            curves.append(Curve(name, series, x, y))
            curves.append(Curve(name, series, x[::12], tuple(v + 0.1 for v in y[::12]), True))
        panels.append(CurvePanel(title, "tokens seen", "loss (nats a token)", tuple(curves)))
    return tuple(panels)


def figure1() -> Figure1:
    def share(passed: int, of: int) -> Estimate:
        p = passed / of
        return Estimate(p, max(0.0, p - 0.05), min(1.0, p + 0.05), of)

    return Figure1(
        arms=ARMS,
        measures=(
            Measure(
                "Bits per byte, HumanEval",
                "bits",
                False,
                tuple(Estimate(v, v - 0.03, v + 0.03, 164) for v in (2.31, 2.12, 2.01)),
                tuple(Estimate(v, v - 0.03, v + 0.03, 164) for v in (1.95, 1.83, 1.71)),
            ),
            Measure(
                "Held-out exercises, pass@1",
                "share",
                True,
                (share(0, 200), share(1, 200), share(6, 200)),
                (share(31, 200), share(44, 200), share(71, 200)),
            ),
            Measure(
                "HumanEval, pass@1",
                "share",
                True,
                (share(0, 164), share(0, 164), share(0, 164)),
                (share(1, 164), share(1, 164), None),
            ),
        ),
        note="Three equal models, the same number of tokens, three data sets.",
    )


def table() -> ResultTable:
    def cell(*seeds: float) -> Cell:
        value = sum(seeds) / len(seeds)
        return Cell(value, value - 0.06, value + 0.06, 164, seeds, Basis.BOTH)

    change = Difference(0.13, 0.04, 0.22, 0.004, 31, 12, Basis.BOTH)
    return ResultTable(
        title="Explanations against bare answers",
        entrants=("answers only", "explanations", "explanations, in two stages"),
        columns=(
            Column(
                "Held-out tasks",
                "accuracy",
                "share",
                True,
                (cell(0.21, 0.24, 0.19), cell(0.33, 0.36, 0.34), cell(0.35, 0.38, 0.31)),
                (None, change, Difference(0.0, -0.05, 0.05, 0.92, 12, 12, Basis.BOTH)),
            ),
            Column(
                "Big-Bench Hard",
                "accuracy",
                "share",
                True,
                (cell(0.1), None, cell(0.12)),
                (None, None, None),
            ),
        ),
        note="The same queries and the same number of tokens, three seeds each.",
    )


def trainings() -> tuple[Training, ...]:
    losses = tuple(8 * math.exp(-step / 12) + 2 for step in range(60))
    return tuple(
        Training(
            name, mark_of(name), 1_844_992, 2_400_000, losses, 2.06, heldout, 74.0, 32_400.0, mfu
        )
        for name, heldout, mfu in (("pretrain raw", 2.31, 0.21), ("finetune raw", None, None))
    )


def lineage() -> tuple[Node, ...]:
    def node(name: str, *inputs: str, rows: int = 0, seconds: float = 3.0) -> Node:
        return Node(
            name=name,
            kind=name.split()[0],
            fingerprint=mark_of(name),
            inputs=tuple(mark_of(each) for each in inputs),
            rows=(("rows", rows),) if rows else (),
            seconds=seconds,
            peak_memory=412_000_000,
            bytes=rows * 900,
            fields='{\n  "seed": 0\n}',
            facts='{\n  "auc": 0.9\n}',
        )

    nodes = [
        node("corpus", rows=3214, seconds=14),
        node("classifier", seconds=31),
        node("filtered", "corpus", "classifier", rows=3214, seconds=22),
        node("textbooks", rows=96, seconds=88),
        node("exercises", rows=4180, seconds=41),
        node("clean corpus", "filtered", rows=803),
        node("clean textbooks", "textbooks", rows=95),
        node("clean exercises", "exercises", rows=4100),
        node("tokenizer", "clean corpus", "clean textbooks", "clean exercises", rows=4096),
    ]
    for arm, sources in (
        ("raw", ("corpus",)),
        ("filtered arm", ("clean corpus",)),
        ("taught", ("clean corpus", "clean textbooks", "clean exercises")),
    ):
        nodes += [
            node(f"pack {arm}", "tokenizer", *sources, rows=2_400_000, seconds=4),
            node(f"pretrain {arm}", f"pack {arm}", "tokenizer", seconds=74),
            node(f"finetune {arm}", f"pretrain {arm}", "clean exercises", seconds=43),
        ]
        for model in ("pretrain", "finetune"):
            for task in ("bits", "heldout", "humaneval"):
                nodes.append(node(f"{task} {model} {arm}", f"{model} {arm}", seconds=9))
    return tuple(nodes)


def mark_of(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def classifier() -> Classifier:
    return Classifier(
        metrics=(
            ("AUC at score ≥ 3", Estimate(0.901, 0.874, 0.926, 700)),
            ("F1 at score ≥ 3", Estimate(0.66, 0.59, 0.72, 700)),
            ("Spearman", Estimate(0.815, 0.784, 0.842, 700)),
        ),
        note="Cross-validated on 700 annotated snippets that the model had not seen.",
        reliability=tuple(Bin(v, v + 0.1 * math.sin(v * 3), 40 + int(v * 10)) for v in range(6)),
        importances=(("docstring share", 0.21), ("comment words", 0.13), ("imports", 0.07)),
        scores=Histogram(
            tuple(i / 2 for i in range(11)),
            (
                ("kept", (0, 0, 0, 0, 120, 260, 230, 120, 60, 13)),
                ("dropped", (80, 410, 820, 730, 371, 0, 0, 0, 0, 0)),
            ),
        ),
    )


@pytest.fixture
def report() -> Report:
    return Report(
        title="Hornbook nano",
        headline="A model of 1.9 million parameters, trained on 2.4 million tokens of filtered "
        "Python, textbooks and exercises, solves 35.5 % of the exercises of families it never "
        "saw; the same model on raw files solves 15.5 %.",
        figures=(
            Figure("35.5 %", "held-out exercises solved", "raw corpus: 15.5 %"),
            Figure("1.71", "bits per byte on HumanEval", "raw corpus: 1.95"),
            Figure("10 min 48 s", "for everything", "on 2 cores"),
            Figure("$0.00", "for teachers", "41,200 tokens"),
        ),
        funnel=(
            FunnelTrack(
                "Corpus",
                "documents",
                (
                    FunnelStep("found", 3300),
                    FunnelStep("distinct", 3214, (("exact duplicate", 80), ("generated", 6))),
                    FunnelStep("worth teaching from", 804, (("below the threshold", 2410),)),
                    FunnelStep("free of the benchmark", 803, (("13-gram of HumanEval", 1),)),
                ),
            ),
            FunnelTrack(
                "Textbooks",
                "sections",
                (FunnelStep("written", 120), FunnelStep("accepted", 96, (("too short", 24),))),
            ),
            FunnelTrack(
                "Tokens",
                "tokens",
                tuple(
                    FunnelStep(a, n)
                    for a, n in zip(ARMS, (2_400_000, 2_400_000, 2_390_000), strict=True)
                ),
            ),
        ),
        figure1=figure1(),
        tables=(table(),),
        trainings=trainings(),
        panels=curve_panels(),
        documents=documents(),
        sections=sections(),
        exercises=exercises(),
        classifier=classifier(),
        contamination=Contamination(
            "Rows that share 13 words in a row with a problem of HumanEval were removed.",
            (("Corpus", 804, 1), ("Textbooks", 96, 0), ("Exercises", 4180, 0)),
            (("item", Estimate(1.0, of=492)), ("docstring", Estimate(0.994, of=480))),
        ),
        hits=hits(),
        completions=completions(),
        lineage=lineage(),
        spends=(Spend("textbooks", "SmolLM2-135M-Instruct", 120, 0, 9_600, 31_600, 0.0),),
        versions=(("python", "3.11.9"), ("hornbook", "0.1.0"), ("torch", "2.13.0")),
        command="hornbook run nano seed=0",
        finished="2026-11-21",
    )
