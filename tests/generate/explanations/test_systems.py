from collections import Counter

import pytest

from hornbook.errors import HornbookError
from hornbook.generate.explanations.systems import (
    BY_POOL,
    CHOICE_ONLY,
    KINDS,
    draw_kind,
    kinds_for,
    messages,
    messages_digest,
    options_of,
)


def test_there_are_sixteen_and_only_the_first_is_empty() -> None:
    assert sorted(messages()) == list(KINDS) == list(range(1, 17))
    assert [kind for kind, text in messages().items() if not text] == [1]
    assert len(set(messages().values())) == 16
    assert len(messages_digest()) == 16


def test_they_ask_for_what_they_are_named_for() -> None:
    said = messages()
    assert {kind for kind in KINDS if "five-year-old" in said[kind]} == {4, 8}
    assert {kind for kind in KINDS if "wrong" in said[kind]} == set(CHOICE_ONLY)
    assert {kind for kind in KINDS if "one step at a time" in said[kind]} == {7, 11, 12}
    assert {kind for kind in KINDS if "guidelines" in said[kind]} == {13, 14}
    assert "Part 1:" in said[15] and "Usage:" in said[15]


@pytest.mark.parametrize("pool", [*BY_POOL, "mine"])
def test_choices_only_go_to_choices(pool: str) -> None:
    open_ = kinds_for(pool, "Definition: add.\nInput: 1, 2", ())
    choice = kinds_for(pool, "Definition: add.\nInput: 1, 2", ("3", "4"))
    assert not set(open_) & CHOICE_ONLY
    assert set(choice) == set(BY_POOL.get(pool, KINDS))
    assert set(open_) == set(choice) - CHOICE_ONLY


def test_what_speaks_of_a_definition_needs_one_outside_of_the_papers_pools() -> None:
    assert {9, 15} <= set(kinds_for("mine", "Definition: add the numbers.\nInput: 1", ()))
    assert not {9, 15} & set(kinds_for("mine", "What is the definition of a set?", ()))
    assert {9, 15} <= set(kinds_for("niv2", "What is a set?", ()))


def test_a_pool_may_have_kinds_of_its_own() -> None:
    assert kinds_for("cot", "Why?", (), (3, 8)) == (3,)
    with pytest.raises(HornbookError, match="8 and 10 are for multiple choice only"):
        kinds_for("cot", "Why?", (), (8, 10))
    with pytest.raises(HornbookError, match=r"no kind of system message \{17\}"):
        kinds_for("cot", "Why?", (), (3, 17))


def test_a_draw_is_even_and_depends_on_its_key_only() -> None:
    drawn = Counter(draw_kind(KINDS, 0, f"query {number}") for number in range(16_000))
    assert sorted(drawn) == list(KINDS)
    assert all(850 < count < 1150 for count in drawn.values())
    assert draw_kind(KINDS, 0, "a", "b") == draw_kind(KINDS, 0, "a", "b")
    assert any(draw_kind(KINDS, 0, n) != draw_kind(KINDS, 1, n) for n in range(9))


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("Is it so?\n\nOPTIONS:\n- yes\n- no", ("yes", "no")),
        ("Is it so?\nOPTIONS:\n - it is\n - it isn't\n\nAnswer:", ("it is", "it isn't")),
        ("Choose.\nOptions:\n- (A) one\n- (B) two", ("one", "two")),
        ("Which?\n(A) red kite\n(B) brass key", ("red kite", "brass key")),
        ("Which?\nA. 3\nB. 4\nC. 5", ("3", "4", "5")),
        ("Which?\na) 3\nb) 4", ("3", "4")),
    ],
)
def test_options_are_read(query: str, options: tuple[str, ...]) -> None:
    assert options_of(query) == options


@pytest.mark.parametrize(
    "query",
    [
        "What is 3 + 4?",
        "OPTIONS:\n- only one",
        "Name your options:\n1. none",
        "A. Smith wrote it.\nWho?",
        "B. one\nC. two",
        "A list:\n- one\n- two",
    ],
)
def test_no_others_are(query: str) -> None:
    assert options_of(query) == ()
