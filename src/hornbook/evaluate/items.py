"""What a model is evaluated on: a benchmark by name, or the exercises of a split."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hornbook import benchmark
from hornbook.benchmark.gsm8k import as_program
from hornbook.benchmark.problem import Problem
from hornbook.errors import HornbookError
from hornbook.evaluate.text_answers import answer_of
from hornbook.pipeline.context import Context
from hornbook.pipeline.split import Split

RENUMBERED = "renumbered"

# Their numbers are known to the worked answers only, which the questions in words have.
_WORKED = {
    f"{place}gsm8k{part}-program": f"{place}gsm8k{part}"
    for place in ("", "hub:")
    for part in ("", "-train")
}
_COLUMNS = ("id", "prompt", "solution", "tests")
_ASKED = ("id", "query", "answer")


@dataclass(frozen=True)
class Item:
    """A problem and the family of exercises, or the task of a suite, that it is from, if any."""

    problem: Problem
    family: str | None = None


def load_items(
    problems: Split | str,
    context: Context,
    at_most: int | None = None,
    folder: str | None = None,
    perturbed: str = "",
    *,
    worded: bool = False,
    families: tuple[str, ...] = (),
) -> list[Item]:
    """The items to evaluate, in order.

    Args:
        problems: a split of exercises, or the name of a benchmark.
        context: of the running stage.
        at_most: take that many, evenly spaced.
        folder: where the benchmark's files lie; see `benchmark.load`.
        perturbed: reword them; a way of `evaluate.perturb`. Those that can't be are left out, told
            and recorded.
        worded: whether a split holds questions that are answered in words, and no exercises.
        families: only those of these families; all where it is empty.

    Raises:
        HornbookError: when there are none, two share an id, or a row lacks what it needs.
    """
    if at_most is not None and at_most < 1:
        raise HornbookError(
            f"{context.name}: at_most={at_most} leaves no problem; make it at least 1"
        )
    worked = (
        _WORKED.get(problems) if perturbed == RENUMBERED and isinstance(problems, str) else None
    )
    if isinstance(problems, str):
        place = f"benchmark {problems!r}"
        problems = worked or problems
        items = [Item(problem, problem.family) for problem in _load(problems, folder)]
    else:
        place = f"split {problems.name!r} of {problems.stage.name}"
        items = (questions if worded else exercises)(problems, context, place)
    if families:
        items = [item for item in items if item.family in families]
    if not items:
        raise HornbookError(f"{context.name}: {place} has no problems to evaluate on")
    seen: set[str] = set()
    for item in items:
        if item.problem.id in seen:
            raise HornbookError(f"{place} has two problems with the id {item.problem.id!r}")
        seen.add(item.problem.id)
    if at_most is not None and at_most < len(items):
        items = [items[number * len(items) // at_most] for number in range(at_most)]
    if perturbed:
        items = _perturbed(items, perturbed, place, context)
    return [replace(item, problem=as_program(item.problem)) for item in items] if worked else items


def _perturbed(items: list[Item], how: str, place: str, context: Context) -> list[Item]:
    from hornbook.evaluate.perturb import perturb

    made, left = perturb((item.problem for item in items), how)
    context.record(not_perturbed=left)
    if left:
        context.progress.say(
            f"  {len(left):,} of {len(items):,} problems can't be {how} and are left out"
        )
    if not made:
        raise HornbookError(
            f"{context.name}: no problem of {place} can be {how}: {next(iter(left.values()))}"
        )
    return [replace(i, problem=made[i.problem.id]) for i in items if i.problem.id in made]


def exercises(split: Split, context: Context, place: str) -> list[Item]:
    """The rows of a split as items.

    Raises:
        HornbookError: when a column is missing or a row has no prompt, solution or tests.
    """
    items = []
    for row in _filled(split, context, place, "exercises", _COLUMNS):
        problem = Problem(
            id=row["id"],
            prompt=row["prompt"],
            solution=row["solution"],
            tests=row["tests"],
            entry_point=row.get("entry_point"),
        )
        items.append(Item(problem, row.get("family")))
    return items


def questions(split: Split, context: Context, place: str) -> list[Item]:
    """The rows of a split as questions that are answered in words, such as explanation traces.

    The columns ``options`` and ``task`` are used where there are any; the task is the family.

    Raises:
        HornbookError: when a column is missing or a row has no query or answer.
    """
    items = []
    for row in _filled(split, context, place, "questions", _ASKED):
        answer = answer_of(row["answer"], row.get("options") or ())
        problem = Problem(
            id=row["id"],
            prompt=f"{row['query']}\n",
            solution=f"{row['answer']}\n",
            tests="",
            family=row.get("task"),
            answer=answer,
        )
        items.append(Item(problem, problem.family))
    return items


def _filled(
    split: Split, context: Context, place: str, what: str, columns: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """The rows of a split, all of which have something in these columns."""
    for number, row in enumerate(split.rows(context)):
        if missing := [column for column in columns if column not in row]:
            raise HornbookError(
                f"{place} has no column {missing[0]!r}; {what} have: {', '.join(columns)}"
            )
        if empty := [column for column in columns if not row[column]]:
            raise HornbookError(
                f"row {number} of {place} ({row['id']}) has no {empty[0]}; leave the row out, "
                "or write it"
            )
        yield row


def problems_digest(problems: Split | str, folder: str | None = None) -> str:
    """A digest of a benchmark's problems; empty for a split, whose stage has a fingerprint.

    Raises:
        HornbookError: when the benchmark is unknown, or its file missing or malformed.
    """
    if isinstance(problems, Split):
        return ""
    digest = hashlib.sha256()
    for problem in _load(problems, folder):
        digest.update(repr(problem).encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def require_tests(items: list[Item], place: str) -> None:
    """Refuse problems that no program can be tested on.

    Raises:
        HornbookError: a problem has no tests.
    """
    for item in items:
        if not item.problem.tests.strip():
            remedy = (
                "it is answered in words, so measure AnswerAccuracy"
                if item.problem.answer
                else "leave it out, or write them"
            )
            raise HornbookError(f"{place}: {item.problem.id} has no tests to run; {remedy}")


def _load(name: str, folder: str | None) -> tuple[Problem, ...]:
    return benchmark.load(name, Path(folder) if folder is not None else None)
