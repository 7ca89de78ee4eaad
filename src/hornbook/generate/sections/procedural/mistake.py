"""Mistakes that beginners make: a small fault in a solution, with what it does wrong.

The code that runs here is the curriculum's own with one fault of a kind that can't do harm; it is
stopped after so many steps, for some never end.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from hornbook.generate.mutate import mutants
from hornbook.generate.procedural.limited import limited

MOST_STEPS = 20_000  # instructions that a faulty solution may carry out
LONGEST = 70  # characters of a call or a result that are shown

_SAYS = {
    "turned comparison": (
        "The comparison treats the boundary wrongly.",
        "The comparison is not the one that the task asks for.",
        "One comparison has been mixed up.",
    ),
    "off by one": (
        "One number is off by one.",
        "It misses by one.",
        "A number is one too large.",
    ),
    "and for or": (
        "`and` and `or` have changed places.",
        "It asks for the wrong combination of conditions.",
    ),
}


@dataclass(frozen=True)
class Mistake:
    """A faulty function, and a call that shows it.

    Attributes:
        code: the function, under a name of its own.
        says: what is wrong with it.
        wrong: the line with the fault, and ``right`` what it should be.
        call: of the faulty function.
        gives: what the call gives, as a literal.
    """

    code: str
    says: str
    wrong: str
    right: str
    call: str
    gives: str


def find_mistake(
    imports: Sequence[str], program: str, name: str, calls: Sequence[tuple[str, str]], r: Random
) -> Mistake | None:
    """A fault that one of the calls shows, if there is any.

    Args:
        imports: that the program needs.
        program: a function without docstring.
        name: of the function.
        calls: code of calls, and the literals that they should give.
        r: chooses among faults.
    """
    candidates = [m for m in mutants(program, name) if m.fault.rpartition(" in line")[0] in _SAYS]
    r.shuffle(candidates)
    original = ast.unparse(ast.parse(program))
    other = f"{name}_{r.choice(('wrong', 'faulty', 'attempt', 'draft', 'buggy'))}"
    for mutant in candidates[:6]:
        lines = _changed(original, mutant.program)
        if lines is None:
            continue
        code = re.sub(rf"\b{re.escape(name)}\b", other, mutant.program)
        for call, right in calls:
            call = re.sub(rf"\b{re.escape(name)}\b", other, call)
            gives = outcome([*imports, code], call)
            if gives not in (None, right, "''") and len(call) + len(gives or "") < LONGEST:
                says = r.choice(_SAYS[mutant.fault.rpartition(" in line")[0]])
                return Mistake(code, says, lines[1], lines[0], call, str(gives))
    return None


def outcome(program: Sequence[str], call: str) -> str | None:
    """What a call gives, as a literal; None if it raises, doesn't end soon, or isn't a value."""
    names: dict[str, Any] = {}
    try:
        exec(compile("\n".join(program), "<mistake>", "exec"), names)
        result = limited(lambda: eval(call, names), MOST_STEPS)
        text = repr(result)
        return text if "{" not in text and ast.literal_eval(text) == result else None
    except Exception:
        return None


def _changed(original: str, faulty: str) -> tuple[str, str] | None:
    """The one line that differs, right and wrong."""
    pairs = zip(original.split("\n"), faulty.split("\n"), strict=False)
    changed = [(one.strip(), other.strip()) for one, other in pairs if one != other]
    return changed[0] if len(changed) == 1 else None
