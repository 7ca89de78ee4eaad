"""What is said of the kernel and the sandbox."""

from __future__ import annotations

import platform
from functools import partial
from typing import Any

import pytest

from hornbook.doctor import kernel
from hornbook.doctor.finding import State
from hornbook.errors import HornbookError
from hornbook.sandbox import Sandbox


def test_a_program_is_run_and_others_are_kept_from_harm() -> None:
    found = kernel.sandbox()
    assert found.state is State.WORKS and not found.stops
    assert "kept 3 others" in found.says


def test_a_sandbox_that_lets_programs_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "Sandbox", partial(Sandbox, weak=True))
    found = kernel.sandbox()
    assert found.stops and "reads a file" in found.says


def test_a_kernel_that_cannot_confine_stops_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise HornbookError("Untrusted programs can't be confined on this machine")

    monkeypatch.setattr(kernel, "Sandbox", refuse)
    found = kernel.sandbox()
    assert found.stops and "--weak-sandbox" in found.remedy


@pytest.mark.parametrize(
    ("release", "abi", "state"),
    [
        ("6.18.1-x", 7, State.WORKS),
        ("6.8.0-45-generic", 4, State.LIMITED),
        ("6.18.1", 0, State.FAILS),
        ("5.15.0", 1, State.FAILS),
        ("weird", 7, State.FAILS),
    ],
)
def test_versions_of_the_kernel(
    monkeypatch: pytest.MonkeyPatch, release: str, abi: int, state: State
) -> None:
    monkeypatch.setattr(platform, "release", lambda: release)
    monkeypatch.setattr(kernel, "landlock_version", lambda: abi)
    found = kernel.kernel()
    assert found.state is state and release in found.says
    assert bool(found.remedy) == (state is not State.WORKS)
