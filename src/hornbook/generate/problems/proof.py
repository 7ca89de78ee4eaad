"""Executes word problems' programs in the sandbox and tells what they answer.

A program of the procedural author's is known to end and to touch nothing, so many run in one
process; a teacher's runs alone. Whether an answer is right isn't asked: TinyGSM keeps them all,
because a filter would keep the easy ones (2312.09241, §2).
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from hornbook.corpus.document import document_id
from hornbook.generate.problems.program import NAME

if TYPE_CHECKING:
    from hornbook.sandbox import Program, Sandbox, Verdict

T = TypeVar("T")

FAILS = "the program doesn't run"
SLOW = "the program runs too long"
MEMORY = "the program takes too much memory"
NOT_A_NUMBER = "the answer isn't a number"
NOT_FINITE = "the answer isn't finite"
TOO_LARGE = "the answer is out of range"

LARGEST = 10**15  # that a 64-bit float tells from its neighbours
BUNDLE = 64
BLOCK = 2048  # programs whose answers are awaited together

# Puts what a program answered on a line of its own. What a program prints by itself, or patches,
# can but change what its own answer is taken to be.
_TELL = f"""
def tell(answer):
    if type(answer) not in (int, float):
        import decimal, fractions
        if not isinstance(answer, (fractions.Fraction, decimal.Decimal)):
            return '["kind", ' + '"' + type(answer).__name__ + '"]'
    if answer != answer or answer in (float("inf"), float("-inf")):
        return '["finite", "' + str(answer) + '"]'
    if not -{LARGEST} <= answer <= {LARGEST}:
        return '["range", ""]'
    number = int(answer) if answer == int(answer) else float(answer)
    return '["answer", ' + repr(number) + ']'
"""
_TELL_ONE = f"{_TELL}\nanswer = {NAME}()\nprint()\nprint(tell(answer))\n"
_TELL_ALL = """
print()
for source in SOURCES:
    names = {"__name__": "problem"}
    exec(source, names)
    answer = names["NAME"]()
    if type(answer) is not int or not -LARGEST <= answer <= LARGEST:
        raise ValueError("to be looked at alone")
    print(answer)
""".replace("NAME", NAME).replace("LARGEST", str(LARGEST))
_REASONS = {"kind": NOT_A_NUMBER, "finite": NOT_FINITE, "range": TOO_LARGE}


@dataclass(frozen=True)
class Outcome:
    """What executing a program came to.

    Attributes:
        answer: a number, where there is one.
        reason: why there is none, in a phrase that many share.
        detail: what was raised, or the type of what came instead.
    """

    answer: float | None
    reason: str = ""
    detail: str = ""


def outcomes(texts: Iterable[str], sandbox: Sandbox, *, bundle: int = 1) -> Iterator[Outcome]:
    """Execute programs in `program`'s format and yield what each came to, in order.

    Args:
        texts: drawn from as there is room, so that there may be any number.
        sandbox: open.
        bundle: programs that share a process. Above 1 for trusted programs only; one that fails,
            or answers with anything but a whole number, is executed again alone.
    """
    if bundle == 1:
        yield from (_outcome(verdict) for verdict in sandbox.execute(map(_alone, texts)))
        return
    source = iter(texts)
    while block := list(islice(source, BLOCK)):
        groups = [block[start : start + bundle] for start in range(0, len(block), bundle)]
        verdicts = list(sandbox.execute(map(_together, groups)))
        for group, verdict in zip(groups, verdicts, strict=True):
            lines = verdict.output.splitlines()[1:]
            if verdict.passed and len(lines) == len(group):
                yield from (Outcome(int(line)) for line in lines)
            else:
                yield from outcomes(group, sandbox)


def executed(
    pieces: Iterable[T], text_of: Callable[[T], str], sandbox: Sandbox, *, bundle: int = 1
) -> Iterator[tuple[T, Outcome]]:
    """Pieces with what their programs came to, in order; see `outcomes`."""
    held: deque[T] = deque()

    def texts() -> Iterator[str]:
        for piece in pieces:
            held.append(piece)
            yield text_of(piece)

    for outcome in outcomes(texts(), sandbox, bundle=bundle):
        yield held.popleft(), outcome


def _alone(text: str) -> Program:
    from hornbook.sandbox import Program

    return Program(id=document_id(text), program=text, test=_TELL_ONE)


def _together(texts: Sequence[str]) -> Program:
    from hornbook.sandbox import Program

    return Program(id=document_id("".join(texts)), program=f"SOURCES = {texts!r}", test=_TELL_ALL)


def _outcome(verdict: Verdict) -> Outcome:
    from hornbook.sandbox import Outcome as Ending

    if not verdict.passed:
        reason = {Ending.TIMEOUT: SLOW, Ending.MEMORY: MEMORY}.get(verdict.outcome, FAILS)
        return Outcome(None, reason, verdict.detail)
    try:
        kind, said = json.loads(verdict.output.rstrip("\n").rpartition("\n")[2])
    except ValueError:
        return Outcome(None, FAILS, "it printed so much that its answer was lost")
    if kind != "answer":
        return Outcome(None, _REASONS[kind], said)
    return Outcome(said)
