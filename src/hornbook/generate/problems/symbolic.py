"""Programs for reasoning-gym's word problems, derived from the solutions that it states.

``gsm_symbolic`` renews the names and numbers of a hundred questions of GSM8K's *test* set (GSM-
Symbolic, arXiv:2410.05229). Training on it is training on the test: whoever measures with GSM8K
takes it for a comparison only, or prunes it with `decontaminate`.

A stated solution is prose with equations (``180 carrots / 15 carrots/minute = 12 minutes``). Its
equations, in order, make the program, if they are true, take their numbers from the question or
from each other, and end in the stated answer; otherwise the problem is dropped with a reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

from hornbook.generate.piece import seed_of
from hornbook.generate.problems.family import ProblemFamily, Told
from hornbook.generate.problems.program import Unusable, WordProblem
from hornbook.generate.problems.words import Thing, identifier
from hornbook.generate.reasoning_tasks import reasoning_gym, reasoning_tasks

NO_STEPS = "no equation in the stated solution can be read"
UNTRUE = "the stated solution rounds or is wrong"
FROM_NOWHERE = "the stated solution has a number from nowhere"
NO_ANSWER = "the stated equations don't end in the stated answer"

# Numbers that need no source: of units (7 days, 60 minutes …), percent, halves and doubles.
_KNOWN = frozenset(map(Fraction, (1, 2, 3, 4, 5, 7, 10, 12, 24, 30, 52, 60, 100, 365, 1000)))
_WORD = re.compile(r"[A-Za-z][\w'’.\-]*(?:/[A-Za-z][\w'’\-]*)*")
_EXPRESSION = re.compile(
    r"(?:\(*\s*\d+(?:\.\d+)?\s*\)*\s*[-+*/]\s*)+\(*\s*\d+(?:\.\d+)?\s*\)*\s*\Z"
)
_VALUE = re.compile(r"\s*(\d+(?:\.\d+)?)(?!\s*[-+*/(.]?\s*\d)")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class SymbolicFamily:
    """One of the templates of ``gsm_symbolic``."""

    template: int

    @property
    def path(self) -> str:
        """``gsm_symbolic/07``."""
        return f"gsm_symbolic/{self.template:02}"

    def draw(self, seed: str) -> Told | Unusable:
        """A problem with its derived program and its stated answer."""
        drawn = _templates()[self.template](Random(seed), 1.0)
        answer = Fraction(str(drawn["answer"]).replace(",", ""))
        metadata = drawn["metadata"]
        question = " ".join(drawn["question"].split())
        problem = derive(question, metadata["answer_cot"], answer, metadata["variables"])
        return problem if isinstance(problem, Unusable) else told(self.path, problem, answer)


@dataclass(frozen=True)
class LegCounting:
    """The generator ``leg_counting``; its program comes from the animals that it names."""

    path: str = "reasoning_gym/leg_counting"

    def draw(self, seed: str) -> Told | Unusable:
        """A problem with its stated answer."""
        from reasoning_gym.arithmetic.leg_counting import ANIMALS

        task = next(reasoning_tasks("leg_counting", seed_of(seed)))
        lines, terms = [], []
        for animal, count in task.metadata["animals"].items():
            name = identifier(Thing(animal).many)
            lines.append(f"{name} = {count}  # {ANIMALS[animal]} legs each")
            terms.append(f"{name} * {ANIMALS[animal]}")
        body = "\n".join([*lines, f"result = {' + '.join(terms)}", "return result"])
        problem = WordProblem(" ".join(task.question.split()), body)
        return told(self.path, problem, Fraction(task.answer))


def reasoning_gym_families() -> tuple[ProblemFamily, ...]:
    """All of them: the templates that reasoning-gym holds to be sound, and counting legs.

    Raises:
        HornbookError: reasoning-gym isn't installed.
    """
    reasoning_gym()
    from reasoning_gym.arithmetic.gsm_symbolic.gsm_symbolic import tasks_ok

    return (*map(SymbolicFamily, tasks_ok), LegCounting())


@cache
def _templates() -> Mapping[int, Callable[[Random, float], dict[str, Any]]]:
    templates: Mapping[int, Callable[[Random, float], dict[str, Any]]] = (
        reasoning_gym().create_dataset("gsm_symbolic", seed=0, size=1).generators
    )
    return templates


def told(path: str, problem: WordProblem, answer: Fraction) -> Told:
    """A problem that somebody else has told."""
    return Told(
        family=path,
        problem=problem,
        twists=(),
        aside=False,
        steps=problem.body.count("\n"),
        answer=int(answer) if answer.denominator == 1 else float(answer),
    )


def derive(
    question: str, solution: str, answer: Fraction, variables: Mapping[str, Any]
) -> WordProblem | Unusable:
    """The program that a stated solution's equations make.

    Args:
        question: where numbers may come from.
        solution: prose with equations, which is never executed.
        answer: what the last equation has to give.
        variables: names for numbers, where they have one.
    """
    equations = list(_equations(solution))
    if not equations:
        return Unusable(NO_STEPS, solution)
    known = {Fraction(number) for number in _NUMBERS.findall(question.replace(",", ""))}
    names = _names(variables)
    lines: list[str] = []
    final: list[str] = []
    bound: dict[Fraction, str] = {}  # what has a variable by now
    for tree, stated in equations:
        if _value(tree) != stated:
            return Unusable(UNTRUE, solution)
        for number in _constants(tree):
            if number in bound:
                continue
            if number not in known | _KNOWN and number * 100 not in known:
                return Unusable(FROM_NOWHERE, solution)
            if number in known and number in names and number not in _KNOWN:
                bound[number] = names.pop(number)
                lines.append(f"{bound[number]} = {_plain(number)}")
        code = ast.unparse(_named(tree, bound))
        bound[stated] = names.pop(stated, "") or f"step_{len(lines) + 1}"
        lines.append(f"{bound[stated]} = {code}")
        if stated == answer:
            final = [*lines]
    if not final:
        return Unusable(NO_ANSWER, solution)
    return WordProblem(question, "\n".join([*final, f"result = {bound[answer]}", "return result"]))


def _equations(solution: str) -> Iterator[tuple[ast.expr, Fraction]]:
    """Each ``expression = number`` of the prose, units taken off."""
    for line in solution.split("####")[0].splitlines():
        line = re.sub(r"(?<=\d),(?=\d{3})", "", line)
        line = re.sub(r"(?<=[\d\s)])[x×](?=[\s\d(])", "*", re.sub(r"[$€£%]", "", line))
        parts = _WORD.sub(" ", line).split("=")
        for left, right in pairwise(parts):
            expression, value = _EXPRESSION.search(left), _VALUE.match(right)
            if expression and value:
                try:
                    tree = ast.parse(expression[0].strip(), mode="eval").body
                except SyntaxError:  # a bracket that belongs to the prose
                    continue
                yield tree, Fraction(value[1])


def _names(variables: Mapping[str, Any]) -> dict[Fraction, str]:
    """The variables whose number no other one has."""
    numbers: dict[Fraction, list[str]] = {}
    for name, value in variables.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            numbers.setdefault(Fraction(str(value)), []).append(identifier(name))
    return {number: names[0] for number, names in numbers.items() if len(names) == 1}


def _value(tree: ast.expr) -> Fraction | None:
    match tree:
        case ast.Constant(value=int() | float() as number):
            return Fraction(str(number))
        case ast.BinOp(left=left, op=operator, right=right):
            one, two = _value(left), _value(right)
            if one is None or two is None:
                return None
            match operator:
                case ast.Add():
                    return one + two
                case ast.Sub():
                    return one - two
                case ast.Mult():
                    return one * two
                case ast.Div():
                    return one / two if two else None
    return None


def _constants(tree: ast.expr) -> list[Fraction]:
    return [Fraction(str(n.value)) for n in ast.walk(tree) if isinstance(n, ast.Constant)]


def _named(tree: ast.expr, bound: Mapping[Fraction, str]) -> ast.expr:
    """The expression with variables in the place of numbers that have one."""

    class Naming(ast.NodeTransformer):
        def visit_Constant(self, node: ast.Constant) -> ast.expr:
            name = bound.get(Fraction(str(node.value)))
            return ast.Name(name) if name else node

    named: ast.expr = Naming().visit(tree)
    return named


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else repr(float(number))
