"""How many programs may be under way, and that the supply never stalls."""

import select
import time
from typing import Any

import pytest

from hornbook.sandbox import Program, Sandbox
from hornbook.sandbox import sandbox as sandbox_module


def test_a_full_window_that_empties_at_once_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that was given is answered by the time that one looks, and more is to come."""
    real = select.poll

    def late() -> Any:
        time.sleep(0.3)
        return real()

    monkeypatch.setattr(sandbox_module, "WINDOW", 4)
    with Sandbox(workers=2) as box:
        monkeypatch.setattr(select, "poll", late)
        programs = (Program(id=str(number), program="x = 1") for number in range(20))
        assert [verdict.id for verdict in box.execute(programs)] == [str(n) for n in range(20)]
