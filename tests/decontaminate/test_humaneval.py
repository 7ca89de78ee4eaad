"""Against the real benchmark: every problem is indexed, and every verbatim copy found."""

import pytest

from hornbook import benchmark
from hornbook.decontaminate.detectors import All, Ngrams, Trees
from hornbook.decontaminate.ngram import NgramIndex
from hornbook.decontaminate.search import Search
from hornbook.decontaminate.self_test import Recall, self_test

PROBLEMS = benchmark.load("humaneval")
HOSTS = ["import os\n\n\ndef name():\n    return os.name\n", "# nothing\n" * 30, "é = 1\n" * 9]


@pytest.fixture(scope="module")
def index() -> NgramIndex:
    return NgramIndex(PROBLEMS)


def recalls(detector: Ngrams | Trees | All) -> dict[str, Recall]:
    search = Search([detector], PROBLEMS)
    (tested,) = self_test(search.find, [detector.name], PROBLEMS, HOSTS)
    return {recall.form: recall for recall in tested.recalls}


def test_every_verbatim_copy_is_found(index: NgramIndex) -> None:
    found = recalls(Ngrams())
    assert index.unindexed == []
    for form in ("item", "prompt", "docstring", "reformatted"):
        assert found[form].missed == ()
    assert found["item"].planted == found["prompt"].planted == len(PROBLEMS)


def test_trees_find_every_copy_of_the_program_whatever_its_names_and_numbers() -> None:
    found = recalls(Trees(rate=0.95))
    for form in ("item", "reformatted", "renamed", "paraphrased"):
        assert found[form].missed == ()
    assert found["renumbered"].share > 0.95  # numbers in long docstrings shorten nothing
    assert found["docstring"].share == 0


def test_a_solution_alone_is_found_unless_it_says_too_little(index: NgramIndex) -> None:
    for problem in PROBLEMS:
        words = sum(len(word) > 0 for word in _letters(problem.solution))
        found = index.find([f"def other(things):\n{problem.solution}"])[0]
        assert (problem.id in {match.item for match in found}) == (words >= 8)


def test_a_shorter_ngram_finds_them_too() -> None:
    assert recalls(Ngrams(length=8))["item"].share == 1.0


def _letters(text: str) -> list[str]:
    return "".join(sign if sign.isalpha() else " " for sign in text).split()
