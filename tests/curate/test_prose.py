from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.curate.features import PROSE_NAMES, excerpt_vector, pages_of
from hornbook.curate.prose import prose_features, prose_pages
from hornbook.curate.prose_rules import (
    ProseRules,
    duplicates,
    reason_to_drop_prose,
    repeated_ngrams,
    top_ngram,
)

LESSON = """Why does ice float? Most substances shrink when they freeze, because their molecules
are packed more closely in the solid than in the liquid. Water is an exception. In ice, each
molecule holds on to four neighbours, and the lattice that they form has more room in it than the
jumble of a liquid does.

That is why a bottle that was filled to the brim bursts in the freezer, and why a lake freezes
from the top. The cold water at the surface turns to ice, which floats and keeps the warmer water
below it from losing its heat. If ice were heavier than water, it would sink, and many lakes would
be solid by the end of a long winter.
"""
GERMAN = """Warum schwimmt Eis? Die meisten Stoffe ziehen sich zusammen, wenn sie gefrieren, weil
ihre Teilchen im festen Zustand dichter liegen als im flüssigen. Wasser ist eine Ausnahme. Im Eis
hält sich jedes Molekül an vier Nachbarn fest, und das Gitter, das sie bilden, hat mehr Platz als
das Durcheinander einer Flüssigkeit. Deshalb platzt eine volle Flasche im Gefrierfach, und deshalb
friert ein See von oben zu.
"""
SHOP = "\n".join(
    """Skip to main content
Home | Shop | About | Contact | Login
We use cookies to give you the best experience.
Accept all cookies
Sign up for the newsletter
Privacy policy and terms of use
The kettle boils a litre of water in under two minutes, and its handle stays cool.
It is made of steel, has a lid that locks, and comes in three colours that go with a kitchen.
Our customers love it, and so will you and your friends. Add to cart
All rights reserved
""".splitlines()
)


def lines(pattern: str) -> str:
    return "\n".join(pattern.format(number) for number in range(60))


def drop(text: str, **changes: float | None) -> str | None:
    return reason_to_drop_prose(text, ProseRules(**changes))  # type: ignore[arg-type]


def test_a_lesson_is_kept() -> None:
    assert drop(LESSON) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Too little to be judged.", "too short: 5 words"),
        (LESSON * 1000, "too long"),
        (GERMAN, "not English"),
        (SHOP, "boilerplate lines"),
        (" ".join(f"{n}.5" for n in range(100)), "words with a letter"),
        ("a b c d e " * 40, "words of 1.0 characters"),
        ("### " * 20 + LESSON, "symbols a word"),
        (
            "\n".join(
                f"- the item that has the number {n} of all of these things" for n in range(60)
            ),
            "bullet",
        ),
        (
            "\n".join(f"This is the line {n} of those that go on and on with…" for n in range(60)),
            "trail off",
        ),
        ("and to be of the with that have so many words in here it seems " * 9, "sentences"),
        (LESSON + "\n" + LESSON, "repeated"),
    ],
)
def test_junk_is_dropped_with_a_reason(text: str, reason: str) -> None:
    found = drop(text)
    assert found is not None and reason in found


def test_a_rule_can_be_switched_off() -> None:
    assert drop(SHOP, boilerplate=None) is None


def test_repetition_is_measured_as_in_the_paper() -> None:
    assert duplicates(["a", "b", "a", "a"]) == (0.5, 2)
    words = "one two one two three".split()
    assert top_ngram(words, 2) == len("onetwo") * 2
    assert top_ngram(["a", "b", "c"], 2) == 0
    assert repeated_ngrams(words, 2) == len("onetwo")


@given(st.text(max_size=400))
def test_any_text_has_finite_features_and_a_verdict(text: str) -> None:
    values = excerpt_vector(text, "english")
    assert len(values) == len(PROSE_NAMES) and all(map(math.isfinite, values))
    assert prose_features(text).keys() == dict.fromkeys(PROSE_NAMES).keys()
    drop(text)
    drop(text, fewest_words=1)


@given(st.lists(st.text(max_size=200), max_size=20).map("\n\n".join))
def test_pages_lose_nothing(text: str) -> None:
    assert "".join(prose_pages(text, 150)) == text


def test_prose_is_never_unparsed() -> None:
    assert [page.text for page in pages_of("(((", "english") or ()] == ["((("]
