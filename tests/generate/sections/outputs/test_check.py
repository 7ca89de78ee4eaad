"""Stated outputs in all their forms: right ones stay, wrong ones are put right."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.generate.sections.outputs.check import (
    NEVER_RUN,
    NO_ROOM,
    NOTHING_PRINTED,
    VARIES,
    Checked,
    check_sections,
)
from hornbook.generate.sections.outputs.execution import Sandboxes, open_sandboxes
from hornbook.sandbox import Limits

Check = Callable[[str], Checked]

DEFINED = "def double(x):\n    return 2 * x\n\n"


def block(code: str, language: str = "python") -> str:
    return f"```{language}\n{code}\n```"


def code_of(text: str) -> str:
    return text.split("```python\n", 1)[1].rsplit("\n```", 1)[0]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("print(double(3))  # 7", "print(double(3))  # 6"),
        ("print(double(3)) # Output: 7", "print(double(3)) # Output: 6"),
        ("print(double(3))  # -> 7", "print(double(3))  # -> 6"),
        ("print(double(3))  # => 7", "print(double(3))  # => 6"),
        ("print(double(3))  # prints 7", "print(double(3))  # prints 6"),
        ("print(double(3))  # This will print: 7", "print(double(3))  # This will print: 6"),
        ("print(double(3))  # Expected output: 7", "print(double(3))  # Expected output: 6"),
        ("print(double('ab'))  # abba", "print(double('ab'))  # abab"),
        ("print(double('ab'))  # 'abba'", "print(double('ab'))  # abab"),
        ("double(3)  # 7", "double(3)  # 6"),
        ("double('a')  # returns 'b'", "double('a')  # returns 'aa'"),
        ("x = double(3)  # -> 7", "x = double(3)  # -> 6"),
        ("x = double(3)  # x is now 7", "x = double(3)  # x is now 6"),
        ("x = [1]\nx.append(2)  # [1]", "x = [1]\nx.append(2)  # [1, 2]"),
        ("x = 1\nx += 2  # 4", "x = 1\nx += 2  # 3"),
        ("print(1)\n# 2", "print(1)\n# 1"),
        ("print(1)\n# Output: 2", "print(1)\n# Output: 1"),
        ("print(1)\nprint(2)\n# Output:\n# 1\n# 3", "print(1)\nprint(2)\n# Output:\n# 1\n# 2"),
        ("for i in range(2):\n    print(i)\n# Output:\n# 1", None),
        ("print('a\\nb')  # 3", "print('a\\nb')\n# Output:\n# a\n# b"),
        (
            "if __name__ == '__main__':\n    print(double(3))  # 7",
            "if __name__ == '__main__':\n    print(double(3))  # 6",
        ),
        (
            "def main():\n    print(3)  # Output: 4\n\nmain()",
            "def main():\n    print(3)  # Output: 3\n\nmain()",
        ),
        (
            "for i in range(3):\n    print(i)  # Output: 1, 2, 3",
            "for i in range(3):\n    print(i)  # Output: 0, 1, 2",
        ),
        (">>> double(3)\n7", ">>> double(3)\n6"),
        (">>> double(3)", ">>> double(3)\n6"),
        (">>> x = 1\n1", ">>> x = 1"),
        (">>> print('a\\n\\nb')\na\nb", ">>> print('a\\n\\nb')\na\n<BLANKLINE>\nb"),
        (
            ">>> 1 / 0\nTraceback (most recent call last):\n  …\nZeroDivisionError: no",
            ">>> 1 / 0\nTraceback (most recent call last):\n  …\n"
            "ZeroDivisionError: division by zero",
        ),
        (
            'def f(x):\n    """Halve.\n\n    >>> f(4)\n    3\n    """\n    return x // 2',
            'def f(x):\n    """Halve.\n\n    >>> f(4)\n    2\n    """\n    return x // 2',
        ),
    ],
)
def test_a_wrong_output_is_put_right_and_stays_right(
    check: Check, wrong: str, right: str | None
) -> None:
    page = "\n\n".join([block(DEFINED.strip()), "It doubles.", block(wrong)])
    found = check(page)
    assert found.reason == "" and found.outputs >= found.corrected == 1
    if right is None:
        right = "for i in range(2):\n    print(i)\n# Output:\n# 0\n# 1"
    assert found.text == page.replace(block(wrong), block(right))
    again = check(found.text)
    assert (again.text, again.reason, again.corrected) == (found.text, "", 0)


@pytest.mark.parametrize(
    "right",
    [
        "print(double(3))  # 6",
        "print(double(3))  # 6 (twice three)",
        "print(double(3))  # 6, because it is doubled",
        "print(double(3))  # Output: `6`",
        "print(double('a'))  # 'aa'",
        "print(double([1, 2]))  # [1,2,1,2]",
        "print({'b', 'a'})  # {'a', 'b'}",
        "print(1 / 3)  # 0.333...",
        "print(2 / 3)  # about 0.67",
        "print(double(3), double(4))  # 6 8",
        "print('a  ')  # 'a  '",
        "double('a')  # \"aa\"",
        "print(1)\nprint(2)\n# Output: 2",
        "print(list(range(100)))  # [0, 1, 2, ..., 99]",
        ">>> double('a')\n'aa'",
        ">>> x = 1\n>>> for i in range(2):\n...     print(i + x)\n1\n2",
    ],
)
def test_a_right_output_is_left_as_it_is(check: Check, right: str) -> None:
    page = "\n\n".join([block(DEFINED.strip()), "It doubles.", block(right)])
    found = check(page)
    assert found.reason == "" and found.outputs >= 1 and found.corrected == 0
    assert found.text == page


@pytest.mark.parametrize(
    "remark",
    [
        "print(double(3))  # prints the double",
        "print(double(3))  # call it",
        "x = 5  # 5 apples",
        "limit = 10  # 20",
        "def f(x):  # 3\n    return x  # 4",
        "# 3\nprint(double(3))",
        "print(double(3))\n# Now for something else",
        "print(double(3))  # ...",
        "text = '# Output: 3'",
    ],
)
def test_a_remark_is_no_output(check: Check, remark: str) -> None:
    page = "\n\n".join([block(DEFINED.strip()), "It doubles.", block(remark)])
    found = check(page)
    assert (found.reason, found.outputs, found.text) == ("", 0, page)


@pytest.mark.parametrize(
    ("between", "shown", "right"),
    [
        ("", block("7", ""), block("6", "")),
        ("", block("7", "output"), block("6", "output")),
        ("Output:\n\n", block("7", "text"), block("6", "text")),
        ("**Output:**\n\n", block("x = 7", ""), block("6", "")),
        ("This prints:\n\n", block("[7]", "python"), block("6", "python")),
        ("", "Output: 7", "Output: 6"),
        ("", "**Output:** `7`", "**Output:** `6`"),
    ],
)
def test_what_stands_below_a_block_is_its_output(
    check: Check, between: str, shown: str, right: str
) -> None:
    page = f"{block(DEFINED + 'print(double(3))')}\n\n{between}{shown}\n\nSo it doubles."
    found = check(page)
    assert found.reason == "" and (found.outputs, found.corrected) == (1, 1)
    assert found.text == page.replace(shown, right)


def test_what_follows_other_words_is_no_output(check: Check) -> None:
    page = f"{block('print(6)')}\n\nA tree looks like this.\n\n{block('/ 7', 'text')}"
    assert check(page).outputs == 0


def test_the_value_of_the_last_line_is_an_output_as_in_a_notebook(check: Check) -> None:
    page = block("x = 3\nx * 2") + "\n\n" + block("7", "output")
    assert check(page).text.endswith(block("6", "output"))


def test_blocks_in_lists_and_quotations_are_put_right_in_their_place(check: Check) -> None:
    page = "1. Do:\n\n   ```python\n   print(6)  # 7\n   ```\n\n> ```python\n> print(1)  # 2\n> ```"
    assert check(page).text == page.replace("# 7", "# 6").replace("# 2", "# 1")


def test_blocks_share_their_names_in_order(check: Check) -> None:
    page = f"{block('x = 3')}\n\nThen:\n\n{block('print(x)  # 4')}"
    assert check(page).text.endswith(block("print(x)  # 3"))
    backwards = f"{block('print(x)  # 3')}\n\nThen:\n\n{block('x = 3')}"
    assert check(backwards).reason == "code that raises NameError"


def test_a_docstring_shares_no_names_with_what_follows(check: Check) -> None:
    documented = block('def f():\n    """\n    >>> y = 1\n    """')
    page = documented + "\n\nThen:\n\n" + block("print(y)")
    assert check(page).reason == "code that raises NameError"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (block("1 / 0"), "code that raises ZeroDivisionError"),
        (block("class E(Exception): pass\nraise E"), "code that raises an exception of its own"),
        (block("raise SystemExit"), "code that raises SystemExit"),
        (block("input()"), "code that raises EOFError"),
        (block("import numpy"), "code that raises ModuleNotFoundError"),
        (block(">>> 1 / 0\n3"), "code that raises ZeroDivisionError"),
        (block("import os\nos._exit(0)"), "code that ends the process"),
        (block("x = 3") + "\n\nOutput:\n\n" + block("3", ""), NOTHING_PRINTED),
        (block("def f():\n    print(3)  # Output: 4"), NEVER_RUN),
        (block("import random\nprint(random.random())  # 0.5"), VARIES),
        (block("print(id(object()))  # 3\nprint(object())  # <object object at 0x1>"), VARIES),
        (block("import time\nprint(time.time())  # 3.5"), VARIES),
        (block("from datetime import date\nprint(date.today())  # 2020-01-01"), VARIES),
        (block("print(list({'a', 'b', 'c', 'd'}))  # ['a', 'b', 'c', 'd']"), VARIES),
        (block("print('x' * 3000)  # 3"), NO_ROOM),
        (block("print('`' * 3)  # 3"), NO_ROOM),
        (block("print('\\x1b[0m')  # 3"), NO_ROOM),
    ],
)
def test_what_can_not_be_kept_has_a_reason(check: Check, page: str, reason: str) -> None:
    found = check(page)
    assert found.reason == reason and found.text == page


def test_code_that_does_not_end_is_rejected() -> None:
    page = block("while True: pass")
    with open_sandboxes(workers=1, weak=False, limits=Limits(seconds=0.3)) as pair:
        ((_, found),) = check_sections([(None, page)], pair)
    assert found.reason == "code that doesn't end" and found.text == page


@pytest.mark.parametrize(
    "page",
    [
        f"This raises a ZeroDivisionError:\n\n{block('1 / 0')}",
        f"{block('1 / 0')}\n\nPython raises an error, because nobody can divide by zero.",
        block("1 / 0  # ZeroDivisionError"),
        f"{block('1 / 0')}\n\nOutput:\n\n{block('ZeroDivisionError: division by zero', '')}",
    ],
)
def test_an_error_that_the_section_speaks_of_is_no_fault(check: Check, page: str) -> None:
    assert check(page).reason == ""


def test_a_stated_error_is_put_right(check: Check) -> None:
    traceback = "Traceback (most recent call last):\n  File …\nZeroDivisionError: oops"
    page = "It fails:\n\n" + block("print(1)\n1 / 0") + "\n\n" + block(traceback, "")
    assert check(page).text == page.replace("oops", "division by zero")


def test_set_order_is_no_matter_where_the_output_is_a_set(check: Check) -> None:
    found = check(block("print({'x', 'y', 'z'})  # {'z', 'x', 'y'}"))
    assert (found.reason, found.outputs, found.corrected) == ("", 1, 0)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.integers(-99, 99) | st.text("ab '\"#\\", max_size=4), min_size=1, max_size=4),
    st.lists(st.integers(-99, 99).map(str) | st.text("ab '#>.", max_size=4), min_size=4),
    st.lists(st.sampled_from(["# {}", "# Output: {}", "#-> {}", "# is {}"]), min_size=4),
)
def test_a_checked_section_is_true(
    sandboxes: Sandboxes, values: list[object], stated: list[str], forms: list[str]
) -> None:
    """The law: what was put right needs no correction, and nothing else has changed."""
    lines = [
        f"print({value!r})  {form.format(said)}"
        for value, said, form in zip(values, stated, forms, strict=False)
    ]
    page = block("\n".join(lines))
    ((_, once),) = check_sections([(0, page)], sandboxes)
    if once.reason:
        return
    ((_, again),) = check_sections([(0, once.text)], sandboxes)
    assert again.corrected == 0 and again.text == once.text and again.reason == ""
    printed = [line.partition(")  #")[0] for line in code_of(page).split("\n")]
    kept = [line for line in code_of(once.text).split("\n") if line.startswith("print(")]
    assert [line.partition(")  #")[0].rstrip(")") for line in kept] == [
        line.rstrip(")") for line in printed
    ]
