"""phi-1's architecture, in one file (phi-1, §2.3: https://arxiv.org/abs/2306.11644).

A decoder whose attention and MLP work side by side on the same LayerNorm, with rotary positions
on half of each head, biases everywhere and a head that is not tied to the embedding. Its logits
equal those of ``PhiForCausalLM`` in transformers.

Because both halves of a block read the same input, their first projections are one matrix:
``inward`` makes queries, keys, values and the MLP's hidden layer in a single product.

Shapes: B batch, T positions, S positions held in a cache, D width, H heads, K head width,
R rotary width, F hidden width, V vocabulary.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hornbook.model.loss import next_token_loss
from hornbook.model.presets import PhiConfig


class Phi(nn.Module):
    """A causal language model of phi-1's architecture.

    Args:
        config: the sizes.
        seed: decides the initial weights, whatever was drawn before.
    """

    def __init__(self, config: PhiConfig, *, seed: int = 0) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.width, eps=config.epsilon)
        self.head = nn.Linear(config.width, config.vocabulary)
        cos_TR, sin_TR = rotations(config)
        self.cos_TR = nn.Buffer(cos_TR, persistent=False)
        self.sin_TR = nn.Buffer(sin_TR, persistent=False)
        self.initialize(seed)

    def initialize(self, seed: int) -> None:
        """Draw all matrices from a normal distribution of deviation 0.02; biases are zero."""
        generator = torch.Generator().manual_seed(seed)
        for module in self.modules():
            if isinstance(module, nn.Linear | nn.Embedding):
                nn.init.normal_(module.weight, std=0.02, generator=generator)
            if isinstance(module, nn.Linear):
                nn.init.zeros_(module.bias)

    def set_dropout(self, share: float) -> None:
        """Drop this share of attention weights and block outputs while training (0.1 in phi-1)."""
        for block in self.blocks:
            assert isinstance(block, Block)
            block.dropout = share

    def forward(self, tokens_BT: Tensor, cache: Cache | None = None) -> Tensor:
        """Logits (B, T, V) of the token that follows each position.

        With a ``cache``, the tokens follow those that it holds, and are added to it.
        """
        logits_BTV: Tensor = self.head(self.trunk(tokens_BT, cache))
        return logits_BTV

    def loss(self, tokens_BT: Tensor) -> Tensor:
        """Mean loss, in nats, of every token but the first of each row, given those before it."""
        x_BTD, targets_BT = self.trunk(tokens_BT[:, :-1]), tokens_BT[:, 1:]
        return next_token_loss(
            x_BTD.flatten(0, 1), self.head.weight, self.head.bias, targets_BT.flatten()
        )

    def trunk(self, tokens_BT: Tensor, cache: Cache | None = None) -> Tensor:
        """What the head reads: the last block's output, normalized (B, T, D)."""
        T = tokens_BT.shape[1]
        if cache is None:
            cos, sin, mask = self.cos_TR[:T], self.sin_TR[:T], None
        else:
            at_BT = cache.places(T)
            # One more axis, for the heads: every row may stand at another position.
            cos, sin = self.cos_TR[at_BT].unsqueeze(1), self.sin_TR[at_BT].unsqueeze(1)
            mask = cache.visible(at_BT)
        x_BTD = self.embedding(tokens_BT)
        for number, block in enumerate(self.blocks):
            x_BTD = block(x_BTD, cos, sin, mask, cache, number)
        if cache is not None:
            cache.lengths_B += T
        normed_BTD: Tensor = self.norm(x_BTD)
        return normed_BTD


class Block(nn.Module):
    """Attention and MLP in parallel off one LayerNorm; their sum is added to the stream."""

    def __init__(self, config: PhiConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.dropout = 0.0
        self.sizes = [config.width] * 3 + [config.hidden_width]
        self.norm = nn.LayerNorm(config.width, eps=config.epsilon)
        self.inward = nn.Linear(config.width, sum(self.sizes))
        self.attention_out = nn.Linear(config.width, config.width)
        self.mlp_out = nn.Linear(config.hidden_width, config.width)

    def forward(
        self,
        x_BTD: Tensor,
        cos: Tensor,
        sin: Tensor,
        mask: Tensor | None,
        cache: Cache | None,
        number: int,
    ) -> Tensor:
        """Attend over the sequence (and the cache), and transform each position."""
        q_BTD, k_BTD, v_BTD, hidden_BTF = self.inward(self.norm(x_BTD)).split(self.sizes, dim=-1)
        q_BHTK = rotate(self.by_head(q_BTD), cos, sin)
        k_BHTK = rotate(self.by_head(k_BTD), cos, sin)
        v_BHTK = self.by_head(v_BTD)
        if cache is not None:
            k_BHTK, v_BHTK = cache.extend(number, k_BHTK, v_BHTK)
        dropout = self.dropout if self.training else 0.0
        attended_BHTK = F.scaled_dot_product_attention(
            q_BHTK, k_BHTK, v_BHTK, attn_mask=mask, dropout_p=dropout, is_causal=mask is None
        )
        attended_BTD = attended_BHTK.transpose(1, 2).reshape(x_BTD.shape)
        attention_BTD = self.attention_out(attended_BTD)
        mlp_BTD = self.mlp_out(F.gelu(hidden_BTF, approximate="tanh"))
        if dropout:
            attention_BTD, mlp_BTD = F.dropout(attention_BTD, dropout), F.dropout(mlp_BTD, dropout)
        out_BTD: Tensor = attention_BTD + mlp_BTD + x_BTD
        return out_BTD

    def by_head(self, x_BTD: Tensor) -> Tensor:
        """(B, T, D) as (B, H, T, K)."""
        return x_BTD.view(*x_BTD.shape[:2], self.heads, -1).transpose(1, 2)


def rotations(config: PhiConfig) -> tuple[Tensor, Tensor]:
    """Cosines and sines (T, R) of the angles by which positions turn (https://arxiv.org/abs/2104.09864)."""
    steps = torch.arange(0, config.rotary_width, 2, dtype=torch.float32) / config.rotary_width
    angles_TR = torch.outer(torch.arange(config.context).float(), config.rotary_base**-steps)
    angles_TR = torch.cat((angles_TR, angles_TR), dim=-1)
    return angles_TR.cos(), angles_TR.sin()


def rotate(x_BHTK: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn the first R dimensions of each head by its position's angles; the others pass."""
    R = cos.shape[-1]
    turned, passed = x_BHTK[..., :R], x_BHTK[..., R:]
    first, second = turned.chunk(2, dim=-1)
    crossed = torch.cat((-second, first), dim=-1)
    return torch.cat(((turned * cos + crossed * sin).to(x_BHTK.dtype), passed), dim=-1)


class Cache:
    """Keys and values of the positions already seen, for rows of different lengths.

    Row ``b`` holds ``lengths_B[b]`` positions, counted from 0 without padding. What lies behind a
    row's length is rubbish that its queries can't see and that later tokens overwrite: so prompts
    of different lengths go in together, padded on the right, and are then cut with `keep`.
    """

    def __init__(self, config: PhiConfig, rows: int, capacity: int) -> None:
        shape = (config.layers, rows, config.heads, capacity, config.head_width)
        self.keys, self.values = torch.zeros(shape), torch.zeros(shape)
        self.lengths_B = torch.zeros(rows, dtype=torch.long)
        self._rows = torch.arange(rows).unsqueeze(1)
        self._at_BT = torch.empty(0, 0, dtype=torch.long)
        self._end = 0

    def places(self, T: int) -> Tensor:
        """The positions (B, T) that the next ``T`` tokens of each row take."""
        self._at_BT = self.lengths_B.unsqueeze(1) + torch.arange(T)
        self._end = int(self._at_BT.max()) + 1
        return self._at_BT

    def visible(self, at_BT: Tensor) -> Tensor:
        """Which cached positions each query may see: (B, 1, T, S), true for its past and itself."""
        return (torch.arange(self._end) <= at_BT.unsqueeze(-1)).unsqueeze(1)

    def extend(self, layer: int, k_BHTK: Tensor, v_BHTK: Tensor) -> tuple[Tensor, Tensor]:
        """Store a layer's new keys and values; return all of them (B, H, S, K)."""
        for store, new in ((self.keys[layer], k_BHTK), (self.values[layer], v_BHTK)):
            store[self._rows, :, self._at_BT] = new.transpose(1, 2)
        return self.keys[layer][:, :, : self._end], self.values[layer][:, :, : self._end]

    def keep(self, rows: Tensor) -> None:
        """Let only these rows go on."""
        self.keys, self.values = self.keys[:, rows], self.values[:, rows]
        self.lengths_B = self.lengths_B[rows]
        self._rows = torch.arange(len(rows)).unsqueeze(1)
