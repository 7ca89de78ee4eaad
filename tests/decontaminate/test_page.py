"""The page shows pairs, marks what they share, needs nothing else and trusts no row."""

import re
from pathlib import Path

import pyarrow as pa

from hornbook.benchmark.problem import Problem
from hornbook.decontaminate.page import around, compared, spaced, write_page
from hornbook.decontaminate.self_test import Recall, Trial
from hornbook.pipeline.dataset import Dataset

PROBLEM = Problem(id="Toy/1", prompt="def f(x):\n", solution="    return x < 3\n", tests="")


def page(folder: Path, *texts: str, trials: tuple[Trial, ...] = (), pairs: int = 50) -> str:
    rows = [
        {
            "id": f"row-{number}",
            "text": text,
            "source": "<a>",
            "matched": "Toy/1",
            "evidence": "def f x",
            "reason": "shares 3 words in a row with Toy/1",
            "detectors": ["13-gram"],
        }
        for number, text in enumerate(texts)
    ]
    table = pa.Table.from_pylist(rows)
    dataset = Dataset.write(folder, kept=table.slice(0, 0), contaminated=table)
    write_page(folder / "pairs.html", dataset, [PROBLEM], trials, pairs=pairs)
    return (folder / "pairs.html").read_text()


def test_pairs_lie_side_by_side_with_their_reason(tmp_path: Path) -> None:
    text = page(tmp_path, "def g(x):\n    return x < 3\n")
    assert "shares 3 words in a row with Toy/1" in text
    left, right = re.findall(r"<pre[^>]*>(.*?)</pre>", text, re.S)
    assert left == "<mark>def </mark>g<mark>(x):\n    return x &lt; 3\n</mark>"
    assert right == "<mark>def </mark>f<mark>(x):\n    return x &lt; 3\n</mark>"
    assert "1 rows were taken out and 0 kept" in text


def test_rows_are_text_whatever_they_say(tmp_path: Path) -> None:
    text = page(tmp_path, "<script>alert(1)</script> def f(x) \x00 {{ 7 * 7 }}")
    assert "<script" not in text
    assert "<a>" not in text
    assert "{{ 7 * 7 }}" in re.sub(r"</?mark>", "", text)


def test_the_page_asks_for_nothing(tmp_path: Path) -> None:
    text = page(tmp_path, "def f(x)")
    assert "default-src 'none'" in text
    assert not re.search(r"(src|href)\s*=|url\(|@import|https?:", text)
    assert "prefers-color-scheme: dark" in text


def test_many_pairs_are_shown_evenly(tmp_path: Path) -> None:
    text = page(tmp_path, *["def f(x)"] * 10, pairs=3)
    assert [int(number) for number in re.findall(r"row row-(\d+)", text)] == [0, 3, 6]
    assert "3 of them are shown" in text
    assert spaced(2, 5) == [0, 1]
    assert spaced(5, 0) == []


def test_the_self_test_is_a_table(tmp_path: Path) -> None:
    trial = Trial("13-gram", (Recall("item", 10, ("a",)),), 0, 20, 1)
    text = page(tmp_path, trials=(trial,))
    assert "<th>13-gram</th>" in text
    assert "90%<br><small>60–98</small>" in text
    assert "9 of 10; precision at least 90%" in text
    assert "<td>1 of 20</td>" in text


def test_long_rows_are_shown_around_the_evidence() -> None:
    text = "first line\n" * 2000 + "the (needle) lies 3 here\n" + "last line\n" * 2000
    for evidence in ("the (needle) lies", "the needle lies here"):
        part = around(text, evidence)
        assert "(needle)" in part
        assert len(part) < 4_100
    assert around(text, "missing").startswith("first line")


def test_marks_lose_nothing() -> None:
    left, right = compared("a b\n  <c>", "a x <c>")
    plain = [re.sub(r"</?mark>", "", str(pane)) for pane in (left, right)]
    assert plain == ["a b\n  &lt;c&gt;", "a x &lt;c&gt;"]
