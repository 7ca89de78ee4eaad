import sys
from itertools import islice
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.generate.reasoning_tasks import (
    BLOCK,
    generators,
    reasoning_gym_version,
    reasoning_tasks,
)


def test_tasks_follow_from_the_seed_alone_and_run_on_over_blocks() -> None:
    tasks = list(islice(reasoning_tasks("leg_counting", 7), BLOCK + 3))
    again = list(islice(reasoning_tasks("leg_counting", 7), 3))
    assert tasks[:3] == again
    assert {task.question for task in tasks[:3]}.isdisjoint(task.question for task in tasks[BLOCK:])


def test_neighbouring_seeds_share_no_tasks() -> None:
    one, other = (
        {task.question for task in islice(reasoning_tasks("gsm_symbolic", seed), 50)}
        for seed in (1, 2)
    )
    assert one.isdisjoint(other)


def test_an_answer_is_scored_by_its_generator() -> None:
    task = next(reasoning_tasks("gsm_symbolic"))
    assert task.score(f"It is {task.answer}.") == 1
    assert task.score("no number") == 0


def test_options_reach_the_generator() -> None:
    task = next(reasoning_tasks("leg_counting", min_animals=2, max_animals=2))
    assert task.metadata["num_animals"] == 2


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("no_such_thing", {}, "no generator named 'no_such_thing'"),
        ("leg_counting", {"colour": "red"}, "'leg_counting' doesn't take colour='red'"),
        ("leg_counting", {"min_animals": -1}, "doesn't take min_animals=-1"),
    ],
)
def test_a_wrong_name_or_option_is_one_sentence(
    name: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(HornbookError, match=message):
        next(reasoning_tasks(name, **options))


def test_without_the_package_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reasoning_gym", None)
    with pytest.raises(HornbookError, match=r"pip install 'hornbook\[reasoning\]'"):
        generators()


def test_the_version_is_part_of_what_tasks_depend_on() -> None:
    assert reasoning_gym_version().startswith("reasoning-gym==")
