"""What hostile sections can't do: touch another's results, or pass for something they aren't."""

import pytest

from hornbook.generate.sections.outputs import execution
from hornbook.generate.sections.outputs.check import Checked, check_sections
from hornbook.generate.sections.outputs.execution import Sandboxes, program_of
from hornbook.generate.sections.outputs.stated import Script, Step

GOOD = "```python\nprint(1 + 1)  # 3\n```"

FORGERIES = (
    # A report of its own, printed where ours goes.
    'import os\nos.write(1, b\'[[[{"out": "9"}]], {}]\\n\')',
    "import os, sys\nos.write(1, b'x' * 100000)\nos._exit(0)",
    # The conductor, changed from within.
    "import sys\nsys.modules['program'].conduct = None\nsys.modules['program'].json.dumps = None",
    "import sys\nsys.modules['program'].os.write = lambda *a: 10 ** 9",
    "import sys\nsys.stdout = None",
    "import builtins\nbuiltins.print = None",
    "print = None",
    "import ast\nast.parse = None",
    "import json\njson.dumps = lambda *a: '[[], {}]'",
    'import json\njson.dumps = lambda *a: \'[[[{"out": {}}]], {"x": 1}]\'',
    "import json\njson.dumps = lambda *a: '[' * 100000",
    "class E(BaseException):\n    def __str__(self): raise self\nraise E",
    "class R:\n    def __repr__(self): raise ValueError\nR()  # 3",
)


def test_a_hostile_section_has_no_say_in_its_neighbours(sandboxes: Sandboxes) -> None:
    pages = [page for code in FORGERIES for page in (f"```python\n{code}\n```", GOOD)]
    found = [checked for _, checked in check_sections([(None, page) for page in pages], sandboxes)]
    right = Checked(text=GOOD.replace("3", "2"), outputs=1, corrected=1)
    assert found[1::2] == [right] * len(FORGERIES)
    for code, checked in zip(FORGERIES, found[::2], strict=True):
        assert checked.reason or checked.corrected == 0, code


def test_results_come_in_order_however_many_there_are(
    sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution, "BLOCK", 2)
    remarks = ("1", "a remark", "2", "3", "a remark")
    pages = [(remark, f"```python\nprint(2)  # {remark}\n```") for remark in remarks]
    found = [
        (remark, each.outputs, each.corrected) for remark, each in check_sections(pages, sandboxes)
    ]
    assert found == [("1", 1, 1), ("a remark", 0, 0), ("2", 1, 0), ("3", 1, 1), ("a remark", 0, 0)]


def test_a_section_without_code_runs_nothing(sandboxes: Sandboxes) -> None:
    ((_, checked),) = check_sections([(None, "Only words.")], sandboxes)
    assert checked == Checked(text="Only words.")


def test_a_second_run_has_other_random_numbers() -> None:
    script = Script(steps=[Step("code", 0, "x = 1")])
    assert "random.seed(1)" in program_of(script, seed=1).program
    assert "random.seed" not in program_of(script).program
