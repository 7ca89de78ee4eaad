from collections.abc import Callable, Iterator

import pytest

from hornbook.generate.sections.outputs.check import Checked, check_sections
from hornbook.generate.sections.outputs.execution import Sandboxes, open_sandboxes

PROSE = "A stack is a pile of plates; the last one to come is the first one to go."


@pytest.fixture(scope="session")
def sandboxes() -> Iterator[Sandboxes]:
    with open_sandboxes(workers=1, weak=False) as pair:
        yield pair


@pytest.fixture
def check(sandboxes: Sandboxes) -> Callable[[str], Checked]:
    """Checks one section."""

    def checked(text: str) -> Checked:
        ((_, found),) = check_sections([(None, text)], sandboxes)
        return found

    return checked
