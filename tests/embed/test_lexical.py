from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hornbook.embed.features import embed_batch, syntax_counts, word_counts
from hornbook.embed.lexical import LexicalEmbedder
from hornbook.pipeline.context import Settings

CODE = "def mean(values):\n    '''Arithmetic mean.'''\n    return sum(values) / len(values)\n"
RENAMED = CODE.replace("values", "numbers")
OTHER = "class Server:\n    def __init__(self, port):\n        self.port = port\n"
PROSE = "The mean of some numbers is their sum divided by how many there are."


def vectors(*texts: str, workers: int = 1) -> NDArray[np.float32]:
    with LexicalEmbedder().open(None, Settings(workers=workers)) as session:
        return session.matrix(texts)


def test_like_texts_are_near() -> None:
    code, renamed, other, prose = vectors(CODE, RENAMED, OTHER, PROSE)
    assert code @ renamed > 0.6
    assert code @ other < 0.4
    assert code @ renamed > code @ other > code @ prose


def test_words_are_parts_of_identifiers() -> None:
    words, pairs = word_counts("parseURL2(html_page)")
    assert sorted(words) == ["(", ")", "2", "html", "page", "parse", "url"]
    assert pairs["parse url"] == 1


def test_syntax_is_counted_where_it_parses() -> None:
    assert syntax_counts("x = 1\ny = 2\n")["Module>Assign"] == 2
    assert not syntax_counts("x = = 1")
    assert not syntax_counts("(" * 5000 + ")" * 5000)


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_any_text_has_a_direction(texts: list[str]) -> None:
    rows = vectors(*texts)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_a_text_stands_for_itself_alone() -> None:
    together = vectors(CODE, OTHER, PROSE)
    assert (vectors(PROSE) == together[2]).all()


def test_processes_agree_with_one() -> None:
    texts = [f"{CODE}x = {number}\n" for number in range(300)]
    assert (vectors(*texts, workers=2) == vectors(*texts)).all()


def test_nothing_depends_on_the_hash_seed() -> None:
    program = (
        "from hornbook.embed.features import embed_batch\n"
        f"batch = embed_batch([{CODE!r}, {PROSE!r}], dimensions=64, characters=99)\n"
        "print(batch.vectors_ND.tobytes().hex())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    expected = embed_batch([CODE, PROSE], dimensions=64, characters=99).vectors_ND
    assert outputs == {expected.tobytes().hex().encode() + b"\n"}
