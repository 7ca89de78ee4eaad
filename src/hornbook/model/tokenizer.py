"""Byte-level BPE, trained on the corpus, with runs of spaces as tokens of their own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Artifact

if TYPE_CHECKING:
    import tokenizers

END = "<|endoftext|>"
"""Stands between documents (phi-1, §2.3); a prompt is read as what follows it."""

FILE_NAME = "tokenizer.json"
BYTES = 256

# What may become one token: a run of line ends, spaces or tabs, or a word, number or run of signs
# with at most one space before it. Indentation never joins the line end before it or the word
# after it, so that text cut where a line starts has the tokens it has when whole.
PIECES = r"[\r\n]+| {2,}|\t+| ?\p{L}+| ?\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s"


class Tokenizer(Artifact):
    """A trained tokenizer: ``tokenizer.json``, as the tokenizers library and transformers read it.

    Any text comes back exactly from ``decode(encode(text))``, since every byte is a token;
    ``<|endoftext|>`` written in a text is text, not the token.
    """

    @cached_property
    def _fast(self) -> tokenizers.Tokenizer:
        return _read(self.directory / FILE_NAME)

    @cached_property
    def size(self) -> int:
        """Number of tokens in the vocabulary."""
        size: int = self._fast.get_vocab_size()
        return size

    @cached_property
    def end(self) -> int:
        """The id of ``<|endoftext|>``.

        Raises:
            HornbookError: when the vocabulary lacks it.
        """
        token: int | None = self._fast.token_to_id(END)
        if token is None:
            raise HornbookError(f"{self.directory / FILE_NAME} has no token {END}")
        return token

    @cached_property
    def digest(self) -> str:
        """What tells this tokenizer from every other: the SHA-256 of its file."""
        return hashlib.sha256((self.directory / FILE_NAME).read_bytes()).hexdigest()

    @cached_property
    def token_bytes(self) -> list[bytes]:
        """The bytes that each token stands for; none for ``<|endoftext|>``."""
        byte_of = {sign: byte for byte, sign in _byte_signs().items()}
        table = [b""] * self.size
        for token, number in self._fast.get_vocab().items():
            if number != self.end:
                table[number] = bytes(byte_of[sign] for sign in token)
        return table

    def encode(self, text: str) -> list[int]:
        """The tokens of a text, without any end token."""
        tokens: list[int] = self._fast.encode(text).ids
        return tokens

    def encode_batch(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of many texts, on all cores."""
        return [encoding.ids for encoding in self._fast.encode_batch_fast(list(texts))]

    def decode(self, tokens: Iterable[int]) -> str:
        """The text of tokens; end tokens give nothing, bytes that aren't UTF-8 give U+FFFD."""
        table = self.token_bytes
        return b"".join([table[token] for token in tokens]).decode("utf-8", "replace")

    def counts(self) -> dict[str, int]:
        """The size of the vocabulary."""
        return {"tokens": self.size}

    def copy_to(self, directory: Path) -> Tokenizer:
        """Write the same tokenizer into another directory, as a checkpoint holds it."""
        return Tokenizer.write(directory, self._fast)

    @classmethod
    def write(cls, directory: Path, fast: tokenizers.Tokenizer) -> Self:
        """Write a tokenizer so that ``AutoTokenizer.from_pretrained(directory)`` loads it."""
        fast.save(str(directory / FILE_NAME))
        settings = {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": END,
            "eos_token": END,
            "unk_token": END,
            "clean_up_tokenization_spaces": False,
            "add_prefix_space": False,
        }
        text = json.dumps(settings, indent=2)
        (directory / "tokenizer_config.json").write_text(text + "\n", encoding="utf-8")
        return cls(directory)


def train_bpe(texts: Iterable[str], vocabulary: int) -> tokenizers.Tokenizer:
    """Learn the most frequent merges of bytes.

    Args:
        texts: what to learn from.
        vocabulary: number of tokens, with the 256 bytes and ``<|endoftext|>``; fewer come out when
            the texts don't offer as many merges.

    Raises:
        HornbookError: when the vocabulary is too small to hold the bytes, or too large for the
            16 bits in which tokens are stored.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    if not BYTES < vocabulary <= 1 << 16:
        raise HornbookError(
            f"a vocabulary of {vocabulary:,} can't be trained; choose from {BYTES + 1} (every byte "
            f"and {END}) to {1 << 16:,} (tokens are stored in 16 bits)"
        )
    fast = Tokenizer(models.BPE())
    fast.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECES), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    fast.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[END],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        max_token_length=32,
        show_progress=False,
    )
    fast.train_from_iterator(_encodable(texts), trainer)
    return fast


def _encodable(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield text.encode("utf-8", "replace").decode("utf-8")


def _read(path: Path) -> tokenizers.Tokenizer:
    from tokenizers import Tokenizer

    try:
        fast = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises plain Exception, whatever the cause
        raise HornbookError(
            f"{path} can't be read as a tokenizer ({error}); make it anew, or point to another"
        ) from None
    fast.encode_special_tokens = True
    return fast


def _byte_signs() -> dict[int, str]:
    """The printable sign by which byte-level BPE writes each byte (as GPT-2 did)."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1)]
    printable += range(ord("®"), ord("ÿ") + 1)
    others = [byte for byte in range(BYTES) if byte not in printable]
    signs = {byte: chr(byte) for byte in printable}
    return signs | {byte: chr(BYTES + number) for number, byte in enumerate(others)}
