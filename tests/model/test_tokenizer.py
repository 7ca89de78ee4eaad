from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformers import AutoTokenizer

from hornbook.errors import HornbookError
from hornbook.model.tokenizer import END, Tokenizer, train_bpe


@given(text=st.text() | st.text(alphabet=" \t\n\r_ax1=(:é\u200b<|>endoftext"))
def test_any_text_comes_back(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.decode(tokenizer.encode(text)) == text


@given(texts=st.lists(st.text(), max_size=5))
def test_batches_encode_like_single_texts(tokenizer: Tokenizer, texts: list[str]) -> None:
    assert tokenizer.encode_batch(texts) == [tokenizer.encode(text) for text in texts]


@given(head=st.text(), tail=st.text())
def test_text_cut_at_a_line_start_keeps_its_tokens(
    tokenizer: Tokenizer, head: str, tail: str
) -> None:
    first, second = f"{head}x\n", f"    y{tail}"
    assert tokenizer.encode(first) + tokenizer.encode(second) == tokenizer.encode(first + second)


def test_indentation_is_one_token(tokenizer: Tokenizer) -> None:
    for width in (4, 8):
        tokens = tokenizer.encode("\n" + " " * width + "return")
        assert tokenizer.token_bytes[tokens[1]] == b" " * width


def test_the_end_token_written_in_a_text_is_text(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.encode(f"a {END} b")
    assert tokenizer.end not in tokens
    assert tokenizer.decode([*tokens, tokenizer.end]) == f"a {END} b"


def test_transformers_loads_it(tokenizer: Tokenizer) -> None:
    other = AutoTokenizer.from_pretrained(tokenizer.directory)
    text = "def f(x):\n        return  x + 'é' \n\n"
    assert other(text)["input_ids"] == tokenizer.encode(text)
    assert other.decode(tokenizer.encode(text)) == text
    assert other.eos_token_id == tokenizer.end


def test_training_is_deterministic(tmp_path: Path) -> None:
    texts = ["for i in range(10):\n    print(i)\n" * 4, "while True:\n    pass\n" * 4]
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Tokenizer.write(tmp_path / name, train_bpe(texts, 300))
    assert Tokenizer(tmp_path / "a").digest == Tokenizer(tmp_path / "b").digest


@pytest.mark.parametrize("size", [0, 256, 65_537])
def test_impossible_vocabularies_are_refused(size: int) -> None:
    with pytest.raises(HornbookError, match="choose from 257"):
        train_bpe(["x"], size)


def test_a_text_that_is_no_utf8_is_learned_from_all_the_same() -> None:
    assert train_bpe(["caf\udce9 " * 5], 300).get_vocab_size() > 256


@pytest.mark.parametrize("content", [None, "", "{}", "no json"])
def test_a_damaged_file_is_named(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "tokenizer.json").write_text(content)
    with pytest.raises(HornbookError, match=r"tokenizer\.json can't be read as a tokenizer"):
        Tokenizer(tmp_path).encode("x")
