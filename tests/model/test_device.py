"""Where a process computes."""

from __future__ import annotations

import pytest
import torch

from hornbook.model.device import this_device


def test_it_is_one_that_can_be_used() -> None:
    assert torch.ones(2, device=this_device()).sum() == 2


@pytest.mark.parametrize(("there", "named"), [(False, "cpu"), (True, "cuda")])
def test_a_build_for_an_accelerator_that_is_not_there_computes_on_the_processor(
    monkeypatch: pytest.MonkeyPatch, there: bool, named: str
) -> None:
    def built_for_cuda(check_available: bool = False) -> torch.device | None:
        return torch.device("cuda") if there or not check_available else None

    monkeypatch.setattr(torch.accelerator, "current_accelerator", built_for_cuda)
    assert this_device().type == named
