"""Any causal language model that transformers loads, to be evaluated beside our own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from hornbook.errors import HornbookError
from hornbook.model.device import this_device
from hornbook.model.likelihood import Likelihood
from hornbook.model.sampling import Sampling
from hornbook.pipeline.progress import Progress

_TOKENIZER_FILES = ("tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt")


class HuggingFaceModel:
    """A model and its tokenizer, read from a folder or the hub; no code of theirs is run.

    Args:
        name: a folder, or a model's name on the hub.
        revision: which commit, for a model on the hub.
        batch: rows that are computed together.

    Raises:
        HornbookError: when it can't be found or read, or has no tokenizer.
    """

    def __init__(self, name: str, revision: str | None = None, *, batch: int = 16) -> None:
        self.name, self.batch = name, batch
        self.tokenizer: Any = _load("tokenizer", name, revision)
        self.device = this_device()
        self.model: Any = _load("model", name, revision).eval().to(self.device)
        end = self.model.config.eos_token_id or self.tokenizer.eos_token_id
        self.ends: list[int] = list(end) if isinstance(end, list) else [end]
        begin = self.tokenizer.bos_token_id
        self.begin: int = self.ends[0] if begin is None else begin

    @property
    def context(self) -> int | None:
        """The longest sequence in tokens, if the configuration says so."""
        length: int | None = getattr(self.model.config, "max_position_embeddings", None)
        return length

    def generate(
        self, prompts: Sequence[str], sampling: Sampling, progress: Progress | None = None
    ) -> list[str]:
        """Complete every prompt, read as the start of a document.

        Samples depend on the seed and on what else is in their batch. A prompt that leaves no room
        in the context loses its beginning.
        """
        texts: list[str] = []
        with (progress or Progress(quiet=True)).bar(
            "sampling", total=len(prompts), unit="completions"
        ) as bar:
            for start in range(0, len(prompts), self.batch):
                part = prompts[start : start + self.batch]
                texts += self._complete(part, sampling)
                bar.advance(len(part))
        return texts

    def log_likelihood(
        self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None
    ) -> list[Likelihood]:
        """Score each continuation given its prompt, read as the start of a document.

        Prompt and continuation are tokenized apart, as when the model completes the prompt itself.
        Of a continuation beyond the context each window has at least half a context before it.
        """
        found = []
        with (progress or Progress(quiet=True)).bar(
            "scoring", total=len(pairs), unit="texts"
        ) as bar:
            for prompt, continuation in pairs:
                head, tail = self._encode(prompt), self._encode(continuation)
                nats, greedy = 0.0, True
                for window, scored in _windows([self.begin, *head], tail, self.context):
                    value, likeliest = self._score(window, scored)
                    nats, greedy = nats + value, greedy and likeliest
                found.append(Likelihood(nats, len(continuation.encode()), len(tail), greedy))
                bar.advance()
        return found

    def _encode(self, text: str) -> list[int]:
        tokens: list[int] = self.tokenizer(text, add_special_tokens=False)["input_ids"]
        return tokens

    @torch.inference_mode()
    def _complete(self, prompts: Sequence[str], sampling: Sampling) -> list[str]:
        limit = (self.context or 1 << 30) - sampling.max_new_tokens
        rows = [[self.begin, *self._encode(prompt)][-max(1, limit) :] for prompt in prompts]
        length = max(map(len, rows))
        tokens_BT = torch.full((len(rows), length), self.ends[0])
        mask_BT = torch.zeros_like(tokens_BT)
        for number, row in enumerate(rows):
            tokens_BT[number, length - len(row) :] = torch.tensor(row)
            mask_BT[number, length - len(row) :] = 1
        how: dict[str, Any] = {"do_sample": False}
        if sampling.temperature > 0:
            how = {"do_sample": True, "temperature": sampling.temperature, "top_p": sampling.top_p}
            how["top_k"] = 0
            torch.manual_seed(_seed(sampling.seed, prompts))
        made_BT = self.model.generate(
            tokens_BT.to(self.device),
            attention_mask=mask_BT.to(self.device),
            max_new_tokens=sampling.max_new_tokens,
            eos_token_id=self.ends,
            pad_token_id=self.ends[0],
            stop_strings=list(sampling.stop) or None,
            tokenizer=self.tokenizer,
            **how,
        )
        return [self._text(row.tolist(), sampling.stop) for row in made_BT[:, length:]]

    def _text(self, tokens: list[int], stop: Sequence[str]) -> str:
        ends = [place for place, token in enumerate(tokens) if token in self.ends]
        text: str = self.tokenizer.decode(
            tokens[: min(ends, default=None)],
            skip_special_tokens=False,
            clean_up_tokenization_spaces=False,
        )
        places = [place for place in map(text.find, stop) if place >= 0]
        return text[: min(places, default=None)]

    @torch.inference_mode()
    def _score(self, window: list[int], scored: int) -> tuple[float, bool]:
        tokens_1T = torch.tensor([window], device=self.device)
        logits_NV: Tensor = self.model(tokens_1T[:, :-1]).logits[0, scored - 1 :].double()
        targets_N = tokens_1T[0, scored:]
        nats = F.cross_entropy(logits_NV, targets_N, reduction="sum").item()
        return nats, bool((logits_NV.argmax(dim=-1) == targets_N).all())


def _windows(
    prompt: list[int], continuation: list[int], context: int | None
) -> Iterator[tuple[list[int], int]]:
    """Tokens that fit the context, and from which of them on they are scored."""
    tokens, start = prompt + continuation, len(prompt)
    room = context or len(tokens)
    while start < len(tokens):
        stop = min(len(tokens), max(start + room // 2, room + 1))
        first = max(0, stop - room - 1)
        yield tokens[first:stop], start - first
        start = stop


def _seed(seed: int, prompts: Sequence[str]) -> int:
    text = "\0".join([str(seed), *prompts]).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=7).digest())


def _holds_tokenizer(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _TOKENIZER_FILES)


def _load(what: str, name: str, revision: str | None) -> Any:  # noqa: ANN401 - transformers' own
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    kind = AutoTokenizer if what == "tokenizer" else AutoModelForCausalLM
    where = f"the folder {name}" if Path(name).is_dir() else f"{name!r}, looked for on the hub,"
    try:
        # Without any of its files, transformers makes up an empty tokenizer.
        if what == "tokenizer" and Path(name).is_dir() and not _holds_tokenizer(Path(name)):
            raise OSError(f"it holds none of {', '.join(_TOKENIZER_FILES)}")
        return kind.from_pretrained(name, revision=revision, trust_remote_code=False)
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise HornbookError(
            f"{where} has no {what} that transformers can read ({reason}); give a folder that "
            "AutoModelForCausalLM and AutoTokenizer load, or a model's name on the hub"
        ) from None
