"""The word splitter against the obvious one: a regular expression, text by text."""

import re

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from hornbook.decontaminate.words import BREAK, WordSpans, batches, spell

texts = st.text(st.characters(codec=None), max_size=200)
ascii_texts = st.text(st.characters(max_codepoint=127), max_size=200)


@given(ascii_texts)
def test_ascii_words_are_runs_of_letters(text: str) -> None:
    assert spell(text).split() == [w.encode() for w in re.findall(r"[a-z]+", text.lower())]


@given(ascii_texts)
def test_numbers_can_be_kept(text: str) -> None:
    words = [w.encode() for w in re.findall(r"[a-z0-9]+", text.lower())]
    assert spell(text, numbers=True).split() == words


@given(ascii_texts)
def test_the_two_ways_of_spelling_agree(text: str) -> None:
    slow = spell(text + " é")  # one accent takes the whole text on the path through code points
    assert slow.split()[:-1] == spell(text).split()


def test_letters_of_other_scripts_and_punctuation() -> None:
    assert spell("“Größe”—ΑΒΓ 42 naïve\u00a0Çа").decode().split() == ["größe", "αβγ", "naïve", "çа"]


@given(texts)
@example("\ud800 lone")
@example("\0\0")
@example("𝒳 astral")
def test_any_text_can_be_spelled(text: str) -> None:
    assert b"\n" not in spell(text)
    assert spell(text) == spell(text)


@given(texts)
def test_spans_are_the_words(text: str) -> None:
    spelled = spell(text)
    spans = WordSpans(spelled)
    words = [spelled[a:b] for a, b in zip(spans.starts, spans.ends, strict=True)]
    assert words == spelled.split()
    for first in range(len(words) - 2):
        assert spans.phrase(first, 3) == b" ".join(words[first : first + 3])


@given(st.lists(st.sampled_from(["a", "b", "longerthaneight", "longerthanseven"]), max_size=40))
def test_equal_phrases_have_equal_hashes_wherever_they_stand(words: list[str]) -> None:
    spans = WordSpans("  ".join(words).encode())
    hashes = spans.phrase_hashes(3)
    assert len(hashes) == max(0, len(words) - 2)
    seen: dict[bytes, int] = {}
    for first, value in enumerate(hashes.tolist()):
        assert seen.setdefault(spans.phrase(first, 3), value) == value


def test_different_phrases_rarely_share_a_hash() -> None:
    rng = np.random.default_rng(0)
    letters = rng.integers(97, 123, size=(20_000, 5), dtype=np.uint8)
    spans = WordSpans(b" ".join(row.tobytes() for row in letters))
    assert len(np.unique(spans.phrase_hashes(2))) == 19_999


lines = st.lists(st.text("ab", min_size=1, max_size=6), max_size=30).map("  ".join)


@given(st.lists(lines, max_size=8), st.integers(1, 4), st.integers(3, 9))
def test_batches_lose_no_phrase(raw: list[str], overlap: int, size: int) -> None:
    spelled = [text.encode() for text in raw]
    wanted = {
        (position, b" ".join(words[first : first + overlap]))
        for position, words in enumerate(text.split() for text in spelled)
        for first in range(len(words) - overlap + 1)
    }
    found = set()
    for members, buffer in batches(spelled, overlap=overlap, size=size):
        for position, piece in zip(members, buffer.split(BREAK), strict=True):
            words = piece.split()
            for first in range(len(words) - overlap + 1):
                found.add((position, b" ".join(words[first : first + overlap])))
    assert wanted <= found


def test_one_endless_word_is_still_cut() -> None:
    pieces = [buffer for _, buffer in batches([b"x" * 100], overlap=2, size=1)]
    assert sum(map(len, pieces)) == 100
    assert max(map(len, pieces)) <= 16
