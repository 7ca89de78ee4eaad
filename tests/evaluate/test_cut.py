import ast
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hornbook import benchmark
from hornbook.evaluate.cut import STOP, STOP_PROGRAM, begins_definition, cut, stop_strings

MBPP = Path(__file__).parents[3] / "shared" / "data" / "mbpp"
PROMPT = 'def double(x):\n    """Twice (x, or "x")."""\n'
pieces = st.sampled_from(
    ["    return x\n", "\n", "x = 1", "def f():", '"""', "'", '"', "(", "]", "#", "\\", "    ", "a"]
)
codes = st.lists(pieces, max_size=25).map("".join)


@given(codes)
def test_cutting_twice_changes_nothing(code: str) -> None:
    once = cut(PROMPT, code)
    assert code.startswith(once)
    assert cut(PROMPT, once) == once


@given(codes)
def test_a_program_that_parses_keeps_exactly_its_first_function(code: str) -> None:
    code = f"    pass\n{code}"
    # As for Codex, a comment in the first column ends a function, though Python would go on.
    assume("\n#" not in code)
    try:
        tree = ast.parse(PROMPT + code)
    except SyntaxError:
        return
    kept = PROMPT + cut(PROMPT, code)
    functions = ast.parse(kept).body
    assert len(functions) == 1
    assert ast.dump(functions[0]) == ast.dump(tree.body[0])


def test_a_comment_in_the_first_column_ends_a_function_that_python_would_go_on_with() -> None:
    assert cut(PROMPT, "    pass\n#    return x\n    return x\n") == "    pass"


def test_a_backslash_in_the_first_column_goes_on_with_the_line_after_it() -> None:
    assert cut(PROMPT, "    pass\n\\\n    return x\n") == "    pass\n\\\n    return x\n"
    assert cut(PROMPT, "    pass\n\\\nx = 1\n") == "    pass"


BODY = "    return x * 2"


@pytest.mark.parametrize("tail", [*STOP, "\nassert double(1) == 2", "\nx", "\n'''", "\n)", "\nÄ"])
def test_ends_before_what_stands_in_the_first_column(tail: str) -> None:
    assert cut(PROMPT, f"{BODY}\n{tail} more\n    stuff") in (BODY, BODY + "\n")
    assert cut(PROMPT, BODY + tail) == BODY


@pytest.mark.parametrize(
    "body",
    [
        '    text = """one\ntwo\n"""\n    return text',
        "    text = '''one\n\\''' two\n'''\n    return text",
        "    return [\n1,\n2,\n]",
        "    return 1 + \\\n2",
        "    return 'it\\'s (' + \"#\" # (\n    # '''\n",
        "    def inner():\n        return 1\n\n    return inner()",
        "    if x:\n        return 1\n\n\n    return 2\n",
    ],
)
def test_what_python_allows_in_the_first_column_stays(body: str) -> None:
    ast.parse(PROMPT + body)
    assert cut(PROMPT, body) == body
    assert cut(PROMPT, body + "\ndef next():\n    pass\n") in (body, body.removesuffix("\n"))


def test_a_broken_string_ends_with_its_line() -> None:
    assert cut(PROMPT, "    return 'oops\nx = 2\n") == "    return 'oops"


def test_a_stray_closing_bracket_hides_nothing() -> None:
    assert cut(PROMPT, "    return x)]\ndef next():\n    pass") == "    return x)]"


def test_a_new_function_at_once_leaves_nothing() -> None:
    assert cut(PROMPT, "\ndef next():\n    pass") == ""


def test_an_unindented_start_is_left_to_fail() -> None:
    assert cut(PROMPT, "return x\nprint(1)") == "return x"


def test_nothing_gives_nothing() -> None:
    assert cut(PROMPT, "") == ""
    assert cut("", "x = 1\n") == "x = 1\n"


@pytest.mark.parametrize("unit", ['"""', "'''\\", "(", '"', "\\", "\n#", "'\\\n", '"""\\'])
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    started = time.process_time()
    cut(PROMPT, unit * 100_000)
    assert time.process_time() - started < 5


def test_reference_solutions_are_whole_and_end_where_the_next_function_begins() -> None:
    for problem in benchmark.load("humaneval"):
        assert cut(problem.prompt, problem.solution) == problem.solution
        kept = cut(
            problem.prompt, f"{problem.solution}\n\ndef check(candidate):\n    assert True\n"
        )
        assert kept.rstrip() == problem.solution.rstrip()


TASK = '"""\nDouble a number.\ndef is no definition here\nassert double(1) == 2\n"""\n'
WHOLE = "import math\nfrom os import path\n\n@cache\ndef double(x):\n    return 2 * x"


def test_a_program_that_is_still_to_begin_goes_on_to_the_end_of_its_first_function() -> None:
    assert not begins_definition(TASK) and begins_definition(PROMPT)
    assert cut(TASK, f"{WHOLE}\n\nprint(double(2))\n").rstrip() == WHOLE
    assert cut(TASK, f"{WHOLE}\n\ndef other():\n    pass").rstrip() == WHOLE
    assert cut(TASK, "async def f():\n    pass\nx = 1") == "async def f():\n    pass"
    assert cut(TASK, "classes = 1\ndefault = 2\n") == "classes = 1\ndefault = 2\n"


def test_no_stop_string_ends_such_a_program_before_its_function() -> None:
    assert stop_strings([PROMPT, PROMPT]) == STOP
    assert stop_strings([PROMPT, TASK]) == STOP_PROGRAM
    assert not any(stop in WHOLE for stop in STOP_PROGRAM)


@pytest.mark.skipif(not MBPP.is_dir(), reason="MBPP isn't here")
def test_solutions_of_mbpp_are_whole_to_the_end_of_their_first_function() -> None:
    for problem in benchmark.load("mbpp", MBPP):
        kept = cut(problem.prompt, f"{problem.solution}\nprint(1)\n")
        assert "def " in kept and problem.solution.startswith(kept.rstrip())
