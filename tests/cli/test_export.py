"""What ``hornbook export`` writes, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from hornbook.model.checkpoint import Checkpoint
from hornbook.model.phi import Phi
from hornbook.model.presets import Shape
from hornbook.model.tokenizer import Tokenizer, train_bpe

Hornbook = Callable[..., tuple[int, str, str]]


@pytest.fixture
def checkpoint(tmp_path: Path) -> Checkpoint:
    place = tmp_path / "checkpoint"
    place.mkdir()
    tokenizer = Tokenizer.write(place, train_bpe(["return x\n"] * 5, 300))
    model = Phi(Shape(width=32, layers=1, heads=2, context=16).config(tokenizer.size))
    return Checkpoint.write(place, model, tokenizer)


def test_the_help_shows_an_example(hornbook: Hornbook) -> None:
    code, out, _ = hornbook("export", "--help")
    assert code == 0 and "Example: hornbook export" in out


def test_a_folder_for_transformers(hornbook: Hornbook, checkpoint: Checkpoint) -> None:
    code, out, err = hornbook("export", "checkpoint", "made", "--precision", "bfloat16")
    assert (code, err) == (0, "")
    assert out.endswith(" kB in bfloat16: made\n")
    assert AutoModelForCausalLM.from_pretrained("made").dtype == torch.bfloat16
    assert AutoTokenizer.from_pretrained("made").eos_token == "<|endoftext|>"
    card = Path("made/README.md").read_text(encoding="utf-8")
    assert "1 layers of width 32" in card and "weights in bfloat16" in card
    assert not [path for path in Path().iterdir() if "unfinished" in path.name]


def test_a_file_for_llama_cpp(hornbook: Hornbook, checkpoint: Checkpoint) -> None:
    code, out, err = hornbook("export", "checkpoint", "made.gguf", "--gguf")
    assert (code, err) == (0, "")
    assert out.endswith(" kB in float16: made.gguf\n")
    assert Path("made.gguf").read_bytes()[:4] == b"GGUF"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("checkpoint", "checkpoint"), "exists already"),
        (("checkpoint", "no/such/folder"), "doesn't exist; make it first"),
        (("checkpoint", "made", "--gguf"), "should end with .gguf"),
        (("checkpoint", "made.gguf"), "add --gguf"),
        (("checkpoint", "made", "--precision", "q8_0"), "add --gguf for others"),
        (("nothing", "made"), "holds no checkpoint"),
    ],
)
def test_bad_input_is_one_sentence(
    hornbook: Hornbook, checkpoint: Checkpoint, arguments: tuple[str, ...], message: str
) -> None:
    before = set(Path().iterdir())
    code, out, err = hornbook("export", *arguments)
    assert code != 0 and out == ""
    assert message in err and err.count("\n") == 1
    assert set(Path().iterdir()) == before


def test_a_tokenizer_that_llama_cpp_lacks_is_told_before_weights_are_read(
    hornbook: Hornbook, checkpoint: Checkpoint
) -> None:
    path = checkpoint.directory / "tokenizer.json"
    facts = json.loads(path.read_text())
    facts["pre_tokenizer"]["pretokenizers"][0]["pattern"] = {"Regex": "\\S+"}
    path.write_text(json.dumps(facts))
    (checkpoint.directory / "model.safetensors").write_bytes(b"no weights")
    code, _, err = hornbook("export", "checkpoint", "made.gguf", "--gguf")
    assert code != 0 and "llama.cpp can't cut text" in err


def test_damaged_weights_leave_nothing_behind(hornbook: Hornbook, checkpoint: Checkpoint) -> None:
    (checkpoint.directory / "model.safetensors").write_bytes(b"no weights")
    for arguments in (("made",), ("made.gguf", "--gguf")):
        code, _, err = hornbook("export", "checkpoint", *arguments)
        assert code != 0 and "is damaged" in err
    assert not list(Path().glob("made*"))
