from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from hornbook.errors import HornbookError
from hornbook.model.phi import Phi
from hornbook.model.presets import NANO, PHI_1, PHI_1_SMALL, PhiConfig, Shape, preset


@pytest.mark.parametrize("shape", [NANO, PHI_1_SMALL, PHI_1])
def test_parameters_are_those_of_the_built_model(shape: Shape) -> None:
    config = shape.config(51_200)
    with torch.device("meta"):
        built = sum(weights.numel() for weights in Phi(config).parameters())
    assert config.parameters() == built


def test_papers_sizes() -> None:
    # phi-1's published checkpoint has 1,418,270,720 weights, which the paper rounds to 1.3B.
    assert PHI_1.config(51_200).parameters() == 1_418_270_720
    assert 350e6 < PHI_1_SMALL.config(51_200).parameters() < 365e6


def test_phi_1_has_head_width_64_of_which_32_turn() -> None:
    assert (PHI_1.head_width, PHI_1.rotary_width) == (64, 32)
    assert (PHI_1_SMALL.head_width, PHI_1_SMALL.rotary_width) == (64, 32)


def test_flops_count_matrix_products_and_attention() -> None:
    config = Shape(width=8, layers=1, heads=2, context=4).config(10)
    matrices = 4 * 8 * 8 + 2 * 8 * 32 + 8 * 10
    # Scores and their use: two products over, on average, half of the context.
    attention = 2 * 8 * 4 / 2
    assert config.flops_per_token() == 6 * (matrices + attention)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"heads": 3}, "doesn't divide"),
        ({"layers": 0}, "layers of at least 1"),
        ({"rotary": 0.001}, "even number"),
        ({"rotary": 1.5}, "even number"),
    ],
)
def test_impossible_shapes_are_refused(change: dict[str, float], message: str) -> None:
    with pytest.raises(HornbookError, match=message):
        replace(NANO, **change)  # type: ignore[arg-type]  # mypy can't follow the mapping


def test_preset_by_name() -> None:
    assert preset("phi-1") is PHI_1
    with pytest.raises(HornbookError, match="choose one of: phi-1, "):
        preset("phi-9")


def test_config_survives_hugging_face_json() -> None:
    config = replace(NANO, rotary=0.25, rotary_base=500.0).config(300)
    assert PhiConfig.from_hugging_face(config.to_hugging_face(0)) == config


@pytest.mark.parametrize(
    "change",
    [
        {"model_type": "llama"},
        {"hidden_act": "relu"},
        {"num_key_value_heads": 1},
        {"qk_layernorm": True},
        {"tie_word_embeddings": True},
        {"vocab_size": "many"},
    ],
)
def test_other_architectures_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(HornbookError, match=r"config\.json"):
        PhiConfig.from_hugging_face({**NANO.config(300).to_hugging_face(0), **change})
