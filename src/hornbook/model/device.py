"""Where this process computes."""

from __future__ import annotations

import torch


def this_device() -> torch.device:
    """The accelerator if one can be used, else the processor.

    ``check_available`` is what tells: without it, torch names the accelerator that it was built
    for, and PyPI's build for Linux says ``cuda`` on machines that have no driver
    (https://docs.pytorch.org/docs/stable/generated/torch.accelerator.current_accelerator.html).
    """
    return torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
