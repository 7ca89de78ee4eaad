"""Untrusted text as HTML."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from hornbook.report.highlight import markdown, marked, printable, python, render_pane
from hornbook.report.view import Language, Pane


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@given(st.text())
def test_highlighting_keeps_the_text_and_adds_only_its_own_tags(text: str) -> None:
    shown = python(printable(text))
    assert text_of(shown) == printable(text)
    assert set(re.findall(r"<[^>]*>", shown)) <= {
        "</i>",
        *(f'<i class="{name}">' for name in "cdsknf"),
    }


@given(st.text(), st.lists(st.text(), max_size=3))
def test_marking_keeps_the_text(text: str, marks: list[str]) -> None:
    shown = marked(printable(text), tuple(marks))
    assert text_of(shown) == printable(text)
    assert set(re.findall(r"<[^>]*>", shown)) <= {"<mark>", "</mark>"}


@given(st.text(alphabet="<>&\"'`*_[]()!:#- \nahref=javscriptom./"))
def test_markdown_has_no_way_out(text: str) -> None:
    tags = re.findall(r"<\s*/?\s*([a-z0-9]+)([^>]*)>", markdown(printable(text)))
    assert not {name for name, _ in tags} & {"a", "img", "script", "iframe", "svg", "style"}
    assert {attributes for _, attributes in tags} <= {
        "",
        " /",
        ' tabindex="0"',
        *(f' class="{name}"' for name in "cdsknf"),
        *(found for _, found in tags if re.fullmatch(r' start="\d+"', found)),
    }


def test_python_is_coloured() -> None:
    shown = python('def add(a):\n    """Doc."""\n    return a + 1  # why\n')
    assert '<i class="k">def </i><i class="f">add</i>' in shown
    assert '<i class="d">"""Doc."""' in html.unescape(shown)
    assert '<i class="n">1' in shown
    assert '<i class="c"># why' in shown


def test_marks_match_whatever_stands_between_words() -> None:
    assert marked("Is (below)\nTHE limit!", ("below the limit",)) == (
        "Is (<mark>below)\nTHE limit</mark>!"
    )


def test_markdown_renders_prose_and_code() -> None:
    shown = render_pane(
        Pane("", "# Hi\n\n*a* b\n\n```python\ndef f(): ...\n```", Language.MARKDOWN)
    )
    assert "<h1>Hi</h1>" in shown
    assert "<em>a</em>" in shown
    assert '<i class="k">def </i>' in shown


def test_control_characters_are_replaced() -> None:
    assert printable("a\x00\x1b[1m\tb\r\nc\ud800") == "a\ufffd\ufffd[1m\tb\nc\ufffd"
