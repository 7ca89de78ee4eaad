"""The names and files of transformers' ``PhiForCausalLM``, from and to ours.

The only difference in the weights: ``inward`` stacks the projections of queries, keys, values and
the MLP's hidden layer, which transformers keeps apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from hornbook.errors import HornbookError
from hornbook.model.phi import Phi
from hornbook.model.presets import PhiConfig

CONFIG_FILE = "config.json"
WEIGHTS_FILE = "model.safetensors"
GENERATION_FILE = "generation_config.json"

_ENDS = {
    "embedding": "model.embed_tokens",
    "norm": "model.final_layernorm",
    "head": "lm_head",
}
_IN_BLOCK = {
    "norm": "input_layernorm",
    "attention_out": "self_attn.dense",
    "mlp_out": "mlp.fc2",
}
_INWARD = ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "mlp.fc1")


def to_hugging_face(state: Mapping[str, Tensor], config: PhiConfig) -> dict[str, Tensor]:
    """Our state dict under transformers' names."""
    sizes = [config.width] * 3 + [config.hidden_width]
    named = {}
    for name, tensor in state.items():
        module, kind = name.rsplit(".", 1)
        if not module.startswith("blocks."):
            named[f"{_ENDS[module]}.{kind}"] = tensor
            continue
        _, number, module = module.split(".")
        stem = f"model.layers.{number}"
        if module == "inward":
            for theirs, part in zip(_INWARD, torch.split(tensor, sizes), strict=True):
                named[f"{stem}.{theirs}.{kind}"] = part.contiguous()
        else:
            named[f"{stem}.{_IN_BLOCK[module]}.{kind}"] = tensor
    return named


def from_hugging_face(named: Mapping[str, Tensor], config: PhiConfig) -> dict[str, Tensor]:
    """Transformers' state dict under our names.

    Raises:
        KeyError: for the first tensor that is missing, by transformers' name.
    """
    state = {}
    for ours, theirs in _ENDS.items():
        for kind in ("weight",) if ours == "embedding" else ("weight", "bias"):
            state[f"{ours}.{kind}"] = named[f"{theirs}.{kind}"]
    for number in range(config.layers):
        stem = f"model.layers.{number}"
        for kind in ("weight", "bias"):
            for ours, theirs in _IN_BLOCK.items():
                state[f"blocks.{number}.{ours}.{kind}"] = named[f"{stem}.{theirs}.{kind}"]
            parts = [named[f"{stem}.{theirs}.{kind}"] for theirs in _INWARD]
            state[f"blocks.{number}.inward.{kind}"] = torch.cat(parts)
    return state


def write_model(directory: Path, model: Phi, end: int) -> None:
    """Write configuration and weights (float32) so that ``AutoModelForCausalLM`` loads them.

    Args:
        directory: where to write.
        model: the model.
        end: id of the token that ends a document.
    """
    from safetensors.torch import save_file

    _write_json(directory / CONFIG_FILE, model.config.to_hugging_face(end))
    _write_json(directory / GENERATION_FILE, {"bos_token_id": end, "eos_token_id": end})
    weights = to_hugging_face(model.state_dict(), model.config)
    save_file(weights, directory / WEIGHTS_FILE, metadata={"format": "pt"})


def read_model(directory: Path) -> Phi:
    """Read what `write_model` or transformers wrote, in float32, ready to evaluate.

    Raises:
        HornbookError: when a file is missing, damaged, of another architecture or another shape.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    config = PhiConfig.from_hugging_face(_read_json(directory / CONFIG_FILE))
    path = directory / WEIGHTS_FILE
    try:
        named = load_file(path)
    except FileNotFoundError:
        raise HornbookError(f"{directory} holds no {WEIGHTS_FILE}; is it a checkpoint?") from None
    except SafetensorError as error:
        raise HornbookError(f"{path} is damaged ({error}); make the checkpoint anew") from None
    with torch.device("meta"):
        expected = Phi(config).state_dict()
    try:
        state = from_hugging_face(named, config)
    except KeyError as error:
        raise HornbookError(
            f"{path} lacks the tensor {error} that its config.json asks for"
        ) from None
    for name, tensor in state.items():
        if tensor.shape != expected[name].shape:
            raise HornbookError(
                f"{path} doesn't fit its config.json: {name} has the shape {tuple(tensor.shape)} "
                f"instead of {tuple(expected[name].shape)}"
            )
    model = Phi(config)
    model.load_state_dict(state)
    return model.eval()


def _write_json(path: Path, values: Mapping[str, object]) -> None:
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def _read_json(path: Path) -> dict[str, object]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise HornbookError(f"{path.parent} holds no {path.name}; is it a checkpoint?") from None
    except ValueError as error:
        raise HornbookError(f"{path} isn't JSON ({error}); make the checkpoint anew") from None
    if not isinstance(values, dict):
        raise HornbookError(f"{path} isn't a JSON object; make the checkpoint anew")
    return values
