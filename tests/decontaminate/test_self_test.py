"""The self-test measures what it says: full recall where the search works, less where it can't."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.benchmark.problem import Problem
from hornbook.decontaminate.copies import verbatim_forms
from hornbook.decontaminate.detectors import Detector, Ngrams, Trees
from hornbook.decontaminate.search import Search
from hornbook.decontaminate.self_test import Trial, either, interval, plant, self_test
from hornbook.similarity.trees import parse


def item(number: int) -> Problem:
    names = random.Random(number).sample(
        "amber birch cedar delta ember fjord grove heath inlet jetty knoll loess marsh".split(), 13
    )
    prompt = f'def {names[0]}_{names[1]}(x):\n    """Find the {" ".join(names)}."""\n'
    return problem(f"item/{number}", prompt, "    return x\n")


def problem(name: str, prompt: str, solution: str) -> Problem:
    return Problem(id=name, prompt=prompt, solution=solution, tests="")


def outcome(
    detector: Detector,
    items: list[Problem],
    indexed: list[Problem] | None = None,
    sample: list[str] | None = None,
) -> Trial:
    search = Search([detector], items if indexed is None else indexed)
    (tested,) = self_test(search.find, [detector.name], items, HOSTS, sample=sample or [])
    return tested


ITEMS = [item(number) for number in range(30)]
HOSTS = ["import os\n\nprint(os.name)\n", "x = 1\n" * 50]


def test_all_verbatim_copies_are_found_but_not_trivial_solutions() -> None:
    tested = outcome(Ngrams(), ITEMS)
    shares = {recall.form: recall.share for recall in tested.recalls}
    assert [shares[form] for form in ("item", "prompt", "docstring")] == [1.0, 1.0, 1.0]
    assert shares["solution"] == 0.0
    assert shares["reformatted"] == 1.0
    assert tested.facts()["planted"] == dict.fromkeys(shares, 30)
    assert len(tested.facts()["missed"]["solution"]) == 10


def test_a_broken_search_is_told() -> None:
    tested = outcome(Ngrams(), ITEMS, ITEMS[:20])
    assert tested.recalls[0].missed == tuple(f"item/{n}" for n in range(20, 30))
    assert tested.facts()["recall"]["item"] == 0.6667


def test_a_repeated_item_counts_as_also_named() -> None:
    twins = [ITEMS[0], problem("twin", ITEMS[0].prompt, ITEMS[0].solution)]
    tested = outcome(Ngrams(), twins)
    assert tested.recalls[0].share == 1.0
    assert tested.also_named >= 6


def test_false_alarms_lower_the_precision() -> None:
    sample = ["def f(y):\n    return y\n", "import os\n", "no program"]
    tested = outcome(Trees(rate=1.0), ITEMS, sample=sample)
    facts = tested.facts()
    assert (tested.unplanted, tested.alarms) == (3, 1)
    assert facts["precision"]["renamed"] == round(30 / 31, 4)
    assert facts["precision_interval"]["renamed"] == interval(30, 31)
    assert facts["alarm_interval"] == interval(1, 3)


def test_what_any_detector_finds_counts_for_all_together() -> None:
    search = Search([Ngrams(), Trees(rate=1.0)], ITEMS)
    found = search.find(["def f(y):\n    return y\n", ITEMS[3].prompt, "not a program"])
    assert [bool(hits) for hits in either(found)] == [True, True, False]
    assert either(found)[1] is not None


def test_works_without_rows() -> None:
    search = Search([Ngrams()], ITEMS)
    (tested,) = self_test(search.find, ["13-gram"], ITEMS, [])
    assert tested.recalls[0].share == 1.0
    assert tested.facts()["alarm_interval"] == [0.0, 1.0]


def test_plants_stand_whole_between_lines_and_are_seeded() -> None:
    text = ITEMS[0].prompt
    planted = plant(text, HOSTS[0], random.Random(3))
    assert planted.replace(f"\n{text}\n", "") == HOSTS[0]
    assert planted == plant(text, HOSTS[0], random.Random(3))


@settings(deadline=None)
@given(seed=st.integers(0, 99), long=st.booleans())
def test_a_program_stays_a_program_when_one_is_planted(seed: int, long: bool) -> None:
    host = "@cache\ndef one(a,\n        b):\n    return (a +\n            b)\n\n\nx = [\n 1,\n]\n"
    planted = plant("def two(): return 2", host * (60 if long else 1), random.Random(seed))
    assert parse(planted) is not None
    assert "\ndef two(): return 2\n" in planted


def test_nothing_is_planted_behind_a_line_that_is_cut() -> None:
    host = "x = 1\n" + "y = (1 +\n     2)  # " + "a" * 5000 + "\n"
    for seed in range(9):
        planted = plant("z = 3", host, random.Random(seed))
        assert planted in ("\nz = 3\nx = 1\n", "x = 1\n\nz = 3\n")


def test_an_interval_is_wilsons() -> None:
    assert interval(0, 0) == [0.0, 1.0]
    assert interval(10, 10) == [0.7225, 1.0]
    assert interval(5, 10) == [0.2366, 0.7634]


def test_forms_that_an_item_lacks_are_left_out() -> None:
    forms = dict(verbatim_forms(problem("q", "How many?", "")))
    assert forms == {"item": "How many?", "prompt": "How many?"}
