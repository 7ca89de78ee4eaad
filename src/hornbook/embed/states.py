"""Pooled hidden states of a Hugging Face model. B texts, T tokens, D dimensions of the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from hornbook.embed.protocol import Encoded
from hornbook.errors import HornbookError
from hornbook.pipeline.engine import silence_telemetry

_CHARACTERS_PER_TOKEN = 64


class StatesEncoder:
    """A model on a device. Arguments as `hornbook.embed.hugging_face.HuggingFaceEmbedder`'s.

    Raises:
        HornbookError: when the folder's model can't be loaded, or has no such layer.
    """

    def __init__(
        self,
        folder: Path,
        *,
        layer: int | None,
        pooling: str,
        tokens: int,
        batch_tokens: int,
        device: str,
    ) -> None:
        silence_telemetry()
        from transformers import AutoModel, AutoTokenizer
        from transformers.utils import logging

        logging.set_verbosity_error()
        logging.disable_progress_bar()
        try:
            options: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
            self._tokenizer = AutoTokenizer.from_pretrained(folder, **options)
            model = AutoModel.from_pretrained(folder, dtype=torch.float32, **options)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            reason = " ".join(str(error).split())[:300]
            raise HornbookError(f"can't load the model in {folder}: {reason}") from None
        if model.config.is_encoder_decoder:
            model = model.get_encoder()
        model.config.use_cache = False  # of keys and values: nothing is generated
        self._device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        self._model: Any = model.to(self._device).eval()
        self._blocks = _blocks(self._model)
        if layer is not None and layer > len(self._blocks):
            raise HornbookError(f"layer={layer}: the model in {folder} has {len(self._blocks)}")
        self._layer = layer
        self._pooling = pooling
        self._tokens = min(tokens, _longest(self._model.config))
        self._batch_tokens = batch_tokens

    def encode(self, texts: Sequence[str]) -> Iterator[Encoded]:
        """As `hornbook.embed.protocol.Encoder.encode`."""
        # One token more than is kept, to know what is cut. Few tokens span as many characters.
        most = _CHARACTERS_PER_TOKEN * self._tokens
        found = self._tokenizer(
            [text[:most] for text in texts],
            truncation=True,
            max_length=self._tokens + 1,
            return_attention_mask=False,
        )["input_ids"]
        ids = [row or [0] for row in found]
        for start, end in batches([min(len(row), self._tokens) for row in ids], self._batch_tokens):
            part = ids[start:end]
            vectors_BD = self._vectors([row[: self._tokens] for row in part])
            cut = [len(ids[n]) > self._tokens or len(texts[n]) > most for n in range(start, end)]
            yield Encoded(vectors_BD, np.array(cut))

    @torch.inference_mode()
    def _vectors(self, rows: list[list[int]]) -> NDArray[np.float32]:
        width = max(map(len, rows))
        ids_BT = torch.zeros(len(rows), width, dtype=torch.long)
        mask_BT = torch.zeros(len(rows), width, dtype=torch.long)
        for number, row in enumerate(rows):
            ids_BT[number, : len(row)] = torch.tensor(row)
            mask_BT[number, : len(row)] = 1
        mask_BT = mask_BT.to(self._device)
        states_BTD = self._states(ids_BT.to(self._device), mask_BT)
        if self._pooling == "last":
            pooled_BD = states_BTD[torch.arange(len(rows)), mask_BT.sum(1) - 1]
        else:
            weights_BT1 = mask_BT.unsqueeze(-1)
            pooled_BD = (states_BTD * weights_BT1).sum(1) / weights_BT1.sum(1)
        vectors: NDArray[np.float32] = pooled_BD.float().cpu().numpy()
        return vectors

    def _states(self, ids_BT: Tensor, mask_BT: Tensor) -> Tensor:
        """Hidden states of the layer; the pass ends there."""
        inputs = {"input_ids": ids_BT, "attention_mask": mask_BT}
        if self._layer is None:
            states_BTD: Tensor = self._model(**inputs).last_hidden_state
            return states_BTD
        hook = self._blocks[self._layer - 1].register_forward_hook(_stop)
        try:
            self._model(**inputs)
        except _ReachedError as reached:
            return reached.states_BTD
        finally:
            hook.remove()
        raise AssertionError("the model didn't run its blocks")


class _ReachedError(Exception):
    """The wanted layer is computed; unwinds the rest of the pass."""

    def __init__(self, states_BTD: Tensor) -> None:
        self.states_BTD = states_BTD


def _stop(block: nn.Module, arguments: object, output: Tensor | tuple[Tensor, ...]) -> None:
    raise _ReachedError(output[0] if isinstance(output, tuple) else output)


def _blocks(model: Any) -> nn.ModuleList:  # noqa: ANN401 - any model's class
    """The model's blocks: the first list of as many modules as the configuration has layers."""
    count = model.config.get_text_config().num_hidden_layers
    for module in model.modules():
        if isinstance(module, nn.ModuleList) and len(module) == count:
            return module
    raise HornbookError(f"{type(model).__name__} has no list of {count} blocks; choose another")


def _longest(config: Any) -> int:  # noqa: ANN401 - any model's configuration
    """How many tokens the model can take; two fewer, for those that count positions from two."""
    limit = getattr(config.get_text_config(), "max_position_embeddings", None) or 1 << 30
    return int(limit) - 2 if limit > 2 else int(limit)


def batches(lengths: Sequence[int], budget: int) -> Iterator[tuple[int, int]]:
    """Cut a sequence into runs (start, end) whose longest times their number keeps to ``budget``.

    A single length above the budget is a run of its own.
    """
    start, longest = 0, 0
    for place, length in enumerate(lengths):
        longest = max(longest, length)
        if place > start and longest * (place - start + 1) > budget:
            yield start, place
            start, longest = place, length
    if start < len(lengths):
        yield start, len(lengths)
