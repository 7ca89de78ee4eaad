"""Tasks of several steps: the result of one family's task is the input of the next one's.

Nothing is written for a composition by hand. Two tasks fit when one gives the type that the
other takes, when its sentence says what comes out as a noun ("Return the even numbers in
scores."), and when what comes out is among what the other is ready for. Then the sentence
becomes "Let values be the even numbers in scores. …", and the code either assigns the first
result to a variable or makes a helper function of the first task.
"""

from __future__ import annotations

import builtins
import itertools
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from random import Random

from hornbook.generate.procedural.behaviour import Flaw, dedent, results
from hornbook.generate.procedural.class_task import ClassTask
from hornbook.generate.procedural.domain import Domain
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.family import Family, family_at
from hornbook.generate.procedural.literal import literal
from hornbook.generate.procedural.task import Arguments, Task
from hornbook.generate.procedural.vocabulary import WORDS

TOPIC = "composed"
# What a composition may hand from one step to the next.
HANDED = ("list[int]", "list[str]", "str", "int", "dict[str, int]", "list[list[int]]")
_PROBES = 6
_TRIES = 4
_WORDS = frozenset(WORDS)
_LET = re.compile(r"\bLet (\w+) be ")
_NOUN = re.compile(r"Return ((?:the|a|an|all|only|each|every) [^.;:]{3,110})\.")
_CALLS_ITSELF = re.compile(r"(?<![\w.])solve(?=[(,])")


def compositions(families: Sequence[Family], seed: int = 0) -> list[Family]:
    """All pairs of families that may fit, and half as many triples, in random order.

    Whether two draws do fit is found out when they are drawn.
    """
    gives: dict[str, list[Family]] = {kind: [] for kind in HANDED}
    takes: dict[str, list[Family]] = {kind: [] for kind in HANDED}
    for family in families:
        for kind in _handed_out(family):
            gives[kind].append(family)
        for kind in _taken_in(family):
            takes[kind].append(family)
    r = Random(f"compositions/{seed}")
    pairs = [
        (first, second)
        for kind in HANDED
        for first, second in itertools.product(gives[kind], takes[kind])
        if first is not second
    ]
    pairs = list({(a.path, b.path): (a, b) for a, b in pairs}.values())
    r.shuffle(pairs)
    after: dict[str, list[Family]] = {}
    for first, second in pairs:
        after.setdefault(first.path, []).append(second)
    longer = [
        (first, second, r.choice(after[second.path]))
        for first, second in pairs[::2]
        if second.path in after
    ]
    mixed: list[tuple[Family, ...]] = [*pairs, *longer]
    r.shuffle(mixed)
    return [compose(parts) for parts in mixed]


def compose(parts: Sequence[Family]) -> Family:
    """The family of tasks in which each part works on the result of the one before."""
    name = "+".join(part.path.replace("/", ".") for part in parts)
    titles = ", then ".join(part.title[0].lower() + part.title[1:] for part in parts)
    return Family(TOPIC, name, f"First {titles}", (), partial(_draw, tuple(parts)))


def composition_at(path: str) -> Family:
    """The composition of that path: ``composed/lists.keep+numbers.add``."""
    names = path.removeprefix(f"{TOPIC}/").split("+")
    return compose([family_at(name.replace(".", "/", 1)) for name in names])


def _handed_out(family: Family) -> set[str]:
    return {task.gives for task in _probed(family) if task.gives in HANDED and _nouns(task)}


def _taken_in(family: Family) -> set[str]:
    kinds = {_only_kind(task) for task in _probed(family) if _is_for_any_text(task)}
    return {kind for kind in kinds if kind in HANDED}


def _is_for_any_text(task: Task) -> bool:
    """False where the texts that it takes have a form of their own, such as dates."""
    if "str" not in _only_kind(task):
        return True
    words = re.findall("[a-z]+", literal(task.calls).lower())
    return sum(word in _WORDS for word in words) > len(words) / 3


def _probed(family: Family) -> Iterator[Task]:
    for number in range(_PROBES):
        task = family.draw(Draw(f"compose/{number}"))
        if isinstance(task, Task) and not task.raises and not task.observe:
            yield task


def _only_kind(task: Task) -> str:
    return next(iter(task.takes.values())) if len(task.takes) == 1 else ""


def _nouns(task: Task) -> list[str]:
    """What the task returns, in words; empty when that can't be said in place."""
    if any("eturn" in note or "result" in note for note in task.notes):
        return []
    return [found[1] for says in task.does if (found := _NOUN.fullmatch(says))]


def _draw(parts: tuple[Family, ...], r: Draw) -> Task:
    """Draw each part, again where two don't fit.

    Raises:
        Flaw: when no draw does.
    """
    for _ in range(_TRIES):
        *earlier, last = [part.draw(r) for part in parts]
        task: Task | ClassTask | None = last
        while earlier and task is not None:
            task = _joined(earlier.pop(), task, r)
        if isinstance(task, Task):
            return task
    raise Flaw("the steps don't fit")


def _joined(first: Task | ClassTask, second: Task | ClassTask, r: Draw) -> Task | None:
    """The task that does ``first`` and then ``second``; None when they don't fit."""
    if isinstance(first, ClassTask) or isinstance(second, ClassTask):
        return None
    nouns = _nouns(first)
    if not nouns or first.gives != _only_kind(second) or first.raises or second.raises:
        return None
    (between,) = second.takes
    calls = _calls(first, second)
    if calls is None or {between, *_LET.findall(second.does[0])} & set(first.takes):
        return None
    solutions = _solutions(first, second, between, r)
    if len(solutions) < 2:
        return None
    return Task(
        names=tuple(f"{name}_of_{first.names[0]}" for name in second.names),
        takes=first.takes,
        gives=second.gives,
        does=tuple(_says(noun, says, between) for noun in nouns for says in second.does),
        notes=(*first.notes, *second.notes),
        solutions=solutions,
        inputs=[call[0] for call in calls] if len(first.takes) == 1 else calls,
        observe=second.observe,
        ready=_Suits(first, second),
    )


@dataclass
class _Suits:
    """Whether the first task is made for a call, and the second one for what comes of it."""

    first: Task
    second: Task

    @cached_property
    def _begins(self) -> Callable[[Arguments], bool]:
        return _ready(self.first)

    @cached_property
    def _goes_on(self) -> Callable[[Arguments], bool]:
        return _ready(self.second)

    def __call__(self, call: Arguments) -> bool:
        if not self._begins(call):
            return False
        inputs = [call[0]] if len(self.first.takes) == 1 else [call]
        try:
            handed = results(replace(self.first, inputs=inputs), next(iter(self.first.solutions)))
        except Flaw:
            return False
        return self._goes_on((handed[0],))


def _ready(task: Task) -> Callable[[Arguments], bool]:
    return task.ready or Domain(task.calls).__contains__


def _says(noun: str, says: str, between: str) -> str:
    """Both steps in words; the second sentence may be a composition's already."""
    return f"Let {between} be {noun}. {says}"


def _calls(first: Task, second: Task) -> list[Arguments] | None:
    """The first task's inputs that lead to what the second one is ready for."""
    try:
        handed = results(first, next(iter(first.solutions)))
    except Flaw:
        return None
    ready = _ready(second)
    fitting = [(c, x) for c, x in zip(first.calls, handed, strict=True) if ready((x,))]
    if len(fitting) < 5 or len({literal(x) for _, x in fitting}) < 3:
        return None
    return [call for call, _ in fitting]


def _solutions(first: Task, second: Task, between: str, r: Draw) -> dict[str, str]:
    """Bodies that assign the first result to a variable, or that use helper functions."""
    short = {s: b for s, b in first.solutions.items() if _expression(dedent(b))}
    one, two = _free_name(first, first, second), _free_name(second, first, second)
    found: dict[str, str] = {}
    for style, body in second.solutions.items():
        rest = dedent(body)
        if _CALLS_ITSELF.search(rest):
            continue
        for earlier, code in short.items():
            value = _expression(dedent(code))
            found[f"steps-{earlier}-{style}"] = f"{between} = {value}\n{rest}"
        for earlier in first.solutions:
            if earlier not in short and one:
                helper = _helper(first, earlier, one)
                call = f"{between} = {one}({', '.join(first.takes)})"
                found[f"helper-{earlier}-{style}"] = f"{helper}\n\n{call}\n{rest}"
    if one and two and one != two:
        style, earlier = r.choice(tuple(second.solutions)), r.choice(tuple(first.solutions))
        found[f"helpers-{earlier}-{style}"] = (
            f"{_helper(first, earlier, one)}\n\n{_helper(second, style, two)}\n\n"
            f"return {two}({one}({', '.join(first.takes)}))"
        )
    chosen = r.sample(sorted(found), min(3, len(found)))
    return {style: found[style] for style in chosen}


def _free_name(task: Task, *tasks: Task) -> str:
    """A name for a helper function that means nothing else in any of the solutions."""
    bodies = [body for each in tasks for body in each.solutions.values()]
    taken = {name for each in tasks for name in each.takes}
    taken |= {word for body in bodies for word in re.findall(r"\w+", body)}
    return next((n for n in task.names if n not in taken and not hasattr(builtins, n)), "")


def _helper(task: Task, style: str, name: str) -> str:
    """One solution as a function of that name."""
    body = _CALLS_ITSELF.sub(name, dedent(task.solutions[style]))
    return f"def {name}({', '.join(task.takes)}):\n{textwrap.indent(body, '    ')}"


def _expression(body: str) -> str:
    """The expression that a body of one line returns; empty if it is no such body."""
    if "\n" in body or not body.startswith("return ") or _CALLS_ITSELF.search(body):
        return ""
    return body.removeprefix("return ")
