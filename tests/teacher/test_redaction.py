import base64
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from hornbook.teacher.redaction import Redaction

KEYS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=24, max_size=80)


@given(key=KEYS, before=st.binary(max_size=9), after=st.binary(max_size=9))
def test_no_form_of_the_key_is_left(key: str, before: bytes, after: bytes) -> None:
    hidden = Redaction(key)
    for text in (f"a{key}b", quote(key, safe="")):
        assert key not in hidden.message(text) and "[key]" in hidden.message(text)
    encoded = base64.b64encode(before + key.encode() + after).decode()
    kept = hidden.message(encoded)
    letters_left = len(kept.replace("[key]", ""))
    assert letters_left <= len(encoded) - (len(key) - 3) * 4 // 3  # two bytes at either end
    assert hidden.content(encoded.encode()).decode() == kept


def test_a_word_that_stands_for_no_key_is_left_in_answers() -> None:
    hidden = Redaction("none")
    assert hidden.content(b"there is none") == b"there is none"
    assert hidden.message("the key none is wrong") == "the key [key] is wrong"
    assert Redaction("").message("as it is") == "as it is"
    assert Redaction("").content(b"as it is") == b"as it is"
