"""Laws of the search: evidence is true, what stays is unlike, and nothing else matters."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.deduplicate.duplicates import Duplicates, find_duplicates, preference
from hornbook.deduplicate.matching import Matching
from hornbook.deduplicate.parts import parts_of
from hornbook.deduplicate.work import Work
from hornbook.deduplicate.write import write_splits
from hornbook.errors import HornbookError
from hornbook.pipeline.progress import Progress
from hornbook.similarity.shingles import shingle

from .conftest import Find, write_texts

WORDS = [f"word{number}" for number in range(200)]
LAW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def story(seed: int, words: int = 60) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(words))


def edited(text: str, seed: int, edits: int = 1) -> str:
    rng = random.Random(seed)
    words = text.split()
    for place in rng.sample(range(len(words)), edits):
        words[place] = f"edit{seed}"
    return " ".join(words)


def jaccard(one: str, other: str, ngram: int = 5) -> float:
    left, right = shingle([one.encode(), other.encode()], ngram=ngram).sets()
    shared = len(np.intersect1d(left, right))
    return shared / (len(left) + len(right) - shared)


def kept_texts(texts: Sequence[str], found: Duplicates) -> list[str]:
    lost = set(found.rows.tolist())
    return [text for row, text in enumerate(texts) if row not in lost]


CORPORA = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(1, 2)), min_size=1, max_size=25
).map(
    lambda rows: [
        story(base) if not edit else edited(story(base), edit, edits) for base, edit, edits in rows
    ]
)


@given(texts=CORPORA)
@LAW
def test_evidence_is_true_and_what_stays_is_unlike(find: Find, texts: list[str]) -> None:
    found = find(texts)
    lost = set(found.rows.tolist())
    for row, kept, link, similarity in zip(
        found.rows, found.kept, found.link, found.similarity, strict=True
    ):
        assert kept not in lost
        assert link == kept or link in lost
        assert similarity == jaccard(texts[row], texts[link]) >= 0.8
    stay = [row for row in range(len(texts)) if row not in lost]
    for place, one in enumerate(stay):
        for other in stay[place + 1 :]:
            assert jaccard(texts[one], texts[other]) < 0.8


@given(texts=CORPORA)
@LAW
def test_a_second_search_finds_nothing(find: Find, texts: list[str]) -> None:
    assert not len(find(kept_texts(texts, find(texts))).rows)


@given(texts=CORPORA, seed=st.integers(0, 99))
@LAW
def test_order_decides_only_between_equals(find: Find, texts: list[str], seed: int) -> None:
    scores = np.random.default_rng(seed).permutation(len(texts)).astype(float)
    shuffle = np.random.default_rng(seed + 1).permutation(len(texts))
    one = find(texts, scores=scores)
    other = find([texts[row] for row in shuffle], scores=scores[shuffle])
    assert sorted(kept_texts(texts, one)) == sorted(
        kept_texts([texts[row] for row in shuffle], other)
    )


@pytest.mark.parametrize("method", ["minhash", "exact", "template", "ast"])
def test_how_rows_are_stored_and_divided_makes_no_difference(find: Find, method: str) -> None:
    texts = [edited(story(row % 9), row % 4) for row in range(60)]
    one = find(texts, method=method)
    other = find(texts, method=method, group=3, files=4, workers=1)
    for name in ("rows", "kept", "link", "similarity"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()
    assert one.facts == other.facts
    assert len(one.rows)


def test_the_best_copy_stays_and_the_first_of_equals(find: Find) -> None:
    texts = [story(1), edited(story(1), 1), story(2), story(2), story(3)]
    found = find(texts, scores=np.array([1.0, 2.0, 3.0, 3.0, np.nan]))
    assert list(zip(found.rows, found.kept, strict=True)) == [(0, 1), (3, 2)]
    assert find(texts).kept.tolist() == [0, 2]


def test_not_a_number_is_the_least_score() -> None:
    assert preference(4, np.array([np.nan, 0.0, -1.0, np.nan])).tolist() == [1, 2, 0, 3]


def test_a_chain_is_one_group_that_says_how_it_hangs_together(find: Find) -> None:
    texts = [story(1, 100)]
    for step in range(4):
        texts.append(edited(texts[-1], step, 2))
    found = find(texts)
    assert found.kept.tolist() == [0] * 4
    assert jaccard(texts[0], texts[4]) < 0.8
    assert found.facts["chained"] >= 1
    assert found.link[-1] != 0


@pytest.mark.parametrize("method", ["minhash", "exact", "template", "ast"])
def test_rows_that_are_all_equal_leave_the_first(find: Find, method: str) -> None:
    found = find(["x = 1"] * 50, method=method)
    assert found.rows.tolist() == list(range(1, 50))
    assert set(found.kept.tolist()) == {0}
    assert found.facts["largest_group"] == 50
    assert found.facts.get("compared_pairs", 0) == 0


def test_empty_texts_null_and_texts_without_words(find: Find) -> None:
    found = find(["", None, "  \n", "!!!", "???", "! ! !", "one", "One."])
    assert dict(zip(found.rows.tolist(), found.kept.tolist(), strict=True)) == {1: 0, 2: 0, 7: 6}


@pytest.mark.parametrize("texts", [[], [""], ["alone"]])
def test_too_little_to_have_duplicates(find: Find, texts: list[str]) -> None:
    found = find(texts)
    assert not len(found.rows)
    assert found.facts["duplicate_rate"] == 0


def test_texts_shorter_than_the_ngram_match_whole(find: Find) -> None:
    found = find(["a b", "A  b!", "a b c", "b a", "a"], ngram=5)
    assert dict(zip(found.rows.tolist(), found.kept.tolist(), strict=True)) == {1: 0}


def test_one_giant_text_among_small_ones(find: Find) -> None:
    giant = story(1, 50_000)
    found = find([story(2), giant, story(3), giant + " and a word more", "x" * 3_000_000])
    assert dict(zip(found.rows.tolist(), found.kept.tolist(), strict=True)) == {3: 1}


def test_templates_forget_numbers_and_strings_only(find: Find) -> None:
    texts = [
        "print('a', 12)",
        'print("b",  3.5e3)',
        "print('a', x12)",
        "don't 1 can't",
        "don't can't",
    ]
    found = find(texts, method="template")
    assert dict(zip(found.rows.tolist(), found.kept.tolist(), strict=True)) == {1: 0}


def test_programs_are_compared_without_names_and_broken_ones_as_text(find: Find) -> None:
    texts = [
        "def f(a):\n    return a + 1",
        "def g(b):\n    # one more\n    return (b + 1)",
        "def f(a):\n    return a + 2",
        "def broken(:",
        "def  broken(:",
        "def broke(:",
    ]
    found = find(texts, method="ast")
    assert dict(zip(found.rows.tolist(), found.kept.tolist(), strict=True)) == {1: 0, 4: 3}
    assert found.facts["formless"] == 3


def test_the_curve_is_on_record(find: Find) -> None:
    facts = find(["a"], threshold=0.65, bands=10, rows=4).facts
    assert facts["compared_with_probability"]["0.65"] == pytest.approx(
        1 - (1 - 0.65**4) ** 10, 1e-3
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"method": "magic"}, "use minhash, exact"),
        ({"threshold": 0.0}, "above 0"),
        ({"threshold": 1.5}, "up to 1"),
        ({"ngram": 0}, "at least 1"),
        ({"bands": -1}, "at least 1"),
    ],
)
def test_settings_that_make_no_sense(find: Find, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(HornbookError, match=said):
        find(["a"], **wrong)


def crowd(rows: int, pairs: int) -> list[str]:
    """Rows that share half their words, too little to be alike; the last have a near copy."""
    shared = " ".join(f"boiler{number}" for number in range(60))
    texts = [f"{shared} {story(number, 60)}" for number in range(rows)]
    return texts + [edited(text, number) for number, text in enumerate(texts[-pairs:])]


def test_a_crowd_hides_few_pairs_and_costs_a_linear_number_of_comparisons(find: Find) -> None:
    small, large = find(crowd(150, 10), bands=10, rows=3), find(crowd(600, 40), bands=10, rows=3)
    assert large.facts["large_buckets"] > 5
    assert large.facts["pairs_left_uncompared"] > 10_000
    assert large.facts["compared_pairs"] < 6 * small.facts["compared_pairs"]
    assert large.kept.tolist() == list(range(560, 600))


def test_files_of_different_types_are_named(tmp_path: Path) -> None:
    paths = [tmp_path / "one.parquet", tmp_path / "other.parquet"]
    for path, value in zip(paths, ("1", 1), strict=True):
        pq.write_table(pa.table({"text": ["a"], "n": [value]}), path)
    work = Work(tmp_path, Progress(quiet=True))
    found = find_duplicates(parts_of(paths), Matching(method="exact"), work)
    with pytest.raises(HornbookError, match=r"other\.parquet doesn't go with"):
        write_splits(tmp_path / "out", paths, found, iter(()))


def test_a_damaged_file_is_named(find: Find, tmp_path: Path) -> None:
    (path,) = write_texts(tmp_path, [story(number) for number in range(200)], group=50)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 900] = bytes(900)
    path.write_bytes(data)
    work = Work(tmp_path, Progress(quiet=True))
    with pytest.raises(HornbookError, match=r"part-00000.parquet is damaged after row \d+"):
        find_duplicates(parts_of([path]), Matching(), work)
