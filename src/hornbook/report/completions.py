"""The same prompt, completed by several models, side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hornbook.evaluate.evaluation import Evaluation
from hornbook.report.results import Contestant, Trained
from hornbook.report.shelves import shortened
from hornbook.report.view import Entry, Language, Pane, Shelf

Models = Sequence[tuple[str, Trained]]
_ROWS = "completions"
_COLUMNS = (
    "problem", "family", "prompt", "completion", "outcome", "correct", "verdict", "detail", "given",
)  # fmt: skip


def checkpoints(contestants: Sequence[Contestant]) -> Models:
    """The models of the arms: before finetuning and after it, where there is an after."""
    found = []
    for each in contestants:
        found.append((f"{each.name}, before" if each.tuned else each.name, each.base))
        if each.tuned:
            found.append((f"{each.name}, after", each.tuned))
    return found


def completions(groups: Sequence[tuple[str, Models]], sample: int) -> Shelf | None:
    """Problems that several models completed, those first that tell the models apart.

    Args:
        groups: models that took the same tests, with the title under which they are compared.
        sample: how many problems of each group and test to show.
    """
    entries: list[Entry] = []
    total = 0
    for group, models in groups:
        for test in dict.fromkeys(title for _, model in models for title, _ in model.results):
            problems = _by_problem(test, models)
            total += len(problems)
            ordered = sorted(problems.items(), key=lambda item: _interest(item[1]))
            entries += [_entry(group, test, problem, rows) for problem, rows in ordered[:sample]]
    if not entries:
        return None
    intro = (
        "The same prompt, completed by each model; of several samples or seeds the first one. "
        "Those come first that tell the models apart."
    )
    return Shelf(_ROWS, "Completions", intro, tuple(entries), total, "problems")


def _by_problem(test: str, models: Models) -> dict[str, dict[str, dict[str, Any]]]:
    """By problem and model the first completion."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for name, model in models:
        for evaluation in (each for title, each in model.results if title == test):
            for row in _read(evaluation):
                found.setdefault(row["problem"], {}).setdefault(name, row)
    return found


def _read(evaluation: Evaluation) -> list[dict[str, Any]]:
    if _ROWS not in evaluation.splits():
        return []
    import pyarrow.parquet as pq

    known = pq.read_schema(evaluation.files(_ROWS)[0]).names
    if not {"problem", "prompt", "completion"} <= set(known):
        return []
    return list(evaluation.rows(_ROWS, [name for name in _COLUMNS if name in known]))


def _outcome(row: Mapping[str, Any]) -> str:
    if row.get("correct") is not None:
        return "passed" if row["correct"] else "failed"
    return str(row.get("outcome") or row.get("verdict") or "")


def _passed(row: Mapping[str, Any]) -> bool:
    return _outcome(row) in ("passed", "pass")


def _interest(rows: Mapping[str, Mapping[str, Any]]) -> int:
    passed = sum(map(_passed, rows.values()))
    if 0 < passed < len(rows):
        return 0
    return 1 if passed else 2


def _entry(group: str, test: str, problem: str, rows: Mapping[str, Mapping[str, Any]]) -> Entry:
    first = next(iter(rows.values()))
    passed = [name for name, row in rows.items() if _passed(row)]
    solved = "all" if len(passed) == len(rows) else "some" if passed else "none"
    called = re.findall(r"^def\s+(\w+)", first["prompt"], re.MULTILINE)
    language = Language.PYTHON if called else Language.PLAIN
    panes = [Pane("prompt", shortened(first["prompt"]), language)]
    for name, row in rows.items():
        tone = "good" if _passed(row) else "bad"
        panes.append(Pane(f"{name} · {_said(row)}", shortened(row["completion"]), language, tone))
    family = first.get("family")
    return Entry(
        id="" if "/" in problem else problem,
        title=called[-1] if called else problem if "/" in problem else _beginning(first["prompt"]),
        verdict=f"{test} · {problem if '/' in problem else family or ''} · solved by "
        + (", ".join(passed) if solved == "some" else solved),
        panes=tuple(panes),
        facets={"Comparison": group, "Test": test, "Solved by": solved}
        | ({"Family": family} if family else {}),
        columns=True,
        tone={"all": "good", "none": "bad"}.get(solved, ""),
    )


def _said(row: Mapping[str, Any]) -> str:
    outcome = _outcome(row)
    detail = row.get("detail") or (f"answers {row['given']}" if row.get("given") else "")
    return outcome if outcome == "passed" or not detail else f"{outcome}: {detail}"[:120]


def _beginning(prompt: str, longest: int = 72) -> str:
    line = next((each for each in prompt.splitlines() if each.strip()), "")
    return line if len(line) <= longest else f"{line[:longest].rstrip()} …"
