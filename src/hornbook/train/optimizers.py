"""What changes the weights: AdamW, as in the papers, or Muon on the blocks' matrices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from hornbook.model.phi import Block
from hornbook.train.objective import Objective
from hornbook.train.schedule import Plan

# The published coefficients and number of turns (https://kellerjordan.github.io/posts/muon/).
_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_TURNS = 5
_MOMENTUM = 0.95
# An orthogonal update times this and the root of the longer side is as large as one of AdamW's,
# so that both take the same learning rate (https://arxiv.org/abs/2502.16982, §2.2).
_MATCH = 0.2


def optimizer_of(objective: Objective, plan: Plan) -> torch.optim.Optimizer:
    """The plan's optimizer; weight decay leaves biases and norms alone."""
    turned = plan.optimizer == "muon"
    blocks = [each for each in objective.phi.blocks.parameters() if turned and each.ndim == 2]
    taken = {id(each) for each in blocks}
    rest = [each for each in objective.parameters() if id(each) not in taken]
    matrices = [each for each in rest if each.ndim > 1]
    vectors = [each for each in rest if each.ndim <= 1]
    groups: list[dict[str, Any]] = [
        {"params": matrices, "weight_decay": plan.weight_decay},
        {"params": vectors, "weight_decay": 0.0},
    ]
    betas = (plan.beta1, plan.beta2)
    settings: dict[str, Any] = {
        "lr": plan.learning_rate,
        "betas": betas,
        "eps": plan.epsilon,
        "fused": True,
    }
    if not turned:
        return torch.optim.AdamW(groups, **settings)
    groups = [{**group, "muon": False} for group in groups]
    groups.append({"params": blocks, "weight_decay": plan.weight_decay, "muon": True})
    return Muon(groups, several_in_one(objective), **settings)


class Muon(torch.optim.AdamW):
    """AdamW that turns the updates of some groups' matrices into orthogonal ones.

    A group with ``muon`` gets momentum whose singular values are all brought near one
    (https://kellerjordan.github.io/posts/muon/), in the scale of AdamW's updates.

    Args:
        groups: of parameters; those with ``muon`` hold matrices only.
        parts: for matrices that are several in one, the rows of each.
        settings: AdamW's.
    """

    def __init__(
        self,
        groups: list[dict[str, Any]],
        parts: Mapping[Tensor, Sequence[int]] | None = None,
        **settings: Any,  # noqa: ANN401 - AdamW's
    ) -> None:
        super().__init__(groups, **settings)
        self.parts = dict(parts or {})

    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]  # AdamW's is overloaded
        """Change all weights once."""
        groups = self.param_groups
        self.param_groups = [group for group in groups if not group["muon"]]
        try:
            loss: float | None = super().step(closure)
        finally:
            self.param_groups = groups
        for group in groups:
            if group["muon"]:
                self._turn(group)
        return loss

    @torch.no_grad()
    def _turn(self, group: dict[str, Any]) -> None:
        """Update a group's matrices; those of one shape are made orthogonal at once."""
        cut: dict[Tensor, list[Tensor]] = {}
        for weight in group["params"]:
            if weight.grad is not None:
                ahead = self._momentum(weight, weight.grad)
                rows = self.parts.get(weight, weight.shape[:1])
                cut[weight] = list(torch.split(ahead, list(rows)))
        by_shape: dict[torch.Size, list[tuple[list[Tensor], int]]] = {}
        for parts in cut.values():
            for place, part in enumerate(parts):
                by_shape.setdefault(part.shape, []).append((parts, place))
        for shape, places in by_shape.items():
            scale = _MATCH * max(shape) ** 0.5
            turned = orthogonal(torch.stack([parts[place] for parts, place in places]))
            for (parts, place), part in zip(places, turned, strict=True):
                parts[place] = part * scale
        for weight, parts in cut.items():
            weight.mul_(1 - group["lr"] * group["weight_decay"])
            weight.add_(torch.cat(parts), alpha=-group["lr"])

    def _momentum(self, weight: Tensor, grad: Tensor) -> Tensor:
        """The average of gradients, one step ahead as Nesterov's."""
        state = self.state[weight]
        if "momentum" not in state:
            state["momentum"] = torch.zeros_like(weight)
            state["step"] = torch.zeros(())  # AdamW looks for it when a save is loaded
        momentum = state["momentum"].lerp_(grad, 1 - _MOMENTUM)
        return grad.lerp(momentum, _MOMENTUM)


def orthogonal(matrices: Tensor) -> Tensor:
    """Matrices (n, rows, columns) with nearly the same singular vectors and values near one.

    A quintic Newton-Schulz iteration; values come to lie between about 0.7 and 1.2. A matrix of
    zeros stays one.
    """
    a, b, c = _COEFFICIENTS
    flat = matrices.bfloat16()
    tall = flat.shape[-2] > flat.shape[-1]
    flat = flat.mT.contiguous() if tall else flat
    flat = flat / (flat.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(_TURNS):
        gram = torch.bmm(flat, flat.mT)
        # Sums within the products: half as many walks through memory.
        powers = torch.baddbmm(gram, gram, gram, beta=b, alpha=c)
        flat = torch.baddbmm(flat, powers, flat, beta=a)
    turned: Tensor = (flat.mT if tall else flat).to(matrices.dtype)
    return turned


def several_in_one(objective: Objective) -> dict[Tensor, list[int]]:
    """The matrices that hold those of queries, keys, values and the MLP, with the rows of each."""
    parts: dict[Tensor, list[int]] = {}
    for block in objective.phi.blocks:
        assert isinstance(block, Block)
        parts[block.inward.weight] = block.sizes
    return parts
