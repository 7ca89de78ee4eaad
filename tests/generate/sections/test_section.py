import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.sections.section import Rejected, Section, read_section

PROSE = (
    "A stack is a pile of plates: you put a plate on the top, and you take a plate from the top, "
    "so the last one to come is the first one to go."
)
CODE = "```python\ndef top(stack):\n    return stack[-1]\n```"
GOOD = f"{PROSE}\n\n{CODE}\n\nThe index minus one means the last item."


def kept(answer: str, *, truncated: bool = False) -> str:
    section = read_section(answer, truncated=truncated)
    assert isinstance(section, Section), section
    return section.text


def reason(answer: str, *, truncated: bool = False) -> str:
    rejected = read_section(answer, truncated=truncated)
    assert isinstance(rejected, Rejected), rejected
    return rejected.reason


def test_prose_with_code_is_kept_as_it_is() -> None:
    assert read_section(GOOD, truncated=False) == Section(
        GOOD, ("def top(stack):\n    return stack[-1]\n",)
    )


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("", "no Python code block that parses"),
        (PROSE, "no Python code block that parses"),
        (f"{PROSE} def top(stack): return 1", "no Python code block that parses"),
        (f"{PROSE}\n\n```python\ndef top(\n```", "no Python code block that parses"),
        (f"{PROSE}\n\n```python\n# to do\n```", "no Python code block that parses"),
        (f"{PROSE}\n\n```java\nint x = 1;\n```", "no Python code block that parses"),
        (f"{PROSE}\n\n```\n[1, 2]\n```", "no Python code block that parses"),
        (f"{PROSE}\n\n    x = 1\n", "no Python code block that parses"),
        (f"{GOOD}\n\n```python\nx = = 1\n```", "a Python code block that doesn't parse"),
        (f"Short.\n\n{CODE}", "fewer than 20 words of prose"),
        (f"{PROSE}\n\n```python\n" + "(" * 5000 + "\n```", "no Python code block that parses"),
    ],
)
def test_the_reason_says_what_is_missing(answer: str, why: str) -> None:
    assert reason(answer) == why


@pytest.mark.parametrize(
    "block",
    [
        "```py\nx = 1\n```",
        "```Python title='a'\nx = 1\n```",
        "~~~python\nx = 1\n~~~",
        "```\nx = 1\n```",
        "```python\n>>> x = 1\n>>> x\n1\n```",
        "1. First:\n\n   ```python\n   x = 1\n   ```",
        '```python\npattern = "\\d"\n```',
    ],
)
def test_python_is_recognised_however_it_is_fenced(block: str) -> None:
    assert kept(f"{PROSE}\n\n{block}\n\nThat is all.")


def test_a_null_character_is_replaced() -> None:
    assert (
        kept(f"{PROSE}\n\n```python\nx = '\0'\n```") == f"{PROSE}\n\n```python\nx = '\ufffd'\n```"
    )


def test_chat_before_the_section_goes() -> None:
    assert kept(f"Sure, I'd be happy to help with that.\n\n{GOOD}") == GOOD
    assert kept(f"Surely this is fine.\n\n{GOOD}").startswith("Surely")


def test_a_fence_that_was_never_closed_is_closed() -> None:
    assert kept(f"{PROSE}\n\n```python\nx = 1") == f"{PROSE}\n\n```python\nx = 1\n```"


def test_a_cut_off_sentence_goes() -> None:
    answer = f"{GOOD} It is not the first item. Python counts fr"
    assert kept(answer, truncated=True) == f"{GOOD} It is not the first item."
    assert kept(answer, truncated=False) == answer


def test_a_cut_off_paragraph_goes_with_what_announced_it() -> None:
    for ending in ("Then we co", "## A harder exam", "**Output:**\n\nThe out", "Example:\n"):
        assert kept(f"{GOOD}\n\n{ending}", truncated=True) == GOOD


def test_cut_off_code_loses_its_last_statement() -> None:
    answer = (
        f"{PROSE}\n\n```python\nx = 1\n\ndef f(a):\n    return a\n\ndef g(b):\n    return b + f(b"
    )
    assert kept(answer, truncated=True) == (
        f"{PROSE}\n\n```python\nx = 1\n\ndef f(a):\n    return a\n\n```"
    )


def test_cut_off_code_that_is_all_one_statement_goes() -> None:
    assert kept(f"{GOOD}\n\nNow for all:\n\n```python\ndef f(a):\n    re", truncated=True) == GOOD
    for prose in (PROSE, ""):
        answer = f"{prose}\n\n```python\ndef f(a):\n    re"
        assert reason(answer, truncated=True) == "no Python code block that parses"


def test_a_last_line_that_parses_may_still_be_torn() -> None:
    answer = f"{PROSE}\n\n```python\nx = 1\ny = x + numb"
    assert kept(answer, truncated=True).endswith("x = 1\n```")


@given(st.text(alphabet="ab `~#>:\n.1=(\t-*", max_size=200), st.booleans())
def test_any_answer_is_read_and_what_is_kept_parses(tail: str, truncated: bool) -> None:
    match read_section(f"{GOOD}\n{tail}", truncated=truncated):
        case Section(text=text, code=code):
            assert code and all(ast.parse(block).body for block in code)
            assert isinstance(read_section(text, truncated=False), Section)
        case Rejected(reason=why):
            assert why


@given(st.integers(0, len(GOOD)))
def test_a_section_cut_anywhere_is_trimmed_to_a_whole_beginning(length: int) -> None:
    section = read_section(GOOD[:length], truncated=True)
    if isinstance(section, Section):
        assert section.text.removesuffix("\n```") == GOOD[: len(section.text.removesuffix("\n```"))]
        assert section.text.endswith((".", "```"))
