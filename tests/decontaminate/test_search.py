"""Detectors at work: each finds its kind of copy, whatever the order, batching and workers."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook import benchmark
from hornbook.benchmark.problem import Problem
from hornbook.decontaminate.copies import copies
from hornbook.decontaminate.detectors import (
    All,
    Detector,
    Embeddings,
    Ngrams,
    Trees,
    at_rates,
    phi1,
)
from hornbook.decontaminate.hit import Findings, Hit
from hornbook.decontaminate.search import Search
from hornbook.decontaminate.self_test import plant
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.dataset import Dataset

PROBLEMS = benchmark.load("humaneval")[:40]
DETECTORS: tuple[Detector, ...] = (Ngrams(), Trees(rate=0.9), phi1(rate=0.8))
HOST = "import os\n\n\ndef name():\n    return os.name\n\n\nprint(name())\n"


def find(detector: Detector, *texts: str) -> Findings:
    with Search([detector], PROBLEMS) as search:
        return search.find(texts)[0]


def items(hits: list[Hit] | None) -> list[str]:
    return [hit.item for hit in hits or ()]


@pytest.fixture(scope="module")
def strict() -> Iterator[Search]:
    """Detectors that find hardly anything but copies."""
    with Search([Ngrams(), Trees(rate=1.0), Embeddings(distance=0.05)], PROBLEMS) as search:
        yield search


@settings(max_examples=40, deadline=None)
@given(number=st.integers(0, len(PROBLEMS) - 1), seed=st.integers(0, 9))
def test_a_verbatim_plant_is_always_found(strict: Search, number: int, seed: int) -> None:
    problem = PROBLEMS[number]
    planted = plant(problem.prompt + problem.solution, HOST, random.Random(seed))
    for findings in strict.find([planted]):
        assert problem.id in items(findings[0])


@settings(max_examples=20, deadline=None)
@given(number=st.integers(0, len(PROBLEMS) - 1), seed=st.integers(0, 9))
def test_a_renamed_plant_has_the_whole_tree(number: int, seed: int) -> None:
    problem = PROBLEMS[number]
    copy = dict(copies(problem, random.Random(seed)))["renamed"]
    hits = find(Trees(rate=1.0), plant(copy, HOST, random.Random(seed)))[0]
    assert problem.id in items(hits)
    assert {hit.rate for hit in hits or ()} == {1.0}


def test_tree_hits_are_the_closest_first_and_say_what_was_found() -> None:
    problem = PROBLEMS[2]
    near = problem.solution.replace("number % 1.0", "number - 1 % 1.0")
    assert near != problem.solution
    (hits,) = find(Trees(rate=0.5), f"x = 1\n\n@cache\ndef f(number):\n{near}\n")
    assert hits is not None
    assert hits[0].item == problem.id
    assert hits[0].evidence.startswith("@cache\ndef f(number):")
    assert hits[0].reason.startswith("its function 'f' has ")
    (plain,) = find(Trees(rate=0.5), f"x = 1\n\ndef f(number):\n{near}\n")
    assert plain is not None
    assert plain[0].evidence == f"def f(number):\n{near}".rstrip()
    rates = [hit.rate or 0 for hit in hits]
    assert rates == sorted(rates, reverse=True)
    assert 0.5 <= rates[-1] <= rates[0] < 1


def test_programs_in_fences_are_read_and_prose_is_not() -> None:
    program = PROBLEMS[0].prompt + PROBLEMS[0].solution
    page = f"# How\n\nLook:\n\n```python\n{program}```\n\nDone. {{ not python\n"
    found = find(Trees(), page, "no program {", "```\nnor this {\n```", "")
    assert items(found[0])[0] == PROBLEMS[0].id
    assert found[1:] == [None, None, None]


@pytest.mark.parametrize("text", ["", "\0", "a\0b", "\ud800 x", "def f(:\n" * 50, "(" * 3000])
def test_hostile_texts_are_no_trouble(text: str) -> None:
    with Search([*DETECTORS, Embeddings()], PROBLEMS) as search:
        assert [bool(found[0]) for found in search.find([text])] == [False] * 4


def test_a_question_at_the_head_of_a_program_is_matched_without_its_tests() -> None:
    mbpp = Problem(
        id="MBPP/3",
        prompt='"""\nWrite a python function to identify non-prime numbers.\n\nassert f(2)\n"""\n',
        solution="def f(x):\n    return x\n",
        tests="assert f(2)\n",
    )
    row = "# Task: write a Python function to identify non-prime numbers."
    (found,) = Search([Ngrams()], [mbpp]).find([row])
    assert items(found[0]) == ["MBPP/3"]


@pytest.mark.parametrize("words", ['"""\n{}\n"""\n', "# {}\n", "# {}\n\n\n"])
def test_a_task_at_the_head_of_a_program_counts_as_words_of_its_function(words: str) -> None:
    inside = 'def f(x):\n    """Give the glacier that is nearest to the volcano."""\n    return x\n'
    outside = words.format("Give the glacier that is nearest to the volcano.")
    problem = Problem(id="near", prompt=inside, solution="", tests="")
    rows = [f"{outside}def g(y):\n    return y\n", "def g(y):\n    return y\n"]
    rows.append(f"{outside}import os\n\ndef g(y):\n    return y\n")
    with Search([Embeddings(distance=2.0)], [problem]) as search:
        told, bare, elsewhere = (
            hits[0].distance for hits in search.find(rows)[0] if hits is not None
        )
    assert told is not None and bare is not None and told < bare == elsewhere


def test_a_conjunction_needs_all_on_the_same_problem() -> None:
    first, second = PROBLEMS[0], PROBLEMS[1]
    row = f"def g(x):\n    return x\n\n{first.prompt}{first.solution}\n# {second.prompt!r}\n"
    trees, words = find(Trees(rate=0.95), row)[0], find(Ngrams(), row)[0]
    assert first.id in items(trees)
    assert second.id in items(words)
    assert second.id not in items(trees)
    (hits,) = find(All((Trees(rate=0.95), Ngrams())), row)
    assert items(hits) == [first.id]
    assert hits is not None
    assert (hits[0].rate, hits[0].words > 13) == (1.0, True)
    assert " and shares " in hits[0].reason


def test_a_far_embedding_spares_a_like_tree() -> None:
    shape = "def product(a, b):\n    return a + b\n"
    add = Problem(
        id="add", prompt="def add(x: int, y: int):\n", solution="    return x + y\n", tests=""
    )
    for distance, found in ((2.0, 1), (0.0, 0)):
        with Search([phi1(0.9, distance)], [add]) as search:
            assert len(search.find([shape])[0][0] or ()) == found


def test_variants_at_other_rates() -> None:
    assert list(at_rates(Ngrams())) == [Ngrams()]
    assert list(at_rates(Trees(rate=0.7), (0.9, 0.8))) == [Trees(rate=r) for r in (0.9, 0.8, 0.7)]
    assert [one.name for one in at_rates(phi1(0.9, 1.0), (0.8,))] == [
        "tree 0.9 and lexical-1024 within 1",
        "tree 0.8 and lexical-1024 within 1",
    ]


def test_problems_that_are_no_programs_are_named() -> None:
    prose = Problem(id="prose", prompt="How many legs have 3 hens?", solution="6", tests="")
    search = Search([Ngrams(), Trees()], [PROBLEMS[0], prose])
    assert search.unindexed() == ["prose"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Ngrams(length=0),
        lambda: Ngrams(shortest=0),
        lambda: Trees(rate=0),
        lambda: Trees(rate=1.1),
        lambda: Embeddings(distance=-1),
        lambda: All(()),
    ],
)
def test_impossible_detectors_are_refused(make: Callable[[], Detector]) -> None:
    with pytest.raises(HornbookError):
        make()


@pytest.fixture(scope="module")
def rows() -> list[str]:
    rng = random.Random(7)
    texts = [f"def f_{n}(a):\n    return [a, {n}]\n" for n in range(300)]
    for problem in PROBLEMS[:12]:
        for _, copy in copies(problem, rng):
            texts.insert(rng.randrange(len(texts)), plant(copy, HOST, rng))
    return texts


def through_daft(texts: list[str], folder: Path, workers: int) -> list[Findings]:
    import pyarrow as pa

    dataset = Dataset.write(folder, documents=pa.table({"text": texts}))
    with Search(DETECTORS, PROBLEMS, settings=Settings(workers=workers)) as search:
        found = list(search.rows(dataset.files("documents"), "text", len(texts)))
    assert [row["text"] for row, _ in found] == texts
    return [list(each) for each in zip(*(hits for _, hits in found), strict=True)]


def test_batches_workers_and_order_change_nothing(rows: list[str], tmp_path: Path) -> None:
    with Search(DETECTORS, PROBLEMS) as search:
        together = search.find(rows)
        alone = [[search.find([text])[n][0] for text in rows[:60]] for n in range(len(DETECTORS))]
        turned = search.find(rows[::-1])
    assert sum(map(bool, together[0])) > 50
    assert [found[:60] for found in together] == alone
    assert [found[::-1] for found in turned] == together
    for workers in (1, 2):
        assert through_daft(rows, tmp_path / str(workers), workers) == together
