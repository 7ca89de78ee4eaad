"""The self-test measures what it says: full recall where the search works, less where it can't."""

import random
from dataclasses import dataclass

from hornbook.decontaminate.ngram import NgramIndex
from hornbook.decontaminate.self_test import plant, self_test, verbatim_forms


@dataclass(frozen=True)
class Item:
    id: str
    prompt: str
    solution: str


def item(number: int) -> Item:
    names = random.Random(number).sample(
        "amber birch cedar delta ember fjord grove heath inlet jetty knoll loess marsh".split(), 13
    )
    prompt = f'def {names[0]}_{names[1]}(x):\n    """Find the {" ".join(names)}."""\n'
    return Item(f"item/{number}", prompt, "    return x\n")


ITEMS = [item(number) for number in range(30)]
HOSTS = ["import os\n\nprint(os.name)\n", "x = 1\n" * 50]


def test_all_verbatim_copies_are_found_but_not_trivial_solutions() -> None:
    tested = self_test(NgramIndex(ITEMS), ITEMS, HOSTS)
    shares = {recall.form: recall.share for recall in tested.recalls}
    assert shares == {"item": 1.0, "prompt": 1.0, "docstring": 1.0, "solution": 0.0}
    assert tested.facts()["planted"] == dict.fromkeys(shares, 30)
    assert len(tested.facts()["missed"]["solution"]) == 10


def test_a_broken_search_is_told() -> None:
    tested = self_test(NgramIndex(ITEMS[:20]), ITEMS, HOSTS)
    assert tested.recalls[0].missed == tuple(f"item/{n}" for n in range(20, 30))
    assert tested.facts()["recall"]["item"] == 0.6667


def test_a_repeated_item_counts_as_also_named() -> None:
    twins = [ITEMS[0], Item("twin", ITEMS[0].prompt, ITEMS[0].solution)]
    tested = self_test(NgramIndex(twins), twins, HOSTS)
    assert tested.recalls[0].share == 1.0
    assert tested.also_named == 6


def test_works_without_rows() -> None:
    assert self_test(NgramIndex(ITEMS), ITEMS, []).recalls[0].share == 1.0


def test_plants_stand_whole_between_lines_and_are_seeded() -> None:
    text = ITEMS[0].prompt
    planted = plant(text, HOSTS[0], random.Random(3))
    assert planted.replace(f"\n{text}\n", "") == HOSTS[0]
    assert planted == plant(text, HOSTS[0], random.Random(3))


def test_forms_that_an_item_lacks_are_left_out() -> None:
    forms = dict(verbatim_forms(Item("q", "How many?", "")))
    assert forms == {"item": "How many?", "prompt": "How many?"}
