from collections.abc import Callable, Iterator

import pytest

from hornbook.sandbox import Limits, Program, Sandbox, Verdict

Run = Callable[..., Verdict]
MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    # Processor time is limited tightly, elapsed time loosely: the machine may be busy.
    limits = Limits(seconds=1.0, patience=60, memory=256 * MEBIBYTE, output=MEBIBYTE // 4)
    with Sandbox(limits=limits, workers=2) as box:
        yield box


@pytest.fixture
def run(sandbox: Sandbox) -> Run:
    """Run one program in the shared sandbox."""

    def run(program: str, test: str = "", entry_point: str | None = None) -> Verdict:
        one = Program(id="it", program=program, test=test, entry_point=entry_point)
        (verdict,) = sandbox.execute([one])
        return verdict

    return run
