"""Programs that tell what a function does: with which arguments it is called, what it gives.

They run in the sandbox, beside a function that isn't trusted, and print what they see. That is
read as literals and believed only until the tests made of it have run in the sandbox themselves.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from keyword import iskeyword

from hornbook.corpus.document import document_id
from hornbook.generate.code_exercises.inputs import Call, source_of
from hornbook.generate.exercise import Exercise
from hornbook.sandbox import Outcome, Program, Verdict

MARK = "\x1e"
_LONGEST = 240  # characters of a result

# Shows a value as its source; what has none, or a long one, is an error of type TypeError.
_SHOW = f"""
def _show(value, deep=6):
    kind = type(value)
    if value is None or kind in (bool, int, str, bytes):
        text = repr(value)
    elif kind is float and value - value == 0:
        text = repr(value)
    elif deep and kind in (list, tuple):
        items = ", ".join([_show(item, deep - 1) for item in value])
        comma = "," if len(value) == 1 else ""
        text = f"[{{items}}]" if kind is list else f"({{items}}{{comma}})"
    elif deep and kind is dict:
        pairs = [f"{{_show(key, deep - 1)}}: {{_show(value[key], deep - 1)}}" for key in value]
        text = "{{" + ", ".join(pairs) + "}}"
    elif deep and kind is set:
        items = ", ".join(sorted([_show(item, deep - 1) for item in value]))
        text = "{{" + items + "}}" if value else "set()"
    else:
        raise TypeError(kind.__name__)
    if len(text) > {_LONGEST}:
        raise TypeError("too long")
    return text

def _tell(*words):
    print("\\n{MARK}" + repr(words), flush=True)
"""

_RECORD = """
def _recording(*args, **kwargs):
    try:
        _show(args), _show(kwargs)
        _tell("call", args, kwargs)
    except Exception:
        pass
    return {name}(*args, **kwargs)

check(_recording)
"""

_PROBE = """
from copy import deepcopy
from itertools import islice

def _outcome(arguments):
    args, kwargs = arguments
    try:
        result = {name}(*args, **kwargs)
        wrapped = hasattr(type(result), "__next__")
        if wrapped:
            result = list(islice(result, 101))
            assert len(result) <= 100
    except Exception as error:
        return "raises", type(error).__name__
    try:
        return ("lists" if wrapped else "gives"), _show(result)
    except Exception:
        return "hides", ""

def _probe(number, arguments):
    args, _ = arguments
    try:
        before = [_show(value) for value in args]
    except Exception:
        before = None
    outcome = _outcome(arguments)
    try:
        after = [_show(value) for value in args]
    except Exception:
        after = before
    changed = after if before is not None and after != before else None
    _tell(number, *outcome, changed)

for _number, _arguments in enumerate(_INPUTS):
    _probe(_number, _arguments())
"""


@dataclass(frozen=True)
class Seen:
    """What a function did with some arguments.

    Attributes:
        kind: ``gives`` or ``lists`` (a generator, its items) with the source of the result,
            ``raises`` with the error's name, ``hides`` for a result that can't be written down,
            ``hangs`` where it took too long.
        text: that source or name.
        changed: the sources of its arguments afterwards, where they were changed.
    """

    kind: str
    text: str
    changed: Sequence[str] | None = None


HANGS = Seen("hangs", "")


def recording(exercise: Exercise) -> Program:
    """Runs an exercise's tests, and tells with which arguments they call the function."""
    test = exercise.tests + _SHOW + _RECORD.format(name=exercise.name)
    return Program(id="record", program=exercise.text, test=test)


def read_calls(verdict: Verdict) -> list[Call]:
    """The calls that a `recording` told of, each once, in order."""
    found: dict[str, Call] = {}
    for words in _told(verdict.output):
        match words:
            case ("call", tuple(positional), dict(named)) if all(map(_is_name, named)):
                call = Call(positional, named)
                found.setdefault(call.source, call)
    return list(found.values())


def probing(program: str, name: str, calls: Sequence[Call], seed: int = 0) -> Program:
    """Calls a function many times, and tells what it does each time.

    Args:
        program: that defines it.
        name: of the function.
        calls: to try.
        seed: of the module ``random``, where the program uses it.
    """
    shown = [f"    lambda: ({_tuple(call)}, {_dict(call)}),\n" for call in calls]
    seeded = f"import random\nrandom.seed({seed})\n" if "random" in program else ""
    test = f"{seeded}{_SHOW}\n_INPUTS = [\n{''.join(shown)}]\n{_PROBE.format(name=name)}"
    return Program(id=document_id(program), program=program, test=test)


def read_seen(verdict: Verdict, count: int) -> list[Seen | None]:
    """What a `probing` told of each call; nothing of those that it didn't come to."""
    seen: list[Seen | None] = [None] * count
    for words in _told(verdict.output):
        match words:
            case (int(number), str(kind), str(text), None | list() as changed):
                if 0 <= number < count:
                    seen[number] = _checked(Seen(kind, text, changed))
    if verdict.outcome is Outcome.TIMEOUT and None in seen:
        seen[seen.index(None)] = HANGS
    return seen


def _checked(told: Seen) -> Seen:
    """What was told, sources being written anew, so that nothing but values gets into tests."""
    if told.kind == "raises" and _is_name(told.text):
        return told
    if told.kind in ("gives", "lists"):
        try:
            changed = told.changed and [source_of(literal_eval(each)) for each in told.changed]
            return Seen(told.kind, source_of(literal_eval(told.text)), changed)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            pass
    return Seen("hides", "")


def _told(output: str) -> Iterator[object]:
    for line in output.split(f"\n{MARK}")[1:]:
        try:
            yield literal_eval(line.partition("\n")[0])
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            pass  # the program's own doing


def _is_name(text: object) -> bool:
    return isinstance(text, str) and text.isidentifier() and not iskeyword(text)


def _tuple(call: Call) -> str:
    return Call((call.positional,)).source


def _dict(call: Call) -> str:
    return Call((dict(call.named),)).source
