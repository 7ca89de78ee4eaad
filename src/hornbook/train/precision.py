"""Which number format to multiply matrices in; weights and their updates stay in float32."""

from __future__ import annotations

import torch

from hornbook.errors import HornbookError

PRECISIONS = ("auto", "float32", "bfloat16")


def resolve(precision: str) -> str:
    """Turn ``auto`` into ``bfloat16`` where the processor multiplies it natively, else ``float32``.

    Raises:
        HornbookError: for another name.
    """
    if precision not in PRECISIONS:
        raise HornbookError(
            f"no precision is named {precision!r}; choose one of: {', '.join(PRECISIONS)}"
        )
    if precision != "auto":
        return precision
    native = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return "bfloat16" if native else "float32"


def autocast(precision: str) -> torch.autocast:
    """The context in which forward passes run."""
    return torch.autocast("cpu", torch.bfloat16, enabled=precision == "bfloat16")
