"""Whether the kernel confines programs, found out by confining some."""

from __future__ import annotations

import ctypes
import platform
import re
import sys
from pathlib import Path

from hornbook.doctor.finding import Finding, State
from hornbook.errors import HornbookError
from hornbook.sandbox import Limits, Outcome, Program, Sandbox

OLDEST, FULL = (6, 2), (6, 12)  # Linux: of the sandbox, and of all of Landlock's protections

_CREATE_RULESET = 444  # of all architectures; https://docs.kernel.org/userspace-api/landlock.html
_ASK_VERSION = 1
_ACTIONS = Path("/proc/sys/kernel/seccomp/actions_avail")

_HARMLESS = Program(id="harmless", program="total = sum(range(10))", test="assert total == 45")
_HARMFUL = {
    "reads a file": "open('/etc/passwd').read()",
    "opens a socket": "import socket; socket.socket(socket.AF_INET)",
    "starts a program": "import os; os.posix_spawn('/bin/true', ['true'], {})",
}


def kernel() -> Finding:
    """The kernel's version, and what it offers to confine programs with."""
    release, abi = platform.release(), landlock_version()
    asks = "user_notif" in (_ACTIONS.read_text().split() if _ACTIONS.exists() else [])
    figures = {"system": sys.platform, "release": release, "landlock": abi, "seccomp_asks": asks}
    offers = f"{platform.system()} {release}, Landlock {abi or 'off'}, seccomp " + (
        "with notifications" if asks else "without notifications"
    )
    state, remedy = State.WORKS, ""
    if not (abi and asks) or _version(release) < OLDEST:
        state = State.FAILS
        remedy = (
            "programs can be run unconfined only, with --weak-sandbox; use Linux 6.2 or newer "
            "with Landlock among the kernel's lsm= and seccomp on"
        )
    elif _version(release) < FULL:
        state, remedy = State.LIMITED, "Linux 6.12 has all of Landlock's protections"
    return Finding(subject="kernel", state=state, says=offers, remedy=remedy, figures=figures)


def sandbox() -> Finding:
    """A program that is run, and some that are kept from doing harm, in the real sandbox."""
    programs = [_HARMLESS, *(Program(id=n, program=p) for n, p in _HARMFUL.items())]
    try:
        with Sandbox(limits=Limits(seconds=2.0), workers=1) as box:
            verdicts = list(box.execute(programs))
    except HornbookError as error:
        return Finding(
            subject="sandbox",
            state=State.FAILS,
            says=str(error),
            remedy="or run with --weak-sandbox, if you trust what the teacher writes",
            needed=True,
        )
    harmless, *harmful = verdicts
    got_away = [verdict.id for verdict in harmful if verdict.outcome is not Outcome.ERROR]
    if got_away or not harmless.passed:
        what = f"a program {got_away[0]} in it" if got_away else f"it fails: {harmless.detail}"
        return Finding(
            subject="sandbox",
            state=State.FAILS,
            says=what,
            remedy="don't run programs of others here; please report this with your kernel",
            needed=True,
        )
    return Finding(
        subject="sandbox",
        state=State.WORKS,
        says=f"ran a program in {harmless.seconds * 1000:.0f} ms, and kept {len(harmful)} others "
        "from a file, a socket and a process",
        needed=True,
        figures={"seconds": harmless.seconds},
    )


def landlock_version() -> int:
    """Landlock's ABI; 0 where the kernel has none, or has it switched off."""
    if sys.platform != "linux":
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    return max(0, int(libc.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)))


def _version(release: str) -> tuple[int, ...]:
    found = re.match(r"(\d+)\.(\d+)", release)
    return (int(found[1]), int(found[2])) if found else (0, 0)
