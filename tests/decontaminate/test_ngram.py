"""The n-gram search: laws against a naive search, short items, evidence, determinism."""

import subprocess
import sys
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.decontaminate.ngram import Match, NgramIndex, docstrings


@dataclass(frozen=True)
class Item:
    id: str
    prompt: str
    solution: str


LONG = Item(
    "bench/long",
    'def has_close(numbers, threshold):\n    """Check if in the given list of numbers, are any '
    'two numbers closer to each other than the threshold given by the caller."""\n',
    "    for i, a in enumerate(numbers):\n        for b in numbers[i + 1:]:\n"
    "            if abs(a - b) < threshold:\n                return True\n    return False\n",
)
SHORT = Item("bench/short", "What colour is the Martian sky?", "At dusk, blue: 90 %.")
words = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=0, max_size=30)


@given(words, words, st.integers(2, 5))
def test_finds_exactly_what_a_naive_search_finds(
    item_words: list[str], text_words: list[str], ngram: int
) -> None:
    item = Item("x", " ".join(item_words), "")
    index = NgramIndex([item], ngram=ngram, shortest=ngram)
    runs = {tuple(item_words[i : i + ngram]) for i in range(len(item_words) - ngram + 1)}
    shared = any(
        tuple(text_words[i : i + ngram]) in runs for i in range(len(text_words) - ngram + 1)
    )
    if len(item_words) >= ngram:
        assert bool(index.find([" ".join(text_words)])[0]) == shared


@given(st.lists(st.text("ab \n", max_size=80), max_size=6))
def test_texts_are_judged_alone(texts: list[str]) -> None:
    index = NgramIndex([Item("x", "a b a a b", ""), Item("y", "b b b", "")], ngram=3)
    assert index.find(texts) == [index.find([text])[0] for text in texts]


def test_a_copy_is_found_after_reformatting_and_renumbering() -> None:
    index = NgramIndex([LONG])
    copy = LONG.prompt.replace("_", " ").replace(",", " ;").upper().replace("\n", "\n\n# 17 ")
    (matches,) = index.find([f"# before\n{copy}\n# after"])
    assert [match.item for match in matches] == ["bench/long"]
    assert matches[0].evidence.startswith("def has close numbers threshold check if in the")
    assert matches[0].words == len(matches[0].evidence.split())


def test_twelve_words_in_a_row_are_not_enough() -> None:
    index = NgramIndex([LONG])
    sentence = "check if in the given list of numbers are any two numbers"
    assert index.find([sentence.rsplit(" ", 1)[0]]) == [[]]
    assert index.find([sentence + " closer"])[0][0].words == 13


def test_the_longest_match_comes_first_and_all_are_named() -> None:
    near = Item("bench/near", LONG.prompt, "    return sorted(numbers)\n")
    index = NgramIndex([near, LONG])
    (matches,) = index.find([LONG.prompt + LONG.solution])
    assert [match.item for match in matches] == ["bench/long", "bench/near"]
    assert matches[0].words > matches[1].words
    assert [match.item for match in index.find([LONG.prompt])[0]] == ["bench/near", "bench/long"]


def test_two_runs_of_one_item_are_not_joined() -> None:
    index = NgramIndex([Item("x", "one two three four five six", "")], ngram=3)
    (matches,) = index.find(["one two three zzz four five six"])
    assert matches == [Match(3, "x", "one two three")]


def test_a_run_ends_where_its_words_leave_the_item() -> None:
    index = NgramIndex([Item("x", "a b zzz c d", "")], ngram=2)
    assert index.find(["a b c d"]) == [[Match(2, "x", "a b")]]


@pytest.mark.parametrize("text", ["a b zz a b c d", "a b c d zz a b"])
def test_the_longest_run_is_the_evidence_wherever_it_stands(text: str) -> None:
    index = NgramIndex([Item("x", "a b c d e", "")], ngram=2)
    assert index.find([text]) == [[Match(4, "x", "a b c d")]]


def test_a_short_item_is_matched_whole_and_only_whole() -> None:
    index = NgramIndex([SHORT])
    whole = SHORT.prompt + SHORT.solution
    shown = f"Q: {whole.upper()}\n"
    (matches,) = index.find([shown])
    assert matches == [Match(9, "bench/short", whole, whole=True)]
    assert index.find([shown.replace("90", "91")]) == [[]]
    assert index.find(["what colour is the martian sky at dusk blue 90"]) == [[]]


def test_items_of_few_words_are_still_found_whole() -> None:
    index = NgramIndex([Item("x", "not ( True ) and ( False ) is", " False")])
    assert index.find(["answer: not ( True ) and\n( False ) is False."])[0][0].item == "x"
    assert index.find(["not true, and false is false"]) == [[]]


def test_trivial_parts_do_not_match_alone() -> None:
    item = Item("add", LONG.prompt, "    return a + b\n")
    assert NgramIndex([item]).find(["def plus(a, b):\n    return a + b\n"]) == [[]]


def test_items_without_words_are_named() -> None:
    assert NgramIndex([Item("sums/1", "2 + 2", "4"), LONG]).unindexed == ["sums/1"]
    assert NgramIndex([Item("sums/1", "2 + 2", "4"), LONG], numbers=True).unindexed == []


def test_a_match_across_the_pieces_of_a_very_long_text_is_found() -> None:
    index = NgramIndex([LONG])
    filler = "lorem ipsum " * 400_000
    for shift in range(0, 200, 40):
        cut = (1 << 22) - shift
        text = f"{filler[:cut]} {LONG.prompt} {filler[cut:]}"
        assert index.find([text])[0][0].item == "bench/long"


@pytest.mark.parametrize("hostile", ["", "\0" * 50, "\ud800\udfff" * 9, "𝒳 " * 99, "\n \n" * 99])
def test_odd_texts_neither_match_nor_stop_the_search(hostile: str) -> None:
    assert NgramIndex([LONG, SHORT]).find([hostile, LONG.prompt])[0] == []


def test_bad_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        NgramIndex([LONG], ngram=0)


def test_an_empty_index_finds_nothing() -> None:
    assert NgramIndex([]).find(["anything at all"]) == [[]]


def test_docstrings_come_from_the_tree_and_never_fail() -> None:
    assert docstrings(LONG.prompt)[0].startswith("Check if in the given list")
    assert docstrings("How many apples?") == []
    assert docstrings("\0") == []


def test_results_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_ngram import Item, LONG, SHORT\n"
        "from hornbook.decontaminate.ngram import NgramIndex\n"
        "items = [Item(f'i{n}', LONG.prompt, str(n)) for n in range(20)] + [SHORT]\n"
        "print(NgramIndex(items).find([LONG.prompt, SHORT.prompt + SHORT.solution]))\n"
    )
    folder = __file__.rsplit("/", 1)[0]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, folder],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
