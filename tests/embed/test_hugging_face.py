from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from hornbook.embed.hugging_face import HuggingFaceEmbedder
from hornbook.embed.states import batches
from hornbook.errors import HornbookError

TEXTS = ["def f(x): return x", "hello", "one two three " * 4, "x", "class A: pass"]


@pytest.fixture(scope="module", params=["llama", "bert", "codegen", "t5"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small random model of some family, saved as ``save_pretrained`` does."""
    import transformers
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    torch.manual_seed(0)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE({sign: n for n, sign in enumerate(alphabet)}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    where = tmp_path_factory.mktemp(request.param)
    transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer).save_pretrained(where)
    configs = {
        "llama": lambda: transformers.LlamaConfig(
            vocab_size=256,
            hidden_size=16,
            intermediate_size=32,
            num_hidden_layers=3,
            num_attention_heads=2,
            max_position_embeddings=64,
        ),
        "bert": lambda: transformers.BertConfig(
            vocab_size=256,
            hidden_size=16,
            intermediate_size=32,
            num_hidden_layers=3,
            num_attention_heads=2,
            max_position_embeddings=64,
        ),
        "codegen": lambda: transformers.CodeGenConfig(
            vocab_size=256, n_embd=32, n_layer=3, n_head=4, rotary_dim=4, n_positions=64, n_ctx=64
        ),
        "t5": lambda: transformers.T5Config(
            vocab_size=256, d_model=16, d_ff=32, d_kv=8, num_layers=3, num_heads=2
        ),
    }
    config = configs[request.param]()
    transformers.AutoModel.from_config(config).save_pretrained(where)
    return where


def embedder(folder: Path, **more: object) -> HuggingFaceEmbedder:
    return HuggingFaceEmbedder(model="tiny", folder=str(folder), tokens=40, **more)  # type: ignore[arg-type]


def test_mean_of_the_last_states(folder: Path) -> None:
    import transformers

    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModel.from_pretrained(folder).eval()
    model = model.get_encoder() if model.config.is_encoder_decoder else model
    with embedder(folder).open(None) as session:
        found = session.matrix(TEXTS)
    for text, row in zip(TEXTS, found, strict=True):
        ids = torch.tensor([tokenizer(text)["input_ids"][:40]])
        with torch.no_grad():
            states = model(input_ids=ids).last_hidden_state
        mean = states[0].mean(0)
        assert np.allclose(row, (mean / mean.norm()).numpy(), atol=1e-5)


def test_a_middle_layer(folder: Path) -> None:
    import transformers

    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModel.from_pretrained(folder).eval()
    model = model.get_encoder() if model.config.is_encoder_decoder else model
    ids = torch.tensor([tokenizer("hello")["input_ids"]])
    with torch.no_grad():
        mean = model(input_ids=ids, output_hidden_states=True).hidden_states[2][0].mean(0)
    with embedder(folder, layer=2).open(None) as session:
        (row,) = session.matrix(["hello"])
    assert np.allclose(row, (mean / mean.norm()).numpy(), atol=1e-5)
    with pytest.raises(HornbookError, match=r"layer=4: the model in .* has 3"):
        with embedder(folder, layer=4).open(None) as session:
            session.matrix(["x"])


@pytest.mark.parametrize("pooling", ["mean", "last"])
def test_company_does_not_change_a_vector(folder: Path, pooling: str) -> None:
    with embedder(folder, pooling=pooling).open(None) as session:
        together = session.matrix(TEXTS)
        alone = np.concatenate([session.matrix([text]) for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-5)


def test_long_texts_are_cut_and_counted(folder: Path) -> None:
    with embedder(folder).open(None) as session:
        long, short = session.matrix(["x" * 40 + "rest", "x" * 40])
        assert session.cut == 1
    assert np.allclose(long, short, atol=1e-5)


def test_identity_is_the_content_of_the_folder(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in folder.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    one, other = embedder(folder), embedder(copy)
    assert one.key() == other.key() and one.external() == other.external()
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert one.key() != other.key()


def test_a_model_that_is_not_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(HornbookError, match=r"hf download .*codegen.*folder="):
        HuggingFaceEmbedder().open(tmp_path).__enter__()
    with pytest.raises(HornbookError, match="holds no model"):
        embedder(tmp_path).external()
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(HornbookError, match="can't load the model"):
        with embedder(tmp_path).open(None) as session:
            session.matrix(["x"])


@given(st.lists(st.integers(1, 50), max_size=40), st.integers(1, 120))
def test_batches_keep_to_the_budget(lengths: list[int], budget: int) -> None:
    runs = list(batches(lengths, budget))
    assert [place for start, end in runs for place in range(start, end)] == [*range(len(lengths))]
    for start, end in runs:
        part = lengths[start:end]
        assert len(part) == 1 or max(part) * len(part) <= budget
