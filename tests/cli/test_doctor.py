"""``hornbook doctor`` on this machine."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable

import pytest

from hornbook.doctor import kernel, machine
from hornbook.doctor.finding import Finding, State

Hornbook = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


def _processor_seconds() -> float:
    used = [resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def test_it_works_where_the_tests_run_and_takes_little_time(hornbook: Hornbook) -> None:
    started = _processor_seconds()
    code, out, err = hornbook("doctor")
    assert (code, err) == (0, ""), out
    assert "The demo would work" in out
    assert _processor_seconds() - started < 5


def test_what_stops_the_demo_is_named(hornbook: Hornbook, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Finding(subject="sandbox", state=State.FAILS, says="no", remedy="mend", needed=True)
    monkeypatch.setattr(kernel, "sandbox", lambda: broken)
    code, out, _ = hornbook("doctor")
    assert code == 1
    assert "→ mend" in out and "This has to be mended first: sandbox" in out


def test_programs_can_read_it(hornbook: Hornbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_memory", lambda: 1)
    code, out, _ = hornbook("doctor", "--json")
    told = json.loads(out)
    assert code == 1 and told["works"] is False
    assert {each["state"] for each in told["findings"]} >= {"works", "fails"}


def test_a_teacher_that_is_none_fails(hornbook: Hornbook) -> None:
    code, out, _ = hornbook("doctor", "--teacher", "a/b")
    assert code == 1 and "isn't a teacher" in out
