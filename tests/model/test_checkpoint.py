from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, AutoTokenizer, PhiForCausalLM
from transformers import PhiConfig as TheirConfig

from hornbook.errors import HornbookError
from hornbook.model.checkpoint import Checkpoint
from hornbook.model.phi import Phi
from hornbook.model.tokenizer import Tokenizer, train_bpe


@pytest.fixture
def checkpoint(tmp_path: Path, model: Phi, tokenizer: Tokenizer) -> Checkpoint:
    return Checkpoint.write(tmp_path, model, tokenizer)


def test_transformers_loads_model_and_tokenizer(
    checkpoint: Checkpoint, model: Phi, tokenizer: Tokenizer
) -> None:
    other = AutoModelForCausalLM.from_pretrained(checkpoint.directory)
    assert isinstance(other, PhiForCausalLM)
    text = "def mean(numbers):\n    return"
    inputs = AutoTokenizer.from_pretrained(checkpoint.directory)(text, return_tensors="pt")
    logits = model(torch.tensor([tokenizer.encode(text)]))
    torch.testing.assert_close(other(**inputs).logits, logits, atol=1e-4, rtol=0)
    assert other.generation_config.eos_token_id == tokenizer.end


def test_what_transformers_saves_loads_here(tmp_path: Path, tokenizer: Tokenizer) -> None:
    settings = TheirConfig(
        vocab_size=tokenizer.size,
        hidden_size=32,
        intermediate_size=80,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=40,
        partial_rotary_factor=0.5,
    )
    other = PhiForCausalLM(settings).eval()
    other.save_pretrained(tmp_path)
    tokenizer.copy_to(tmp_path)
    model, _ = Checkpoint(tmp_path).load()
    tokens = torch.arange(40).unsqueeze(0)
    torch.testing.assert_close(model(tokens), other(tokens).logits, atol=1e-4, rtol=0)


def test_weights_and_losses_come_back(tmp_path: Path, model: Phi, tokenizer: Tokenizer) -> None:
    losses: list[dict[str, float | None]] = [
        {"step": 5.0, "train_loss": 3.25, "heldout_loss": None},
        {"step": 10.0, "train_loss": 2.5, "heldout_loss": 2.75},
    ]
    checkpoint = Checkpoint.write(tmp_path, model, tokenizer, losses)
    loaded, same = checkpoint.load()
    assert checkpoint.losses() == losses
    assert same.digest == tokenizer.digest
    state = model.state_dict()
    assert all(torch.equal(weights, state[name]) for name, weights in loaded.state_dict().items())
    assert not loaded.training


def test_a_checkpoint_from_elsewhere_has_no_losses(checkpoint: Checkpoint) -> None:
    assert checkpoint.losses() == []


def test_cut_weights_are_named(checkpoint: Checkpoint) -> None:
    path = checkpoint.directory / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(HornbookError, match=r"model\.safetensors is damaged"):
        checkpoint.load()


def test_missing_weights_are_named(checkpoint: Checkpoint) -> None:
    (checkpoint.directory / "model.safetensors").unlink()
    with pytest.raises(HornbookError, match=r"holds no model\.safetensors"):
        checkpoint.load()


def test_a_missing_tensor_is_named(checkpoint: Checkpoint) -> None:
    path = checkpoint.directory / "model.safetensors"
    weights = load_file(path)
    del weights["model.layers.1.mlp.fc2.bias"]
    save_file(weights, path)
    with pytest.raises(HornbookError, match=r"lacks the tensor 'model\.layers\.1\.mlp\.fc2\.bias'"):
        checkpoint.load()


@pytest.mark.parametrize("change", [{"hidden_size": 64}, {"vocab_size": 500}])
def test_weights_of_another_shape_are_refused(
    checkpoint: Checkpoint, change: dict[str, int]
) -> None:
    path = checkpoint.directory / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(HornbookError, match=r"doesn't fit its config\.json"):
        checkpoint.load()


@pytest.mark.parametrize("content", ["", "[]", "{"])
def test_a_damaged_config_is_named(checkpoint: Checkpoint, content: str) -> None:
    (checkpoint.directory / "config.json").write_text(content)
    with pytest.raises(HornbookError, match=r"config\.json isn't"):
        checkpoint.load()


def test_an_empty_folder_is_no_checkpoint(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match=r"holds no config\.json"):
        Checkpoint(tmp_path).load()


def test_another_tokenizer_is_refused(checkpoint: Checkpoint) -> None:
    text = "".join(chr(code) * 2 for code in range(0x4E00, 0x4E00 + 300))
    Tokenizer.write(checkpoint.directory, train_bpe([text] * 3, 800))
    with pytest.raises(HornbookError, match="not of one training"):
        checkpoint.load()
