from __future__ import annotations

import ast
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.curate.windows import LINES, Page, pages


def cut(text: str, lines: int = LINES) -> list[Page]:
    return list(pages(text, ast.parse(text).body, lines))


def function(name: str, lines: int, indent: str = "") -> str:
    body = "".join(f"{indent}    x_{name}_{n} = {n}\n" for n in range(lines - 1))
    return f"{indent}def {name}():\n{body}"


statements = st.lists(st.integers(min_value=2, max_value=150), min_size=1, max_size=12)


@settings(max_examples=30)
@given(statements, st.booleans())
def test_every_statement_is_on_one_page(heights: list[int], in_class: bool) -> None:
    indent = "    " if in_class else ""
    parts = [function(f"f{n}", height, indent) for n, height in enumerate(heights)]
    text = ("class C:\n    '''Doc.'''\n" if in_class else "") + "\n".join(parts)
    found = cut(text)
    seen = Counter(
        name.id
        for page in found
        for part in page.body or ()
        for name in ast.walk(part)
        if isinstance(name, ast.Name)
    )
    wanted = Counter(n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name))
    assert seen == wanted
    assert "\n".join(page.text for page in found) == text


def test_pages_are_of_the_annotated_size() -> None:
    text = "\n\n".join(function(f"f{n}", 20) for n in range(30))
    sizes = [len(page.text.splitlines()) for page in cut(text)]
    assert max(sizes) <= LINES and sum(sizes) / len(sizes) > LINES / 2


def test_a_long_class_is_cut_at_its_methods() -> None:
    text = "class C(Base):\n" + "\n".join(function(f"m{n}", 25, "    ") for n in range(8))
    found = cut(text)
    assert len(found) > 2
    head = (found[0].body or [])[0]
    assert isinstance(head, ast.ClassDef) and len(head.body) < 8
    assert len(found[0].text.splitlines()) <= LINES


def test_a_decorator_stays_with_its_function() -> None:
    text = function("a", 50) + "\n@cached\n" + function("b", 50)
    assert [page.text.count("@cached") for page in cut(text)] == [0, 1]
    assert cut(text)[1].text.startswith("@cached")


def test_an_empty_file_is_one_page() -> None:
    assert [page.text for page in cut("# only a comment\n")] == ["# only a comment\n"]
