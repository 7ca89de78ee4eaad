import ast

import pytest

from hornbook.generate.exercise import Exercise
from hornbook.generate.harden import trials
from hornbook.generate.mutate import mutants
from hornbook.generate.procedural import families
from hornbook.sandbox import Sandbox

PROGRAM = '''
LIMIT = 3

def keep(numbers):
    """Keep 1 or 2 of them."""
    result = []
    for n in numbers:
        if n > 5 and n % 2 == 0:
            result.append(n)
    return result
'''


def test_each_mutant_has_one_fault() -> None:
    made = list(mutants(PROGRAM, "keep"))
    sources = [mutant.program for mutant in made]
    assert len(set(sources)) == len(sources)
    original = ast.unparse(ast.parse(PROGRAM)).split("\n")
    for mutant in made:
        changed = [
            pair
            for pair in zip(original, mutant.program.split("\n"), strict=True)
            if pair[0] != pair[1]
        ]
        assert len(changed) == 1, mutant


def test_the_usual_faults_are_there() -> None:
    sources = "\n".join(mutant.program for mutant in mutants(PROGRAM, "keep"))
    for fault in ("n >= 5", "n > 6", "!= 0", " or ", "n + 2", "if True", "if False", "return None"):
        assert fault in sources, fault


def test_docstrings_and_other_code_stay() -> None:
    for mutant in mutants(PROGRAM, "keep"):
        assert "LIMIT = 3" in mutant.program
        assert "Keep 1 or 2 of them." in mutant.program


def test_all_methods_of_a_class_are_mutated() -> None:
    program = '''
class Box:
    """A box of 1."""

    def put(self, n):
        """Put 2 in."""
        self.n = n + 3

    def full(self):
        return self.n > 4
'''
    sources = "\n".join(mutant.program for mutant in mutants(program, "Box"))
    for fault in ("n - 3", "n + 4", "self.n >= 4", "self.n > 5"):
        assert fault in sources, fault
    assert "of 2" not in sources and "~" not in sources


def test_types_and_messages_are_no_faults() -> None:
    program = '''
def f(n: "int") -> "Box":
    """Say."""
    if n < 0:
        raise ValueError("below 0")
    return n
'''
    faults = [mutant.fault for mutant in mutants(program, "f")]
    assert not [fault for fault in faults if "text" in fault]
    assert len(faults) == 5  # of the condition, its constant and the result


def test_a_missing_function_is_an_error() -> None:
    with pytest.raises(ValueError, match="defines no function or class 'other'"):
        list(mutants(PROGRAM, "other"))


@pytest.mark.slow
def test_tests_notice_nearly_all_mutants(sample: dict[str, list[Exercise]]) -> None:
    cases = [(sample[family.path][0], ()) for family in families()]
    with Sandbox() as sandbox:
        tried = [trial for trial in trials(cases, sandbox) if trial]
    assert len(tried) > 0.98 * len(cases)
    made = sum(sum(trial.counts.values()) for trial in tried)
    assert sum(len(trial.survivors) for trial in tried) < 0.03 * made
