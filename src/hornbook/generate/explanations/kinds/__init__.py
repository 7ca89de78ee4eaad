"""Kinds of questions with worked solutions; a file for each topic.

A kind is a function of a random source that gives a `Question`: what is asked, the rules that
apply, the steps with their reasons, the answer, and what a hasty reader would get instead. How an
explanation is worded for each kind of system message is nobody's business here. `kind` also names
a second way to the answer, which reads nothing but the question's words: what both agree on is
kept. To add one, write it in a file here; it is found by itself.

Many are near to families of BIG-Bench Hard (boolean expressions, dates, deduction, navigation,
tables, tracking, truth-tellers, sorting …) in what they demand. Their wording, names and things
are our own and none of its items is here, so that it stays a test.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from hornbook.generate.explanations.question import Kind


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, by topic in alphabetical order, then in the order of their files."""
    found: list[Kind] = []
    for module in pkgutil.iter_modules(__path__, prefix=f"{__name__}."):
        members = vars(importlib.import_module(module.name)).values()
        found.extend(member for member in members if isinstance(member, Kind))
    return tuple(found)
