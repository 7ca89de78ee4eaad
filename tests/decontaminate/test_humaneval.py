"""Against the real benchmark: every problem is indexed, and every verbatim copy found."""

import pytest

from hornbook import benchmark
from hornbook.decontaminate.ngram import NgramIndex
from hornbook.decontaminate.self_test import self_test

PROBLEMS = benchmark.load("humaneval")
HOSTS = ["import os\n\n\ndef name():\n    return os.name\n", "# nothing\n" * 30, "é = 1\n" * 9]


@pytest.fixture(scope="module")
def index() -> NgramIndex:
    return NgramIndex(PROBLEMS)


def test_every_verbatim_copy_is_found(index: NgramIndex) -> None:
    tested = self_test(index, PROBLEMS, HOSTS)
    recalls = {recall.form: recall for recall in tested.recalls}
    assert index.unindexed == []
    for form in ("item", "prompt", "docstring"):
        assert recalls[form].missed == ()
    assert recalls["item"].planted == recalls["prompt"].planted == len(PROBLEMS)


def test_a_solution_alone_is_found_unless_it_says_too_little(index: NgramIndex) -> None:
    for problem in PROBLEMS:
        words = sum(len(word) > 0 for word in _letters(problem.solution))
        found = index.find([f"def other(things):\n{problem.solution}"])[0]
        assert (problem.id in {match.item for match in found}) == (words >= 8)


def test_a_shorter_ngram_finds_them_too() -> None:
    index = NgramIndex(PROBLEMS, ngram=8, shortest=8)
    assert self_test(index, PROBLEMS, HOSTS).recalls[0].share == 1.0


def _letters(text: str) -> list[str]:
    return "".join(sign if sign.isalpha() else " " for sign in text).split()
