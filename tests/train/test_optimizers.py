from __future__ import annotations

import copy
from dataclasses import replace

import pytest
import torch
from torch import nn

from hornbook.errors import HornbookError
from hornbook.model.phi import Phi
from hornbook.model.presets import Shape
from hornbook.train.objective import NextToken
from hornbook.train.optimizers import Muon, optimizer_of, orthogonal
from hornbook.train.schedule import Plan

CONFIG = Shape(width=32, layers=2, heads=2, context=32).config(64)
PLAN = Plan(steps=12, batch=4, learning_rate=1e-2, weight_decay=0.3)
MUON = replace(PLAN, optimizer="muon")


def test_biases_and_norms_do_not_decay() -> None:
    model = NextToken(Phi(CONFIG))
    decayed, kept = optimizer_of(model, PLAN).param_groups
    assert (decayed["weight_decay"], kept["weight_decay"]) == (0.3, 0.0)
    names = {id(weights): name for name, weights in model.named_parameters()}
    assert all("bias" in names[id(w)] or "norm" in names[id(w)] for w in kept["params"])
    assert not any("bias" in names[id(w)] or "norm" in names[id(w)] for w in decayed["params"])
    assert len(decayed["params"]) + len(kept["params"]) == len(names)


def test_muon_takes_the_matrices_of_blocks_and_nothing_else() -> None:
    model = NextToken(Phi(CONFIG))
    names = {id(weights): name for name, weights in model.named_parameters()}
    groups = optimizer_of(model, MUON).param_groups
    turned = {names[id(w)] for group in groups if group["muon"] for w in group["params"]}
    assert turned == {
        f"phi.blocks.{n}.{part}.weight"
        for n in range(2)
        for part in ("inward", "attention_out", "mlp_out")
    }
    assert sum(len(group["params"]) for group in groups) == len(names)


@pytest.mark.parametrize("shape", [(16, 16), (8, 40), (40, 8)])
def test_singular_values_come_near_one_and_vectors_stay(shape: tuple[int, int]) -> None:
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    u, _, vt = torch.linalg.svd(matrix, full_matrices=False)
    inner = u.T @ orthogonal(matrix[None])[0] @ vt.T
    assert inner.diagonal().min() > 0.6 and inner.diagonal().max() < 1.3
    assert (inner - inner.diagonal().diag()).abs().max() < 0.1


def test_a_matrix_of_zeros_stays_one() -> None:
    assert torch.equal(orthogonal(torch.zeros(2, 4, 6)), torch.zeros(2, 4, 6))


def test_matrices_that_are_several_in_one_are_turned_one_by_one() -> None:
    torch.manual_seed(0)
    fused = nn.Parameter(torch.zeros(6, 4))
    fused.grad = torch.randn(6, 4) * torch.tensor([1.0, 1, 100, 100, 100, 100])[:, None]
    Muon([{"params": [fused], "muon": True}], {fused: (2, 4)}, lr=0.1, weight_decay=0.0).step()
    for place in (slice(0, 2), slice(2, 6)):
        alone = nn.Parameter(torch.zeros_like(fused[place]))
        alone.grad = fused.grad[place].clone()
        Muon([{"params": [alone], "muon": True}], lr=0.1, weight_decay=0.0).step()
        assert torch.allclose(fused[place], alone, atol=1e-6)


def test_updates_are_as_large_as_those_of_adamw() -> None:
    torch.manual_seed(0)
    sizes = {}
    for plan in (PLAN, MUON):
        model = NextToken(Phi(CONFIG))
        weight = model.phi.blocks[0].get_parameter("mlp_out.weight")
        before = weight.detach().clone()
        optimizer = optimizer_of(model, replace(plan, weight_decay=0.0))
        for parameter in model.parameters():
            parameter.grad = torch.randn_like(parameter)
        optimizer.step()
        sizes[plan.optimizer] = (weight.detach() - before).square().mean().sqrt().item()
    assert 0.1 < sizes["muon"] / sizes["adamw"] < 1  # AdamW's first update is of signs alone


def test_other_weights_change_as_with_adamw() -> None:
    torch.manual_seed(0)
    models = [NextToken(Phi(CONFIG))]
    models.append(copy.deepcopy(models[0]))
    for parameter, twin in zip(*(model.parameters() for model in models), strict=True):
        parameter.grad = torch.randn_like(parameter)
        twin.grad = parameter.grad.clone()
    for model, plan in zip(models, (PLAN, MUON), strict=True):
        optimizer_of(model, plan).step()
    for name in ("phi.embedding.weight", "phi.head.weight", "phi.norm.weight"):
        assert torch.equal(models[0].get_parameter(name), models[1].get_parameter(name))


def test_weights_decay_with_muon_too() -> None:
    model = NextToken(Phi(CONFIG))
    weight = model.phi.blocks[0].get_parameter("inward.weight")
    before = weight.detach().clone()
    for parameter in model.parameters():
        parameter.grad = torch.zeros_like(parameter)
    optimizer_of(model, MUON).step()
    assert torch.allclose(weight, before * (1 - 1e-2 * 0.3))


def test_an_unknown_optimizer_is_refused() -> None:
    with pytest.raises(HornbookError, match="optimizer can't be 'sgd'; choose one of: adamw, muon"):
        replace(PLAN, optimizer="sgd")
