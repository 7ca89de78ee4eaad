"""What has to hold for every family of word problems there is."""

import re
from collections import Counter

import pytest

from hornbook.errors import HornbookError
from hornbook.generate.problems.family import Told, families, split_families
from hornbook.generate.problems.program import in_format, what_is_wrong
from hornbook.generate.problems.proof import executed
from hornbook.generate.problems.twists import TWISTS
from hornbook.generate.problems.words import MEN, THINGS, WOMEN, Person, Thing
from hornbook.sandbox import Sandbox

DRAWS = 16
# Numbers that need not be in a question: of units, wheels, legs and "the day after".
UNITS = {*range(13), 60, 100, 1000}


@pytest.fixture(scope="module")
def told() -> list[Told]:
    return [
        family.draw(f"test/{family.path}/{number}")
        for family in families()
        for number in range(DRAWS)
    ]


def test_there_are_many_families_with_names_of_their_own() -> None:
    paths = [family.path for family in families()]
    assert len(set(paths)) == len(paths) >= 130
    assert len({path.partition("/")[0] for path in paths}) >= 12


def test_a_problem_follows_from_its_seed(told: list[Told]) -> None:
    assert [family.draw(f"test/{family.path}/0") for family in families()] == told[::DRAWS]


def test_every_program_gives_the_stated_answer(told: list[Told]) -> None:
    with Sandbox(workers=2) as sandbox:
        for each, outcome in executed(told, lambda one: one.problem.text, sandbox, bundle=64):
            assert outcome.answer == each.answer, each.problem.text
    assert all(1 <= each.answer <= 1_000_000 for each in told)


def test_problems_are_in_the_format_and_read_well(told: list[Told]) -> None:
    for each in told:
        question = each.problem.question
        assert in_format(each.problem.text), each.problem.text
        assert not what_is_wrong(question), question
        assert question.endswith("?") and question[0] == question[0].upper(), question
        assert not re.search(r"[{}]|  |\b[Aa] [aeio]|\.\.|[.?!] [a-z]", question), question


def test_programs_take_their_numbers_from_their_questions(told: list[Told]) -> None:
    for each in told:
        said = {int(n) for n in re.findall(r"\d+", each.problem.question.replace(",", ""))}
        used = {int(n) for n in re.findall(r"\b\d+\b", _code(each.problem.body))}
        assert used <= said | UNITS, (used - said, each.problem.text)


def test_every_family_has_many_ways_to_put_it(told: list[Told]) -> None:
    for start in range(0, len(told), DRAWS):
        drawn = told[start : start + DRAWS]
        plain = {re.sub(r"\d+|\b[A-Z]\w+", "_", each.problem.question) for each in drawn}
        assert len(plain) > DRAWS // 4, drawn[0].family
        assert len({_layout(each.problem.body) for each in drawn}) > 4, drawn[0].family


def test_stories_go_on_in_every_way_and_at_times_say_what_is_not_needed(told: list[Told]) -> None:
    used = Counter(twist for each in told for twist in each.twists)
    assert {twist.__name__ for twists in TWISTS.values() for twist in twists} == set(used)
    assert {len(each.twists) for each in told} == {0, 1, 2}
    assert 0.15 < sum(each.aside for each in told) / len(told) < 0.35


def test_names_are_told_apart() -> None:
    assert not {*WOMEN} & {*MEN}
    assert (Person("Ann", True).he, Person("Bo", False).his) == ("she", "his")
    assert [Thing(one).many for one in ("box", "berry", "toy", "tomato", "jar of jam")] == [
        "boxes", "berries", "toys", "tomatoes", "jars of jam",
    ]  # fmt: skip
    assert all(Thing(one).key.isidentifier() for kind in THINGS.values() for one in kind)


def test_families_are_divided_evenly_over_topics() -> None:
    train, heldout = split_families(families(), 0.15, 3)
    assert {each.path for each in train} | {each.path for each in heldout} == {
        each.path for each in families()
    }
    assert len(heldout) == int(len(families()) * 0.15)
    assert len({each.path.partition("/")[0] for each in heldout}) >= 10
    assert split_families(families(), 0.15, 3) == (train, heldout)
    assert split_families(families(), 0, 3) == (list(families()), [])
    with pytest.raises(HornbookError, match=r"heldout_share is 1; it must be"):
        split_families(families(), 1, 3)


def _code(body: str) -> str:
    return re.sub(r"#.*", "", body)


def _layout(body: str) -> str:
    return re.sub(r"\d+", "1", body)
