"""Compression, histograms and programs."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.diversity.compression import compression
from hornbook.diversity.histogram import entropy, histogram, opening
from hornbook.diversity.programs import imports, programs
from hornbook.diversity.sample import first_within
from hornbook.similarity.trees import parse, tree_tokens


def noise(size: int, seed: int) -> str:
    return random.Random(seed).randbytes(size).hex()


def test_what_rows_share_shows_in_the_whole_only() -> None:
    far = compression([noise(40_000, 1), noise(40_000, 2), noise(40_000, 1)])
    assert far["zstd_shared"] == pytest.approx(1 / 3, abs=0.01)
    assert far["zstd_ratio"] == pytest.approx(1.5 * far["zstd_ratio_of_parts"], rel=0.02)
    assert far["gzip_ratio"] < 2.1  # 80 kB lie between the copies, and gzip sees 32
    near = compression([noise(4_000, 1)] * 3)
    assert near["gzip_ratio"] > 4


def test_nothing_compresses_to_nothing() -> None:
    assert compression([])["gzip_ratio"] == 1.0
    assert compression([""])["zstd_shared"] == 0.0


@given(st.lists(st.text(max_size=20), max_size=8))
def test_a_ratio_is_positive_and_a_share_is_one(texts: list[str]) -> None:
    values = compression(texts)
    assert min(values["gzip_ratio"], values["zstd_ratio"]) > 0
    assert 0 <= values["zstd_shared"] < 1


def test_an_opening_is_words_in_lower_case() -> None:
    assert opening("  # Write a *Python* function", 3) == "write a python"
    assert opening("one", 3) == "one"
    assert opening("--", 3) == ""


@given(st.integers(1, 40), st.integers(1, 9))
def test_even_classes_count_as_many(classes: int, each: int) -> None:
    assert 2 ** entropy([each] * classes) == pytest.approx(classes)
    assert entropy([]) == entropy([each]) == 0.0


def test_a_histogram_is_ordered_by_count_and_then_name() -> None:
    counted = histogram(["b", "a", "c", "c"])
    assert [entry["value"] for entry in counted["top"]] == ["c", "a", "b"]
    assert (counted["total"], counted["distinct"], counted["largest_share"]) == (4, 3, 0.5)
    assert counted["effective"] == pytest.approx(2**1.5)


def test_programs_are_the_text_or_what_it_fences() -> None:
    section = (
        "# Loops\n\n```python\nfor i in x: pass\n```\n\n~~~ py\nimport os\n~~~\n\n```\nno\n```\n"
    )
    assert len(programs(section)) == 2
    assert len(programs("import os\nx = '```python'\n")) == 1
    assert programs("Some English prose, which is no program.") == []
    assert programs("```python\nnot a program\n```") == []
    assert programs("# only a comment") == programs("") == programs("\0") == []


def test_names_and_constants_are_no_part_of_a_shape() -> None:
    one, same, other = (
        programs(f"def {text}")[0]
        for text in ("f(x): return x + 1", "g(y):\n    'doc'\n    return y + 2", "f(x): return x")
    )
    assert tree_tokens(one) == tree_tokens(same) != tree_tokens(other)


def test_imports_are_top_level_modules_wherever_they_stand() -> None:
    tree = parse(
        "import os.path, re as r\nfrom . import a\nfrom .b import c\ndef f():\n  from x.y import z"
    )
    assert tree is not None
    assert imports(tree) == {"os", "re", "x"}


@given(st.lists(st.text(max_size=6), max_size=8), st.integers(0, 30))
def test_the_beginning_of_a_sample_is_no_longer_than_asked(texts: list[str], limit: int) -> None:
    part = list(first_within(texts, limit))
    assert "".join(texts).startswith("".join(part))
    size = len("".join(part).encode())
    assert size <= limit
    assert size > limit - 4 or part == texts
