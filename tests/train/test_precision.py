from __future__ import annotations

import pytest
import torch

from hornbook.errors import HornbookError
from hornbook.train.precision import autocast, resolve


def test_auto_becomes_something_that_can_be_named() -> None:
    assert resolve("auto") in ("float32", "bfloat16")
    assert resolve("float32") == "float32"


def test_unknown_names_are_refused() -> None:
    with pytest.raises(HornbookError, match="choose one of: auto"):
        resolve("float12")


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_products_are_taken_in_the_chosen_format(precision: str) -> None:
    with autocast(precision):
        assert str((torch.ones(2, 2) @ torch.ones(2, 2)).dtype) == f"torch.{precision}"
