from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.generate.sections.passages import (
    beginning,
    definitions,
    draw_passage,
    paragraphs,
    title_of,
)

GUIDE = "# Ropes\n\nA rope is laid of strands.\n\n  * hemp\n  * sisal\n\n\nKeep it dry.\n"
PROGRAM = '''"""Two functions."""

import math


@staticmethod
def area(r):
    """Of a circle.

    In square metres.
    """
    return math.pi * r**2


LIMIT = 3


class Rope:
    length = 2
'''

texts = st.text(st.sampled_from("ab .\n"), max_size=200)


def test_paragraphs_keep_their_layout() -> None:
    assert paragraphs(GUIDE) == [
        "# Ropes",
        "A rope is laid of strands.",
        "  * hemp\n  * sisal",
        "Keep it dry.",
    ]


def test_the_parts_of_a_program_are_its_functions_and_classes() -> None:
    area, rope = definitions(PROGRAM)
    assert area.startswith("@staticmethod\ndef area") and area.endswith("r**2")
    assert "square metres" in area  # a blank line parts no function
    assert rope == "class Rope:\n    length = 2"
    assert definitions(GUIDE) == definitions("x = 1\n") == []


@settings(deadline=None)
@given(texts, st.integers(1, 30), st.integers())
def test_a_passage_is_a_run_of_the_text_and_no_longer_than_asked(
    text: str, words: int, seed: int
) -> None:
    passage = draw_passage(text, words, Random(seed))
    said = passage.split()
    assert len(said) <= words and bool(said) == bool(text.split())
    assert " ".join(said) in " ".join(text.split())


@settings(deadline=None)
@given(texts, st.integers(1, 30))
def test_nothing_is_left_out_that_there_was_room_for(text: str, words: int) -> None:
    if len(text.split()) <= words:
        assert draw_passage(text, words, Random(0)).split() == text.split()


def test_a_long_part_loses_its_end_at_a_line() -> None:
    assert beginning("one two\n  three four\nfive six seven", 5) == "one two\n  three four"
    assert beginning("one two three", 2) == "one two"


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("file:docs/git-add.md", "git add"),
        ("file:ch_archive.rst.txt", "ch archive"),
        ("file:rows.jsonl#12", "rows"),
        ("pypi:rich==15.0.0/rich/console.py", "console"),
        ("mine", "mine"),
        (".profile", ".profile"),
    ],
)
def test_a_document_is_called_by_its_file(source: str, title: str) -> None:
    assert title_of(source) == title
